import EvalSchema
import Harness
import TestSupport
import Testing

@Suite struct RunPlannerTests {
  private func plan(
    _ cases: [EvalCase], policy: Policy = Policy(), selection: CaseSelection = CaseSelection(), maximum: Int? = nil
  ) throws -> RunPlanner.Planned {
    try RunPlanner(
      evalset: Sample.evalset(cases, policy: policy), target: Sample.target(), selection: selection, seed: 7,
      maximumTrials: maximum
    ).plan()
  }

  @Test func aCaseOfUnitCaseGetsOneClosedTestWithTheSmallerLimit() throws {
    let planned = try plan([Sample.evalCase("a", severity: .s1), Sample.evalCase("b", severity: .s2, limit: 0.03)])
    #expect(planned.diagnostics.isEmpty)
    let tests = planned.plan.design.tests
    #expect(tests.map(\.id) == ["case:a", "case:b"])
    #expect(tests.map(\.limit) == [0.01, 0.03])
    #expect(tests.allSatisfy { $0.isClosed && $0.passAlpha == 1 - 0.95 && $0.failAlpha == (1 - 0.95) / 2 })
    // Budgets are snapped down to a step at which the closed design gains a failure.
    #expect(tests[0].budget <= 2000 && tests[0].budget > 1900)
    #expect(planned.plan.cases.map(\.maximumTrials) == tests.map(\.budget))
  }

  @Test func aPatternGetsOneOpenTestOfWholeRoundsAndCapsForItsCases() throws {
    let cases = (0..<7).map { Sample.evalCase("c\($0)", severity: .s3, limit: $0 == 0 ? 0.1 : nil) }
    let tests = try plan(cases).plan.design.tests
    #expect(tests.map(\.id) == (0..<7).map { "cap:c\($0)" } + ["case:c0", "pattern:sample-pattern"])
    let pattern = try #require(tests.last)
    #expect(pattern.members == cases.map(\.id))
    #expect(!pattern.isClosed && pattern.budget == 399 && pattern.limit == 0.05)
    let cap = try #require(tests.first)
    #expect(cap.isClosed && cap.limit == 0.5 && cap.budget <= 40 && cap.budget > 30)
    #expect(tests.allSatisfy { $0.failAlpha == (1 - 0.95) / 9 })
  }

  @Test func patternsPooledUnderTwoSeveritiesHaveTwoIds() throws {
    var policy = Policy()
    policy.severities.s2 = SeverityPolicy(limit: 0.05, unit: .pattern, cap: 0.5, budget: 400)
    let cases = [Sample.evalCase("a", severity: .s2), Sample.evalCase("b", severity: .s3)]
    let ids = try plan(cases, policy: policy).plan.design.tests.map(\.id)
    #expect(ids == ["cap:a", "cap:b", "pattern:sample-pattern/S2", "pattern:sample-pattern/S3"])
  }

  @Test func testsThatDoNotBlockDoNotRaiseTheBarOfThoseThatDo() throws {
    var policy = Policy()
    policy.severities.s2.blocks = false
    let tests = try plan([Sample.evalCase("a", severity: .s1), Sample.evalCase("b")], policy: policy).plan.design.tests
    #expect(tests.map(\.blocks) == [true, false])
    #expect(tests.allSatisfy { $0.failAlpha == 1 - 0.95 })
  }

  @Test func manyCasesGetALargerBudget() throws {
    var policy = Policy()
    policy.severities.s2.budget = nil
    let few = try plan((0..<300).map { Sample.evalCase("c\($0)") }, policy: policy).plan.design.tests[0].budget
    let many = try plan((0..<301).map { Sample.evalCase("c\($0)") }, policy: policy).plan.design.tests[0].budget
    #expect(few <= 400 && few > 370 && many <= 600 && many > 560)
  }

  @Test(arguments: [(0.01, 298, 299), (0.05, 58, 59), (0.1, 10, 29)])
  func whatCanNeverDecideIsRefusedWithTheBudgetThatCould(limit: Double, budget: Int, needed: Int) throws {
    var policy = Policy()
    policy.severities.s2 = SeverityPolicy(limit: limit, budget: budget)
    let refused = try plan([Sample.evalCase("a"), Sample.evalCase("b")], policy: policy)
    let finding = try #require(refused.diagnostics.first)
    #expect(refused.diagnostics.count == 1 && finding.severity == .error && finding.code == "n-cannot-decide")
    #expect(finding.message.contains("\(budget)") && finding.message.contains("\(needed)"))
    #expect(finding.place == Place(file: "evalsets/sample/evalset.yaml", line: 3))
    policy.severities.s2.budget = needed
    #expect(try plan([Sample.evalCase("a")], policy: policy).diagnostics.isEmpty)
  }

  @Test func aPooledTestNeedsWholeRoundsOfEvidence() throws {
    var policy = Policy()
    policy.severities.s3.budget = 69
    let cases = (0..<10).map { Sample.evalCase("c\($0)", severity: .s3) }
    let finding = try #require(try plan(cases, policy: policy).diagnostics.first)
    #expect(finding.code == "n-cannot-decide" && finding.message.contains("70 trials without a failure"))
    policy.severities.s3.budget = 70
    #expect(try plan(cases, policy: policy).diagnostics.isEmpty)
  }

  @Test(arguments: [0.0, 1e-9])
  func aLimitThatNoTrialsShowIsRefusedWithoutBuildingItsDesign(limit: Double) throws {
    var policy = Policy()
    policy.severities.s2 = SeverityPolicy(limit: limit)
    let planned = try plan([Sample.evalCase("a")], policy: policy)
    #expect(planned.diagnostics.map(\.code) == ["n-cannot-decide"])
    #expect(Forecaster(plan: planned.plan).forecast().tests.map(\.canPass) == [false])
  }

  @Test func aCutBelowWhatATestNeedsIsAWarningAndKeepsTheDesign() throws {
    let whole = try plan([Sample.evalCase("a")])
    let cut = try plan([Sample.evalCase("a")], maximum: 20)
    #expect(cut.diagnostics.map(\.severity) == [.warning] && cut.diagnostics.map(\.code) == ["n-cannot-decide"])
    #expect(cut.plan.design.tests == whole.plan.design.tests)
    #expect(cut.plan.design.maximumTrials == 20 && cut.plan.cases[0].maximumTrials == 20)
    #expect(try plan([Sample.evalCase("a")], maximum: 59).diagnostics.isEmpty)
  }

  @Test func aMinimumThatACleanPassDoesNotReachIsAWarning() throws {
    var policy = Policy(minimumValid: 67)
    let cases = [Sample.evalCase("a"), Sample.evalCase("b", severity: .s1)]
    #expect(try plan(cases, policy: policy).diagnostics.isEmpty)
    policy.minimumValid = 68
    let findings = try plan(cases, policy: policy).diagnostics
    #expect(findings.map(\.code) == ["minimum-valid-unreached"] && findings[0].severity == .warning)
    #expect(findings[0].message.hasPrefix("a passes after 67 clean trials"))
  }

  @Test func selectionsOfOneListAreAlternativesAndListsAddUp() throws {
    let cases = [
      Sample.evalCase("a", severity: .s1, tags: ["x"]), Sample.evalCase("b", severity: .s2, tags: ["x", "y"]),
      Sample.evalCase("c", severity: .s2, tags: ["z"]),
    ]
    let selection = CaseSelection(severities: [.s2], tags: ["x", "z"])
    let planned = try plan(cases, selection: selection)
    #expect(planned.plan.cases.map(\.id) == ["b", "c"])
    #expect(planned.plan.skipped == [SkippedCase(id: "a", reason: "severity S1 is not selected")])
    let one = try plan(cases, selection: CaseSelection(incidents: ["INC-c"]))
    #expect(one.plan.cases.map(\.id) == ["c"] && one.plan.design.tests.count == 1)
  }

  @Test func anUnknownCaseLeavesThePlanEmptyAndNamesTheNearest() throws {
    let cases = [Sample.evalCase("INC-1-refund"), Sample.evalCase("INC-2-policy")]
    let planned = try plan(cases, selection: CaseSelection(cases: ["INC-1-refund", "INC-2-polcy"]))
    #expect(planned.plan.cases.isEmpty && planned.plan.design.tests.isEmpty && planned.plan.skipped.count == 2)
    let finding = try #require(planned.diagnostics.first)
    #expect(finding.code == "no-such-case" && finding.hint?.contains("INC-2-policy") == true)
  }

  @Test func nothingSelectedIsAFindingNotAnEmptyRun() throws {
    let planned = try plan([Sample.evalCase("a")], selection: CaseSelection(suites: [.canary]))
    #expect(planned.plan.cases.isEmpty && planned.diagnostics.map(\.code) == ["nothing-selected"])
    #expect(try plan([]).diagnostics.map(\.code) == ["nothing-selected"])
  }

  @Test func theSamePlanHasTheSameDigestWhateverTheOrderOfItsCases() throws {
    let cases = (0..<5).map { Sample.evalCase("c\($0)", severity: .s3) }
    #expect(try plan(cases).plan == plan(cases.reversed()).plan)
    let digest = try plan(cases).plan.digest()
    #expect(try plan(cases).plan.digest() == digest)
    #expect(try plan(Array(cases.dropLast())).plan.digest() != digest)
  }
}
