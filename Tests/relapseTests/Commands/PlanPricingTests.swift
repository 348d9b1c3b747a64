import EvalSchema
import Foundation
import Testing

@testable import relapse

/// What a plan says a run costs, and where the figures come from.
@Suite struct PlanPricingTests {
  private static let words = ["--target", "candidate-fixed", "--case", "INC-2071-parcel-status-polling"]

  /// What the plan says in JSON of its costs.
  private struct Output: Decodable {
    struct Pricing: Decodable {
      var run: String?
      var target: String?
      var trials: Int
      var measuredCases: Int
      var estimatedCases: Int
    }
    struct Forecast: Decodable { var cleanCostMicros: Int? }
    var pricing: Pricing?
    var forecast: Forecast
  }

  @Test func aPlanIsPricedByWhatARunMeasuredAndSaysSo() async throws {
    let world = try TestWorld()
    #expect(
      await world.run(["gate", world.evalset, "--out", world.folder + "/run"] + Self.words) == .pass,
      "\(world.reported)")
    #expect(await world.run(["plan", world.evalset, "--from", world.folder + "/run"] + Self.words) == .pass)
    #expect(world.printed.contains("costs: 1 case by the tokens of "), "\(world.printed)")
    #expect(!world.printed.contains("estimated from the length"))
    let other = ["--target", "candidate-fixed", "--case", "INC-2052-invented-fire-certificate"]
    #expect(await world.run(["plan", world.evalset, "--from", world.folder + "/run"] + other) == .pass)
    #expect(world.printed.contains("costs: estimated from the length of the texts"), "\(world.printed)")
  }

  @Test func aRunOfAnotherTargetIsTakenWithAWord() async throws {
    let world = try TestWorld()
    let run = ["--out", world.folder + "/run", "--max-trials", "5"] + Self.words
    #expect(await world.run(["run", world.evalset] + run) == .pass, "\(world.reported)")
    let plan = ["plan", world.evalset, "--from", world.folder + "/run"]
    #expect(await world.run(plan + Self.words) == .pass)
    #expect(!world.reported.contains("plan-other-run"), "\(world.reported)")
    #expect(world.printed.contains(" trials of run ") && !world.printed.contains(" of the target "))
    let other = ["--target", "baseline"] + Self.words.dropFirst(2)
    #expect(await world.run(plan + other) == .pass)
    #expect(world.reported.contains("warning[plan-other-run]"), "\(world.reported)")
    #expect(world.reported.contains("target \"candidate-fixed\", not of \"baseline\""), "\(world.reported)")
    #expect(world.printed.contains(" of the target candidate-fixed"), "\(world.printed)")
    #expect(await world.run(plan + other + ["--format", "json"]) == .pass)
    let output = try JSONDecoder().decode(Output.self, from: Data(world.printed.utf8))
    #expect(output.pricing?.target == "candidate-fixed" && output.pricing?.measuredCases == 1)
  }

  @Test func whereTheCostsComeFromIsInTheJSON() async throws {
    let world = try TestWorld()
    #expect(await world.run(["gate", world.evalset, "--out", world.folder + "/run"] + Self.words) == .pass)
    let plan = ["plan", world.evalset, "--format", "json", "--from", world.folder + "/run"]
    #expect(await world.run(plan + Self.words) == .pass)
    let output = try JSONDecoder().decode(Output.self, from: Data(world.printed.utf8))
    #expect(output.pricing?.measuredCases == 1 && output.pricing?.estimatedCases == 0)
    #expect(output.pricing?.trials ?? 0 > 10 && output.pricing?.run != nil && output.forecast.cleanCostMicros ?? 0 > 0)
  }

  @Test func aRunThatIsNotThereIsAnError() async throws {
    let world = try TestWorld()
    #expect(await world.run(["plan", world.evalset, "--from", world.folder + "/nowhere"] + Self.words) == .usage)
    #expect(world.reported.contains("error[no-such-run]"))
  }
}
