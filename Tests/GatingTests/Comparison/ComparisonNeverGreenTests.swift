import EvalSchema
import Testing

@testable import Gating

/// A comparison that has shown nothing is never green, whatever stands in the records.
@Suite struct ComparisonNeverGreenTests {
  struct Damage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var verdict: Verdict
    var reason: ComparisonReason
    var change: @Sendable (inout ComparisonFixture) -> Void

    init(
      _ name: String, _ verdict: Verdict, _ reason: ComparisonReason,
      _ change: @escaping @Sendable (inout ComparisonFixture) -> Void
    ) {
      (testDescription, self.verdict, self.reason, self.change) = (name, verdict, reason, change)
    }
  }

  /// Two cases that pass.
  static var green: ComparisonFixture {
    ComparisonFixture(["a": (.clean(60), .clean(60)), "b": (.clean(60), .clean(60))])
  }

  static let damages: [Damage] = [
    Damage("a drifted baseline, one case", .error, .baselineDrifted) {
      $0.history = ["a": .failing(at: 0..<20, of: 60), "b": .clean(60)]
    },
    Damage("a drifted baseline, better than its record", .error, .baselineDrifted) {
      $0.history = ["a": .clean(60), "b": .clean(60)]
      $0.baseline["a"] = .failing(at: 0..<20, of: 60)
      $0.candidate["a"] = .failing(at: 0..<20, of: 60)
    },
    Damage("a history of the candidate", .error, .armsSwapped) { fixture in
      fixture.history = ["a": .clean(60), "b": .clean(60)]
      fixture.changeHistory = { arm in arm.changePlan { $0.targetFingerprint = Digest(of: "candidate") } }
    },
    Damage("a history of a stranger", .error, .driftUnchecked) { fixture in
      fixture.history = ["a": .clean(60), "b": .clean(60)]
      fixture.changeHistory = { arm in arm.changePlan { $0.targetFingerprint = Digest(of: "stranger") } }
    },
    Damage("a history without a shared case", .error, .driftUnchecked) { $0.history = ["z": .clean(60)] },
    Damage("a history without trials", .error, .armMissing) { $0.history = ["a": "", "b": ""] },
    Damage("a history that errored", .error, .tooManyErrors) {
      $0.history = ["a": .clean(60), "b": .clean(20) + String(repeating: "E", count: 40)]
    },
    Damage("swapped arms of one run", .error, .armsSwapped) { fixture in
      fixture.changeBaseline = { $0.log.header.runID = "c-candidate" }
      fixture.changeCandidate = { $0.log.header.runID = "c-baseline" }
    },
    Damage("one target in both arms", .error, .sameTarget) { fixture in
      fixture.changeCandidate = { arm in arm.changePlan { $0.targetFingerprint = Digest(of: "baseline") } }
    },
    Damage("a target that fails every trial, as its baseline did", .inconclusive, .alwaysFailed) { fixture in
      for id in ["a", "b"] {
        (fixture.baseline[id], fixture.candidate[id]) = (.failing(at: 0..<60, of: 60), .failing(at: 0..<60, of: 60))
      }
    },
    Damage("a changed case", .inconclusive, .casesNotCompared) { fixture in
      fixture.changeCandidate = { arm in
        arm.log.cases[0].file.evalCase.title = "another"
        guard let digest = try? Digest(ofJSON: arm.log.cases[0].file.evalCase) else { return }
        arm.log.cases[0].digest = digest
        arm.changePlan { $0.cases[0].digest = digest }
      }
      for id in ["a", "b"] { (fixture.baseline[id], fixture.candidate[id]) = (.clean(120), .clean(120)) }
    },
    Damage("a case that the candidate did not run", .inconclusive, .casesNotCompared) {
      $0.baseline["z"] = .clean(5)
    },
    Damage("disjoint cases", .error, .noPairs) {
      $0.candidate = ["y": .clean(60), "z": .clean(60)]
    },
    Damage("disjoint indices", .error, .noPairs) {
      $0.baseline = ["a": .clean(3)]
      $0.candidate = ["a": "---" + .clean(90)]
    },
    Damage("a missing candidate", .error, .armMissing) { $0.candidate = ["a": "", "b": ""] },
    Damage("a missing baseline", .error, .armMissing) { $0.baseline = ["a": "", "b": ""] },
    Damage("a candidate without a case", .error, .armMissing) { $0.candidate = [:] },
    Damage("nothing at all", .empty, .nothingSelected) {
      $0.baseline = [:]
      $0.candidate = [:]
    },
    Damage("30% errors in the candidate", .error, .tooManyErrors) {
      $0.candidate["b"] = .clean(24) + String(repeating: "E", count: 36)
      $0.baseline = ["a": .clean(90), "b": .clean(60)]
      $0.candidate["a"] = .clean(90)
    },
    Damage("30% errors in the baseline", .error, .tooManyErrors) {
      $0.baseline["a"] = .clean(24) + String(repeating: "E", count: 36)
    },
    Damage("errors in the only worse case", .error, .tooManyErrors) {
      $0.baseline["b"] = .clean(60)
      $0.candidate["b"] = String(repeating: "E", count: 36) + .clean(4) + String(repeating: "F", count: 20)
    },
    Damage("many errors in one case of many trials", .error, .tooManyErrors) {
      ($0.baseline["a"], $0.candidate["a"]) = (.clean(600), .clean(600))
      $0.candidate["b"] = .clean(50) + String(repeating: "E", count: 10)
    },
    Damage("every trial errored", .error, .tooManyErrors) {
      for id in ["a", "b"] { $0.candidate[id] = String(repeating: "E", count: 60) }
    },
    Damage("a refused key", .error, .authFailed) { fixture in
      fixture.changeCandidate = { $0.log.logs["a"]?.errors[0] = AdapterFailure(kind: .auth, message: "401") }
    },
    Damage("a used-up quota", .error, .quotaExceeded) { fixture in
      fixture.changeBaseline = { $0.log.logs["a"]?.errors[0] = AdapterFailure(kind: .quota, message: "429") }
    },
    Damage("a model that changed in the middle", .error, .modelChanged) { fixture in
      fixture.changeCandidate = { $0.log.logs["a"]?.models["another"] = 7 }
    },
    Damage("another evalset", .error, .notComparable) { fixture in
      fixture.changeCandidate = { arm in arm.changePlan { $0.evalset = "another" } }
    },
    Damage("a surface that one arm does not record", .error, .notComparable) { fixture in
      fixture.changeCandidate = { $0.log.header.target.surfaces["retrieval"] = "index@2" }
    },
    Damage("a model that nobody states", .error, .notComparable) { fixture in
      fixture.changeBaseline = { arm in
        arm.log.header.target.model = nil
        for id in ["a", "b"] { arm.log.logs[id]?.models = [:] }
      }
    },
    Damage("no confidence", .error, .notComparable) { $0.policy.confidence = 0.3 },
    Damage("a margin of 100 points", .error, .notComparable) { $0.request.margin = 1 },
    Damage("a margin of nothing", .error, .notComparable) { $0.request.margin = 0 },
    Damage("a margin that is no number", .error, .notComparable) { $0.request.margin = .nan },
    Damage("a plan that was changed", .error, .recordAltered) { fixture in
      fixture.changeCandidate = { $0.log.header.plan.seed = 99 }
    },
    Damage("a case that was changed after the plan", .error, .recordAltered) { fixture in
      fixture.changeBaseline = { $0.log.cases[0].digest = Digest(of: "x") }
    },
    Damage("a case without a single pair", .inconclusive, .pairsExhausted) {
      $0.baseline["b"] = "--." + .clean(1)
      $0.candidate["b"] = ".."
    },
    Damage("an interrupted run", .inconclusive, .interrupted) { fixture in
      for id in ["a", "b"] { (fixture.baseline[id], fixture.candidate[id]) = (.clean(5), .clean(5)) }
      fixture.changeCandidate = { $0.log.footer = nil }
    },
  ]

  @Test func withoutDamageItIsGreen() throws { #expect(try Self.green.decide().verdict == .pass) }

  @Test(arguments: damages) func damageIsSaidAndNeverAPass(damage: Damage) throws {
    var fixture = Self.green
    damage.change(&fixture)
    let verdict = try fixture.decide()
    #expect(verdict.verdict == damage.verdict && verdict.reason == damage.reason, "\(verdict.sentence)")
    #expect(!verdict.sentence.isEmpty && verdict.exitCode != 0)
  }

  @Test(arguments: ["baseline", "candidate"])
  func anArmOfCachedAnswersIsSaidToBeOne(name: String) throws {
    var fixture = Self.green
    let change: (inout ComparisonArm) -> Void = { arm in
      arm.log.cached = 33
      for id in arm.log.logs.keys {
        let count = arm.log.logs[id]?.outcomes.count ?? 0
        arm.log.logs[id]?.outcomes = Array(repeating: nil, count: count)
      }
    }
    if name == "baseline" { fixture.changeBaseline = change } else { fixture.changeCandidate = change }
    let verdict = try fixture.decide()
    #expect(verdict.verdict == .error && verdict.reason == .armMissing)
    #expect(
      verdict.sentence.hasPrefix(
        "The \(name) has no trial that counts: 33 trials came from a cache of earlier answers and never count; "
          + "what decides is a new run without --cache."), "\(verdict.sentence)")
  }

  @Test func whatTheUserAllowsIsSaid() throws {
    var fixture = Self.green
    fixture.changeCandidate = { arm in
      arm.changePlan { $0.targetFingerprint = Digest(of: "baseline") }
      arm.log.header.target.surfaces["retrieval"] = "index@2"
    }
    fixture.request = ComparisonRequest(
      margin: 0.05, allowsSameTarget: true, allowsUnrecorded: true, findings: [.warning("mutable-model", "x")])
    let verdict = try fixture.decide()
    #expect(verdict.verdict == .pass)
    #expect(verdict.warnings.map(\.code) == ["mutable-model", "same-target", "surface-unrecorded"])
  }

  @Test func aBaselineThatDidNotMoveDoesNotVoid() throws {
    var fixture = Self.green
    fixture.history = ["a": .failing(at: [3], of: 300), "b": .clean(300), "gone": .clean(9)]
    let verdict = try fixture.decide()
    #expect(verdict.verdict == .pass)
    let drift = try #require(verdict.drift)
    #expect(!drift.isDrifted && drift.comparisons == 2 && drift.history.valid == 600 && drift.cases.isEmpty)
  }

  @Test func aFailStandsWhateverElseWentWrongInOneCase() throws {
    var fixture = Self.green
    fixture.baseline["c"] = .clean(60)
    fixture.candidate["c"] = String(repeating: "F", count: 60)
    fixture.baseline["gone"] = .clean(60)
    fixture.candidate["a"] = .clean(55) + "EEEEE"
    #expect(try fixture.decide().verdict == .fail)
  }
}
