import EvalSchema
import Statistics
import Testing

@testable import Gating

@Suite struct TrafficDeciderTests {
  private static let plan = TrafficCheckPlan(
    id: "a", title: "A", pattern: "p", severity: .s1, graders: ["expected.graders.0"])

  private static func arm(_ failures: Int, _ valid: Int, change: (inout TrafficArm) -> Void = { _ in }) -> TrafficArm {
    var arm = TrafficArm(file: "log")
    arm.answered = valid
    var tally = TrafficArm.CheckTally()
    (tally.valid, tally.failures) = (valid, failures)
    arm.checks["a"] = tally
    var none = TrafficArm.CheckTally()
    none.valid = valid
    arm.checks["empty-answers"] = none
    arm.lengths = Array(repeating: 10, count: valid)
    arm.reading.outputs = valid
    change(&arm)
    return arm
  }

  private static func decide(_ baseline: TrafficArm, _ candidate: TrafficArm, margin: Double = 0.05) -> TrafficVerdict {
    TrafficDecider(
      baseline: baseline, candidate: candidate, checks: [plan, .emptyAnswers], leftOut: [], evalset: "e",
      policy: Policy(), margin: margin, date: { "\(Int($0))" }
    ).decide(tool: ToolVersion(version: "test"))
  }

  @Test func whatIsShownIsSaid() {
    let worse = Self.decide(Self.arm(2, 2000), Self.arm(50, 500))
    #expect(worse.verdict == .fail && worse.reason == .checkWorse && worse.exitCode == 1)
    #expect(worse.checks.first?.id == "a" && worse.checks.first?.isShownWorse == true)
    #expect(worse.sentence.contains("Observed traffic, unpaired") && worse.sentence.contains("50 of 500 now"))
    let same = Self.decide(Self.arm(2, 2000), Self.arm(1, 500))
    #expect(same.verdict == .pass && same.reason == .notWorse, "\(same.sentence)")
    let open = Self.decide(Self.arm(2, 2000), Self.arm(0, 20))
    #expect(open.verdict == .inconclusive && open.reason == .undecided)
    #expect(Self.decide(Self.arm(50, 500), Self.arm(2, 2000)).verdict == .pass)
  }

  /// A canary answers a hundredth of the traffic: the large arm must not drown what the small one shows.
  @Test func armsOfVeryDifferentSizesAreCompared() {
    #expect(Self.decide(Self.arm(1_000, 100_000), Self.arm(40, 200)).verdict == .fail)
    #expect(Self.decide(Self.arm(1_000, 100_000), Self.arm(5, 500)).verdict == .pass)
  }

  @Test(arguments: [
    ("an empty baseline", arm(0, 0), arm(0, 500), TrafficReason.emptyArm),
    ("an empty candidate", arm(0, 500), arm(0, 0), .emptyArm),
    ("only errors", arm(0, 500), arm(0, 0) { $0.errored = 500 }, .emptyArm),
    ("many errors", arm(0, 500), arm(0, 500) { $0.errored = 100 }, .tooManyErrors),
    ("many unread lines", arm(0, 500), arm(0, 500) { $0.reading.unread = 100 }, .tooManyUnread),
    ("a check that judged nothing", arm(0, 500), arm(0, 500) { $0.checks["a"] = nil }, .emptyArm),
    ("a check that could not judge", arm(0, 500), arm(0, 500) { $0.checks["a"]?.ungraded = 100 }, .tooManyErrors),
  ]) func whatCannotBeJudgedIsNeverAPass(
    _ name: String, _ baseline: TrafficArm, _ candidate: TrafficArm, _ reason: TrafficReason
  ) {
    let verdict = Self.decide(baseline, candidate)
    #expect(verdict.verdict == .error && verdict.reason == reason, "\(name): \(verdict.sentence)")
  }

  @Test func emptyAnswersAreACheckOfTheirOwn() {
    let silent = Self.arm(0, 500) { $0.checks["empty-answers"]?.failures = 100 }
    let verdict = Self.decide(Self.arm(0, 500), silent)
    #expect(verdict.verdict == .fail && verdict.sentence.contains("empty-answers"))
  }

  @Test func whatWasLeftOutAndWhatDiffersInTimeIsWarnedOf() {
    let early = Self.arm(0, 500) {
      $0.span = 0...10; $0.models = ["m": 1, "n": 1]
    }
    let late = Self.arm(0, 500) {
      $0.span = 20...30; $0.reading.duplicates = 1; $0.reading.outOfRange = 2; $0.reading.undated = 1;
      $0.reading.withoutContent = 1; $0.reading.unread = 1
    }
    var decider = TrafficDecider(
      baseline: early, candidate: late, checks: [Self.plan],
      leftOut: [
        LeftOutGrader(evalCase: "a", path: "expected.graders.1", grader: "contains", reason: "r")
      ], evalset: "e", policy: Policy(), margin: 0.05, date: { "\(Int($0))" })
    var codes = Set(decider.decide(tool: ToolVersion(version: "t")).warnings.map(\.code))
    #expect(codes.count == 8, "\(codes)")
    let known = Set(TrafficCodes.all.map(\.code))
    #expect(codes.isSubset(of: known) && Set(TrafficReason.allCases.map(\.rawValue)).isSubset(of: known))
    decider.candidate.span = 5...30
    codes = Set(decider.decide(tool: ToolVersion(version: "t")).warnings.map(\.code))
    #expect(!codes.contains("traffic-not-concurrent"))
  }

  /// Expectation of the e-value over all outcomes of two small arms, exactly: at most 1 wherever the claim is false.
  @Test(arguments: [0.0, 0.02, 0.1, 0.3, 0.7, 1.0], [(6, 24), (24, 6), (15, 15)])
  func theEvidenceIsFair(_ rate: Double, _ sizes: (Int, Int)) {
    let (m, n) = sizes
    for margin in [0.0, 0.05, 0.2] {
      var (worse, notWorse) = (0.0, 0.0)
      for k in 0...m {
        for l in 0...n {
          let evidence = TrafficEvidence(
            baseline: .init(failures: k, trials: m), candidate: .init(failures: l, trials: n))
          let chance = Self.binomial(k, m, rate)
          worse += chance * Self.binomial(l, n, min(1, rate + margin)) * exponential(evidence.logWorse(margin: margin))
          guard rate + margin <= 1 else { continue }
          notWorse +=
            chance * Self.binomial(l, n, rate + margin) * exponential(min(700, evidence.logNotWorse(margin: margin)))
        }
      }
      #expect(worse <= 1 + 1e-9 && notWorse <= 1 + 1e-9, "rate \(rate), margin \(margin): \(worse), \(notWorse)")
    }
  }

  private static func binomial(_ k: Int, _ n: Int, _ p: Double) -> Double {
    var chance = 1.0
    for i in 0..<k { chance *= p * Double(n - i) / Double(i + 1) }
    for _ in k..<n { chance *= 1 - p }
    return chance
  }
}
