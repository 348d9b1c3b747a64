import EvalSchema
import Foundation
import Testing

@testable import relapse

/// `gate RUN --extend-to`: the price is said before the trials are made, and stands in the record.
@Suite struct ExtendTests {
  private static let evalCase = "INC-2060-damage-filed-as-change-of-mind"

  /// An evalset with the smallest budget for S2, and a candidate that fails one case in 2% of its trials.
  private func world() throws -> TestWorld {
    let world = try TestWorld()
    try world.edit("evalset.yaml") {
      $0.replacing("S2: {limit: 5%, unit: case, budget: 400}", with: "S2: {limit: 5%, unit: case, budget: 59}")
    }
    try world.edit("targets/candidate-regressed.yaml") {
      $0.replacing("change-of-mind/files-taste: 0.3%", with: "change-of-mind/files-taste: 2%")
    }
    return world
  }

  @Test func thePriceIsSaidAndTheTrialsGoIntoTheSameRecord() async throws {
    let world = try world()
    let out = world.folder + "/run"
    let words = ["--target", "candidate-regressed", "--case", Self.evalCase, "--seed", "3", "--out", out, "--quiet"]
    #expect(await world.run(["gate", world.evalset] + words) == .inconclusive, "\(world.printed)\(world.reported)")
    let before = try world.bytes("run/run.jsonl")
    _ = await world.run("gate", out, "--extend-to", "400", "--quiet")
    let sentence = try Regex(
      "case:\(Self.evalCase) extended from 59 to 400 trials: the chance of a false pass is [0-9.]+%, not 5%")
    #expect(world.reported.contains(sentence), "\(world.reported)")
    let after = try world.bytes("run/run.jsonl")
    #expect(after.starts(with: before) && after.count > before.count)
    let lines = String(decoding: after.dropFirst(before.count), as: UTF8.self).split(separator: "\n")
    #expect(
      lines.first?.contains("\"kind\":\"resume\"") == true
        && lines.dropFirst().first?.contains("\"extendedTo\":400") == true)
    #expect(lines.last?.contains("\"kind\":\"footer\"") == true)
  }

  @Test func anOptionOfARunNeedsARun() async throws {
    let world = try TestWorld()
    #expect(await world.run("gate", world.evalset, "--target", "candidate-fixed", "--extend-to", "100") == .usage)
    #expect(world.reported.contains("--extend-to goes on with a run that ended"))
    #expect(await world.run("run", world.evalset, "--target", "candidate-fixed", "--extend-to", "100") == .usage)
  }

  @Test func whatIsDecidedIsNotExtended() async throws {
    let world = try TestWorld()
    let out = world.folder + "/run"
    #expect(
      await world.run("gate", world.evalset, "--target", "candidate-fixed", "--severity", "S3", "--out", out) == .pass)
    #expect(await world.run("gate", out, "--extend-to", "5000") == .usage)
    #expect(world.reported.contains("error[nothing-to-extend]"))
    #expect(await world.run("gate", out, "--extend-to", "5000", "--out", world.folder + "/other") == .usage)
    #expect(await world.run("gate", out, "--seed", "2") == .usage)
  }

  @Test func aCutRunIsNotExtended() async throws {
    let world = try TestWorld()
    let out = world.folder + "/run"
    let words = ["--target", "candidate-fixed", "--severity", "S3", "--max-trials", "3", "--out", out]
    #expect(await world.run(["gate", world.evalset] + words) == .inconclusive)
    #expect(await world.run("gate", out, "--extend-to", "5000") == .usage)
    #expect(world.reported.contains("error[extend-cut]"))
  }
}
