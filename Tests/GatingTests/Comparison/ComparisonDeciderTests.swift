import EvalSchema
import Foundation
import Statistics
import Testing

@testable import Gating

@Suite struct ComparisonDeciderTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var baseline: [String: String]
    var candidate: [String: String]
    var verdict: Verdict
    var reason: ComparisonReason
  }

  static let rows: [Row] = [
    Row(
      testDescription: "nothing differs", baseline: ["a": .clean(40), "b": .clean(40)],
      candidate: ["a": .clean(40), "b": .clean(40)], verdict: .pass, reason: .notWorse),
    Row(
      testDescription: "both fail alike", baseline: ["a": .failing(at: 0..<40, of: 80)],
      candidate: ["a": .failing(at: 0..<40, of: 80)], verdict: .pass, reason: .notWorse),
    Row(
      testDescription: "better", baseline: ["a": .failing(at: 0..<10, of: 80)], candidate: ["a": .clean(80)],
      verdict: .pass, reason: .notWorse),
    Row(
      testDescription: "one case broken", baseline: ["a": .clean(40), "b": .clean(40)],
      candidate: ["a": .clean(40), "b": .failing(at: 10..<40, of: 40)], verdict: .fail, reason: .caseWorse),
    Row(
      testDescription: "too few pairs", baseline: ["a": .clean(20)], candidate: ["a": .clean(20)],
      verdict: .inconclusive, reason: .pairsExhausted),
    Row(
      testDescription: "failures on both sides", baseline: ["a": .failing(at: 0..<15, of: 60)],
      candidate: ["a": .failing(at: 15..<30, of: 60)], verdict: .inconclusive, reason: .pairsExhausted),
  ]

  @Test(arguments: rows) func everyVerdictHasItsWordAndCode(row: Row) throws {
    var fixture = ComparisonFixture([:])
    fixture.baseline = row.baseline
    fixture.candidate = row.candidate
    let verdict = try fixture.decide()
    #expect(verdict.verdict == row.verdict && verdict.reason == row.reason, "\(verdict.sentence)")
    #expect(verdict.exitCode == Int(row.verdict.exitStatus.rawValue))
    #expect(verdict.summary.pairsNeeded == nil || row.verdict == .inconclusive)
  }

  @Test func aWorseAverageFailsWithoutANamedCase() throws {
    // Two failures more in each of thirty cases: no single one can be told.
    var fixture = ComparisonFixture([:])
    for index in 0..<30 {
      fixture.baseline["c\(100 + index)"] = .clean(10)
      fixture.candidate["c\(100 + index)"] = .failing(at: [index % 5, 5 + index % 5], of: 10)
    }
    let verdict = try fixture.decide()
    #expect(verdict.verdict == .fail)
    #expect(verdict.cases.allSatisfy { !$0.isShownWorse })
    #expect(try #require(verdict.difference).lower > 0.05)
  }

  @Test func theVerdictOfAPairedRunIsThatOfTheMachineThatStopsIt() throws {
    var dice = GateDice(7)
    for _ in 0..<60 {
      let rates = (0..<4).map { _ in Double.random(in: 0..<0.4, using: &dice) }
      let rounds = Int.random(in: 5..<60, using: &dice)
      var fixture = ComparisonFixture([:])
      for (index, rate) in rates.enumerated() {
        fixture.baseline["c\(index)"] = dice.strip(rounds, rate: rate * 0.5)
        fixture.candidate["c\(index)"] = dice.strip(rounds, rate: index == 0 ? rate : rate * 0.5)
      }
      let verdict = try fixture.decide()
      let counts = fixture.baseline.keys.sorted().map { id in
        let pairs = zip(fixture.baseline[id] ?? "", fixture.candidate[id] ?? "")
        return pairs.reduce(into: PairCounts()) {
          $0.count(baselineFailed: $1.0 == "F", candidateFailed: $1.1 == "F")
        }
      }
      let machine = SuiteComparison(margin: 0.05, budget: .max, counts: counts)
      let expected: Verdict = machine.verdict == .pass ? .pass : machine.verdict == .fail ? .fail : .inconclusive
      #expect(verdict.verdict == expected)
      if machine.cause == .average { #expect(verdict.reason == .worseOnAverage) }
      #expect(verdict.cases.indices.filter { verdict.cases[$0].isShownWorse } == machine.worseCases)
    }
  }

  @Test func swappingTheArmsTurnsBetterIntoWorse() throws {
    let cases = ["a": (String.clean(60), String.failing(at: 0..<30, of: 60)), "b": (.clean(60), .clean(60))]
    let worse = try ComparisonFixture(cases).decide()
    let better = try ComparisonFixture(cases.mapValues { ($0.1, $0.0) }).decide()
    #expect(worse.cases.map(\.change) == [.worse, .unclear] && better.cases.map(\.change) == [.better, .unclear])
    let (first, second) = (try #require(worse.cases[0].difference), try #require(better.cases[0].difference))
    #expect(first.estimate == -second.estimate)
  }

  @Test func casesOfOneSideAreShownAndNeverDropped() throws {
    var fixture = ComparisonFixture(["a": (.clean(90), .clean(90))])
    fixture.baseline["old"] = .clean(10)
    fixture.candidate["young"] = .clean(10)
    let verdict = try fixture.decide()
    #expect(verdict.cases.map(\.id) == ["a", "old", "young"])
    #expect(
      verdict.cases.map(\.change) == [.unclear, .gone, .new] || verdict.cases.map(\.change) == [.same, .gone, .new])
    #expect(verdict.cases[1].phrase == "not run in candidate" && verdict.cases[2].phrase == "no baseline")
    #expect(verdict.verdict == .inconclusive && verdict.reason == .casesNotCompared)
    #expect(Set(verdict.warnings.map(\.code)).isSuperset(of: ["cases-new", "cases-gone"]))
    fixture.baseline["old"] = nil
    #expect(try fixture.decide().verdict == .pass)
  }

  @Test func erroredAndMissingTrialsMakeNoPairAndAreCounted() throws {
    let fixture = ComparisonFixture(["a": ("..E." + .clean(90), ".-.E" + .clean(90))])
    let found = try #require(try fixture.decide().cases.first)
    #expect(found.table == PairTable(bothPassed: 91))
    #expect(found.baseline == ArmCounts(asked: 94, valid: 93, errored: 1, failures: 0, unpaired: 2))
    #expect(found.candidate == ArmCounts(asked: 93, valid: 92, errored: 1, failures: 0, unpaired: 1))
  }

  @Test func trialsAfterTheStopAreNotUsed() throws {
    var fixture = ComparisonFixture(["a": (.clean(100), .failing(at: 90..<100, of: 100))])
    #expect(try fixture.decide().verdict != .pass)
    fixture.changeCandidate = { arm in
      for index in 90..<100 { arm.traits["a"]?[index]?.isAfterStop = true }
    }
    fixture.changeBaseline = fixture.changeCandidate
    let verdict = try fixture.decide()
    #expect(verdict.verdict == .pass)
    #expect(verdict.candidate.counts == ArmCounts(asked: 90, valid: 90))
  }

  @Test func otherVariantsMakeNoPair() throws {
    var fixture = ComparisonFixture(["a": (.clean(3), .clean(3))])
    fixture.changeCandidate = { $0.traits["a"]?[1]?.variant = "polite" }
    #expect(try fixture.decide().summary.pairs == 2)
  }

  @Test func runsThatStoppedOnTheirOwnAreJudgedByAllTheirTrials() throws {
    // The gate stops a broken case after seven trials: too few pairs for a paired test, plenty beside 339 clean trials.
    let cases = ["a": (String.clean(339), "F.FF.F."), "b": (.clean(80), .clean(80))]
    let verdict = try ComparisonFixture(cases, isPairedRun: false).decide()
    #expect(verdict.verdict == .fail && verdict.reason == .caseWorse)
    #expect(verdict.cases[0].isShownWorse && verdict.cases[0].change == .worse)
    #expect(verdict.summary.rounds == 7)
    #expect(verdict.baseline.counts.unpaired == 332)
    #expect(verdict.sentence.contains("a (0 of 339 before, 4 of 7 now)"))
  }

  @Test func equalRecordsGiveEqualBytesAndFitTheFormat() throws {
    let fixture = ComparisonFixture(["a": (.clean(60), .failing(at: 0..<30, of: 60)), "b": (.clean(60), .clean(60))])
    let (first, second) = (try fixture.decide(), try fixture.decide())
    #expect(try CanonicalJSON.document(first) == CanonicalJSON.document(second))
    #expect(try CanonicalJSON.decode(ComparisonVerdict.self, from: CanonicalJSON.line(first)) == first)
  }

  @Test(arguments: [
    (nil, ComparisonReason.targetUnavailable, "A target"), ("strict", .judgeUnavailable, "The judge strict"),
  ])
  func whoAcceptedNothingIsNamed(_ judge: String?, _ reason: ComparisonReason, _ who: String) throws {
    var fixture = ComparisonFixture(["a": (.clean(20), .clean(20))])
    fixture.changeCandidate = { arm in
      arm.log.footer = RunFooter(
        endedAt: "2026-05-14T09:00:00Z", seconds: 1, trials: 20, stopped: "…", outage: .rateLimited, judge: judge)
    }
    let verdict = try fixture.decide()
    #expect(verdict.verdict == .error && verdict.reason == reason && verdict.exitCode == 4)
    #expect(verdict.sentence.hasPrefix("\(who) accepted no request for minutes, so the comparison ended"))
  }
}
