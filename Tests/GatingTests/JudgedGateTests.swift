import EvalSchema
import Statistics
import Testing

@testable import Gating

@Suite struct JudgedGateTests {
  static let spec = JudgeSpec(rubric: "Promises nothing.", by: "strict")

  static func measurement(caught: Int = 30, bad: Int = 30, falseAlarms: Int = 0, good: Int = 100) -> JudgeMeasurement {
    JudgeMeasurement(
      pattern: "tool-misuse", rubrics: [spec.rubricDigest], caught: caught, bad: bad, falseAlarms: falseAlarms,
      good: good, labels: Digest(of: "l"), measuredAt: "2026-05-14T09:00:00Z")
  }

  /// A test of one case that a judge with this measurement grades.
  static func test(_ measurement: JudgeMeasurement?, id: String = "a", limit: Double = 0.05) -> PlannedTest {
    var test = RunLogFixture.single(id, limit: limit)
    let evidence = JudgeEvidence(
      judge: "strict", digest: Digest(of: "strict"), pattern: "tool-misuse", rubric: spec.rubricDigest,
      measurement: measurement)
    guard let measurement else {
      test.judges = JudgeCorrection(
        evidence: [evidence], passAlpha: 0, failAlpha: 0, sensitivityLower: 1, falseAlarmUpper: 0, passLimit: limit,
        failLimit: limit)
      return test
    }
    let limits = JudgePanelLimits(
      limit: limit,
      judges: [
        .init(
          caught: measurement.caught, bad: measurement.bad, falseAlarms: measurement.falseAlarms, good: measurement.good
        )
      ], passAlpha: 0.01, failAlpha: 0.01)
    test.judges = JudgeCorrection(
      evidence: [evidence], passAlpha: 0.01, failAlpha: 0.01, sensitivityLower: limits.sensitivityLower,
      falseAlarmUpper: limits.falseAlarmUpper, passLimit: limits.passLimit, failLimit: limits.failLimit)
    test.passAlpha = 0.04
    test.failAlpha = 0.04
    return test
  }

  static func decide(_ test: PlannedTest, _ strip: String, policy: Policy = Policy(), judged: Bool = true) throws
    -> GateVerdict
  {
    var fixture = RunLogFixture()
    fixture.policy = policy
    fixture.cases = ["a": strip]
    fixture.tests = [test]
    if judged { fixture.graders = [.judge(spec)] }
    return GateDecider.decide(try fixture.log, tool: ToolVersion(version: "test"))
  }

  @Test func aMeasuredJudgePassesAtTheCorrectedLimitAndTheSentenceSaysSo() throws {
    let verdict = try Self.decide(Self.test(Self.measurement()), .clean(84))
    #expect(verdict.verdict == .pass)
    let found = try #require(verdict.cases.first)
    #expect(
      found.sentence
        == "0 failures in 84 trials: the failure rate is below 5% with 95% confidence. Judge strict caught 30 of 30 known "
        + "failures (sensitivity at least 85.7%), so 4.2% was tested instead of 5%.")
    #expect(found.limit == 0.05 && (found.upper ?? 1) <= 0.05)
    #expect(found.judged?.judges == ["strict"] && found.judged?.estimate == 0)
    // What would be enough without a judge is not enough with one.
    #expect(try Self.decide(Self.test(Self.measurement()), .clean(83)).verdict == .inconclusive)
  }

  @Test func aFailNeedsARateAboveWhatFalseAlarmsCouldBe() throws {
    let verdict = try Self.decide(Self.test(Self.measurement()), "FFFF")
    #expect(verdict.verdict == .fail)
    #expect(
      verdict.cases[0].sentence.hasSuffix(
        "Judge strict raised 0 false alarms in 100 known good transcripts, so the judged rate had to be above 9.3% instead "
          + "of 5%."))
    let blind = Self.measurement(good: 0)
    #expect(try Self.decide(Self.test(blind), String(repeating: "F", count: 60)).verdict != .fail)
  }

  @Test(arguments: [.clean(400), "FFFF", String(repeating: "F", count: 60), .clean(10)])
  func aJudgeThatNobodyMeasuredDecidesNothing(strip: String) throws {
    let verdict = try Self.decide(Self.test(nil), strip)
    #expect(verdict.verdict == .inconclusive)
    if strip.utf8.count != 10 { #expect(verdict.reason == .judgeUncalibrated) }
  }

  @Test func inconclusiveTestsThatThePolicyLetsThroughAreNotOfThisKind() throws {
    var policy = Policy()
    policy.allowInconclusive = true
    #expect(try Self.decide(Self.test(nil), .clean(400), policy: policy).verdict == .inconclusive)
  }

  @Test func theFloorIsThatOfThePolicyInTheRecord() throws {
    let test = Self.test(Self.measurement(caught: 40, bad: 40))
    #expect(try Self.decide(test, .clean(100)).verdict == .pass)
    var policy = Policy()
    policy.judges = JudgePolicy(exemplars: 50)
    #expect(try Self.decide(test, .clean(100), policy: policy).reason == .judgeUncalibrated)
    policy.judges = JudgePolicy(sensitivity: 0.9)
    #expect(try Self.decide(test, .clean(100), policy: policy).reason == .judgeUncalibrated)
  }

  @Test func whatThePolicyAcceptsIsSaid() throws {
    var policy = Policy()
    policy.judges = JudgePolicy(acceptUncalibrated: true)
    let verdict = try Self.decide(Self.test(nil), .clean(100), policy: policy)
    #expect(verdict.verdict == .pass)
    #expect(verdict.warnings.contains { $0.code == "judge-uncalibrated" })
    #expect(verdict.cases[0].sentence.contains("not calibrated, and the policy accepts that"))
  }

  struct Forgery: Sendable {
    var name: String
    var change: @Sendable (inout PlannedTest) -> Void
  }

  @Test(arguments: [
    Forgery(name: "no correction") { $0.judges = nil },
    Forgery(name: "a higher limit") { $0.judges?.passLimit = 0.05 },
    Forgery(name: "a better sensitivity") {
      $0.judges?.sensitivityLower = 1
      $0.judges?.passLimit = 0.05
    },
    Forgery(name: "more caught than there were") { $0.judges?.evidence[0].measurement?.caught = 31 },
    Forgery(name: "another rubric") { $0.judges?.evidence[0].rubric = Digest(of: "x") },
    Forgery(name: "another pattern") { $0.judges?.evidence[0].measurement?.pattern = "x" },
    Forgery(name: "no share of the error") { $0.judges?.passAlpha = 0 },
    Forgery(name: "more than the whole error") { $0.judges?.passAlpha = 0.02 },
    Forgery(name: "no judge at all") { $0.judges?.evidence = [] },
    Forgery(name: "a fail limit below the limit") { $0.judges?.failLimit = 0.01 },
  ]) func aCorrectionThatNothingStandsBehindNeverPasses(_ forgery: Forgery) throws {
    var test = Self.test(Self.measurement())
    forgery.change(&test)
    let verdict = try Self.decide(test, .clean(400))
    #expect(verdict.verdict == .error, "\(forgery.name)")
  }

  @Test func aCorrectionOfACaseThatNobodyJudgesIsNotSound() throws {
    #expect(try Self.decide(Self.test(Self.measurement()), .clean(400), judged: false).verdict == .error)
  }

  @Test func theEstimateIsThatOfRoganAndGladen() throws {
    let verdict = try Self.decide(
      Self.test(Self.measurement(caught: 29, falseAlarms: 1)), .failing(at: [3, 40], of: 200))
    let judged = try #require(verdict.cases.first?.judged)
    let used = try #require(verdict.cases.first)
    let estimate = PrevalenceEstimate(
      judgedFailures: used.failures, trials: used.valid, caught: 29, bad: 30, cleared: 99, good: 100)
    #expect(judged.estimate == estimate.point && judged.lower == estimate.lower && judged.upper == estimate.upper)
  }
}
