import EvalSchema
import Statistics
import TestSupport
import Testing

@testable import Harness

@Suite struct JudgeBookTests {
  static let spec = JudgeSpec(rubric: "Says yes.", by: "strict")

  static func measurement(
    caught: Int = 30, bad: Int = 30, falseAlarms: Int = 0, good: Int = 100, rubric: JudgeSpec = spec,
    pattern: String = "sample-pattern"
  ) -> JudgeMeasurement {
    JudgeMeasurement(
      pattern: pattern, rubrics: [rubric.rubricDigest], caught: caught, bad: bad, falseAlarms: falseAlarms, good: good,
      labels: Digest(of: "labels"), measuredAt: "2026-05-14T09:00:00Z")
  }

  static func judge(_ measurements: [JudgeMeasurement]? = nil, of digest: Digest? = nil) throws -> Judge {
    var judge = try Judge(name: "strict", target: Sample.target())
    judge.calibration = measurements.map {
      JudgeCalibration(judge: "strict", digest: digest ?? judge.digest, prompt: Judge.promptVersion, measurements: $0)
    }
    return judge
  }

  static func tests(
    _ judges: [Judge], policy: Policy = Policy(), severity: Severity = .s2, cases: Int = 1
  ) throws -> [PlannedTest] {
    let cases = (0..<cases).map { Sample.evalCase("c\($0)", severity: severity, graders: [.judge(spec)]) }
    var evalset = Sample.evalset(cases, policy: policy)
    evalset.judges = judges
    return try RunPlanner(evalset: evalset, target: Sample.target(), seed: 1).plan().plan.design.tests
  }

  @Test func aMeasuredJudgeIsTestedAgainstTheCorrectedLimit() throws {
    let test = try #require(try Self.tests([try Self.judge([Self.measurement()])]).first)
    let correction = try #require(test.judges)
    #expect(test.limit == 0.05 && abs(correction.sensitivityLower - 0.857696) < 1e-6)
    #expect(abs(test.testedLimit - 0.05 * correction.sensitivityLower) < 1e-15)
    #expect(abs(test.passAlpha - 0.04) < 1e-12 && abs(test.wholePassAlpha - 0.05) < 1e-12)
    #expect(abs(test.wholeFailAlpha - 0.05) < 1e-12)
    let alarms = ClopperPearson.upper(failures: 0, trials: 100, alpha: 0.01)
    #expect(abs(correction.failLimit - (alarms + (1 - alarms) * 0.05)) < 1e-12)
    #expect(correction.barred == nil && correction.isMeasured)
    #expect(
      SequentialDesign(test).limit == test.testedLimit && SequentialDesign(test).failLimit == correction.failLimit)
    // The bounds of the true rate are those of the judged one, undone.
    #expect(abs(test.trueUpper(test.testedLimit) - 0.05) < 1e-15)
    #expect(abs(test.trueLower(correction.failLimit) - 0.05) < 1e-12)
  }

  @Test func aForecastLetsNoBarredJudgePass() throws {
    for (judge, passes) in [(try Self.judge([Self.measurement()]), true), (try Self.judge(), false)] {
      var evalset = Sample.evalset([Sample.evalCase("c0", severity: .s2, graders: [.judge(Self.spec)])])
      evalset.judges = [judge]
      let plan = try RunPlanner(evalset: evalset, target: Sample.target(), seed: 1).plan().plan
      #expect((Forecaster(plan: plan).forecast().gatePass > 0) == passes)
    }
  }

  struct Case: Sendable {
    var name: String
    var judge: @Sendable () throws -> Judge
    var barred: String
  }

  @Test(arguments: [
    Case(name: "never measured", judge: { try judge() }, barred: "no calibration"),
    Case(name: "another judge's", judge: { try judge([measurement()], of: Digest(of: "x")) }, barred: "no calibration"),
    Case(
      name: "another rubric's", judge: { try judge([measurement(rubric: JudgeSpec(rubric: "x", by: "strict"))]) },
      barred: "no calibration"),
    Case(name: "another pattern's", judge: { try judge([measurement(pattern: "other")]) }, barred: "no calibration"),
    Case(name: "impossible counts", judge: { try judge([measurement(caught: 31)]) }, barred: "no calibration"),
    Case(name: "too few", judge: { try judge([measurement(caught: 29, bad: 29)]) }, barred: "29 known failures"),
    Case(name: "misses too many", judge: { try judge([measurement(caught: 28)]) }, barred: "at least 74.8%"),
    Case(name: "catches nothing", judge: { try judge([measurement(caught: 0)]) }, barred: "caught none"),
  ]) func aJudgeThatHasNotEarnedItMayNotDecide(_ one: Case) throws {
    let test = try #require(try Self.tests([try one.judge()]).first)
    #expect(test.judges?.barred?.contains(one.barred) == true, "\(one.name): \(test.judges?.barred ?? "may decide")")
  }

  @Test func anUnknownJudgeMayNotDecideEither() throws {
    #expect(try Self.tests([]).first?.judges?.barred != nil)
  }

  @Test func thePolicyCanAcceptThatAndTheLimitsStayAsTheyAre() throws {
    var policy = Policy()
    policy.judges = JudgePolicy(acceptUncalibrated: true)
    let test = try #require(try Self.tests([try Self.judge()], policy: policy).first)
    #expect(test.judges?.barred == nil && test.testedLimit == test.limit && test.testedFailLimit == nil)
    #expect(abs(test.passAlpha - 0.05) < 1e-12)
  }

  @Test func theTestOfAPatternCountsItsWeakestJudgeOnce() throws {
    let tests = try Self.tests([try Self.judge([Self.measurement()])], severity: .s3, cases: 3)
    let pooled = try #require(tests.first { $0.kind == .pattern })
    // One measurement speaks for all three cases, so the whole share is its own.
    #expect(pooled.judges?.evidence.count == 1)
    #expect(abs((pooled.judges?.sensitivityLower ?? 0) - 0.857696) < 1e-6)
    #expect(tests.filter { $0.kind == .cap }.allSatisfy { $0.judges != nil })
  }

  @Test func aCaseWithoutAJudgeHasNoTraceOfOne() throws {
    let evalset = Sample.evalset([Sample.evalCase("a")])
    let plan = try RunPlanner(evalset: evalset, target: Sample.target(), seed: 1).plan().plan
    let text = try CanonicalJSON.text(plan)
    #expect(!text.contains("judge") && !text.contains("barred"))
    #expect(try !CanonicalJSON.text(Policy()).contains("judges"))
    #expect(try !CanonicalJSON.text(CaseStrictness(of: Sample.evalCase("a"))).contains("judges"))
    #expect(try !CanonicalJSON.text(Grade(grader: "g", result: .pass, reason: "r")).contains("judge"))
  }

  @Test func anotherJudgeIsAnotherPlan() throws {
    func digest(_ seed: UInt64) throws -> Digest {
      var target = Sample.target()
      target.simulated?.seed = seed
      var evalset = Sample.evalset([Sample.evalCase("a", graders: [.judge(Self.spec)])])
      evalset.judges = [try Judge(name: "strict", target: target)]
      return try RunPlanner(evalset: evalset, target: Sample.target(), seed: 1).plan().plan.digest()
    }
    #expect(try digest(1) == digest(1))
    #expect(try digest(1) != digest(2))
  }

  @Test func thePlanTellsTrueRatesOfTheCorrectedTest() throws {
    var evalset = Sample.evalset([Sample.evalCase("a", graders: [.judge(Self.spec)])])
    evalset.judges = [try Self.judge([Self.measurement()])]
    let planned = try RunPlanner(evalset: evalset, target: Sample.target(), seed: 1).plan()
    let forecast = Forecaster(plan: planned.plan, evalset: evalset, target: Sample.target()).forecast()
    let test = try #require(forecast.tests.first)
    let atLimit = try #require(test.rates.first { $0.label == "L" })
    #expect(abs(atLimit.rate - 0.05) < 1e-12 && atLimit.pass <= 0.04)
    #expect(test.passSteps.first?.trials == 84)
    #expect(planned.diagnostics.isEmpty)
  }

  @Test func theForecastCountsWhatJudgesCost() throws {
    var evalset = Sample.evalset([Sample.evalCase("a", graders: [.judge(Self.spec)])])
    let target = Sample.target(price: Price(input: 1, output: 2))
    func cost(_ price: Price?) throws -> Int? {
      var judge = try Self.judge([Self.measurement()])
      judge.target.price = price
      evalset.judges = [judge]
      let plan = try RunPlanner(evalset: evalset, target: target, seed: 1).plan().plan
      return Forecaster(plan: plan, evalset: evalset, target: target).forecast().cleanCostMicros
    }
    let (free, paid) = (try cost(nil), try cost(Price(input: 1, output: 2)))
    #expect(try #require(paid) > 2 * (try #require(free)))
  }

  @Test(arguments: [(false, Diagnostic.Severity.warning), (true, .error)])
  func whoMayNotDecideIsToldBeforeTheFirstTrial(deciding: Bool, severity: Diagnostic.Severity) throws {
    var evalset = Sample.evalset([Sample.evalCase("a", graders: [.judge(Self.spec)])])
    evalset.judges = [try Self.judge()]
    let plan = try RunPlanner(evalset: evalset, target: Sample.target(), seed: 1).plan().plan
    let findings = JudgeFindings.uncalibrated(in: plan.design, of: evalset, deciding: deciding)
    #expect(findings.map(\.code) == ["judge-uncalibrated"] && findings.map(\.severity) == [severity])
  }

  @Test func theSummaryNamesTheLimitThatIsTested() {
    let lines = CalibrationSummary(Self.measurement(), policy: Policy()).lines()
    #expect(
      lines[0]
        == "sample-pattern (1 rubric): caught 30 of 30 known failures, 0 false alarms in 100 known good transcripts")
    #expect(lines[1] == "  sensitivity at least 85.7%, false alarms at most 4.6% (99% confidence each)")
    #expect(lines[2].hasPrefix("  limit 1%: 0.85% is tested instead; 423 clean trials pass;"))
    #expect(CalibrationSummary(Self.measurement(), policy: Policy()).shortfall == nil)
    #expect(CalibrationSummary(Self.measurement(caught: 28), policy: Policy()).shortfall != nil)
  }
}
