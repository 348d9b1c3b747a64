import EvalSchema
import Testing

@testable import Gating

/// A record in the place of the baseline: the same evidence, refused when it is too old, guarded by new trials.
@Suite struct RecordedBaselineTests {
  /// A comparison of two cases against a record; `fresh` are new trials of the baseline.
  private struct Against {
    var cases: [String: (String, String)]
    var fresh: [String: String]?
    var trials = 1
    var age = 60.0
    var isAskedFresh = true

    func decide() throws -> ComparisonVerdict {
      let fixture = ComparisonFixture(cases)
      let baseline = try fixture.arm(.baseline, fixture.baseline, target: "baseline")
      var record = baseline
      record.log.header.runID = "then"
      var candidate = try fixture.arm(.candidate, fixture.candidate, target: "candidate")
      candidate.log.header.arm = ArmPlan(
        role: .candidate, margin: 0.05, maximumRounds: 500,
        recorded: RecordedBaseline(
          runID: "then", planDigest: record.log.header.planDigest, age: age, maximumAge: 3_600, trials: trials,
          fresh: isAskedFresh ? 5 : 0, notTested: isAskedFresh ? nil : "its target is gone"))
      let now = try fresh.map { try fixture.arm(.baseline, $0, target: "baseline") }
      return ComparisonDecider.decide(
        baseline: record, candidate: candidate, fresh: now, tool: ToolVersion(version: "test"))
    }
  }

  private static let clean = ["a": (String.clean(300), String.clean(90)), "b": (String.clean(200), String.clean(90))]

  @Test func itDecidesAsAPairedRunAndSaysWhatItStandsOn() throws {
    let verdict = try Against(cases: Self.clean, fresh: ["a": .clean(5), "b": .clean(5)]).decide()
    #expect(verdict.verdict == .pass && verdict.method.isPairedRun && verdict.recordedBaseline?.age == nil)
    #expect(verdict.summary.rounds == 90 && verdict.drift?.isDrifted == false)
    #expect(verdict.method.statement.contains("The baseline is a record"))
    #expect(!verdict.warnings.contains { $0.code == "baseline-not-retested" })
  }

  @Test func withoutNewTrialsItSaysSo() throws {
    let verdict = try Against(cases: Self.clean, isAskedFresh: false).decide()
    #expect(verdict.verdict == .pass)
    #expect(
      verdict.warnings.contains { $0.code == "baseline-not-retested" && $0.message.contains("its target is gone") })
  }

  @Test func whatIsTooOldOrUncheckedOrMovedIsNeverGreen() throws {
    let old = try Against(cases: Self.clean, fresh: [:], age: 4_000).decide()
    #expect(old.verdict == .error && old.reason == .notComparable && old.sentence.contains("66 minutes"))
    let future = try Against(cases: Self.clean, fresh: [:], age: -4_000).decide()
    #expect(
      future.verdict == .error && future.reason == .notComparable && future.sentence.contains("after the comparison"))
    #expect(
      try Against(cases: Self.clean, fresh: ["a": .clean(5), "b": .clean(5)], age: -200).decide().verdict == .pass)
    let missing = try Against(cases: Self.clean).decide()
    #expect(missing.verdict == .error && missing.reason == .driftUnchecked)
    let moved = try Against(cases: Self.clean, fresh: ["a": "FFFFF", "b": .clean(5)]).decide()
    #expect(moved.verdict == .error && moved.reason == .baselineDrifted)
  }

  @Test func severalTrialsOfTheRecordStandAgainstOne() throws {
    // Three of the record for each of the candidate: 90 pairs use 270 trials, of which the failing ones weigh a third.
    let record = String.failing(at: [0, 1, 2, 7], of: 270)
    var against = Against(cases: ["a": (record, .clean(270))], fresh: ["a": .clean(5)])
    against.trials = 3
    let verdict = try against.decide()
    #expect(verdict.summary.pairs == 90 && verdict.verdict == .pass)
    #expect(verdict.cases[0].difference?.estimate == -(1 + 1.0 / 3) / 90)
  }

  @Test func groupsAreOfOneVariantAndInOrder() {
    let trials = (0..<9).map { (index: $0, variant: $0 % 2 == 0 ? "base" : "formal", failed: $0 == 1 || $0 == 3) }
    #expect(
      BaselineGroup.groups(of: trials, size: 2) == [
        BaselineGroup(index: 0, failures: 0), BaselineGroup(index: 1, failures: 2),
        BaselineGroup(index: 4, failures: 0),
        BaselineGroup(index: 5, failures: 0),
      ])
    #expect(BaselineGroup.groups(of: trials, size: 1).count == 9)
  }
}
