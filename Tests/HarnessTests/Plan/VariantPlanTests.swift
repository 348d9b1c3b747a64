import EvalSchema
import TestSupport
import Testing

@testable import Harness

/// What variants change in a plan: rounds, budgets, tokens, and nothing where there are none.
@Suite struct VariantPlanTests {
  private func varied(_ id: String, _ count: Int, severity: Severity = .s2) -> EvalCase {
    var evalCase = Sample.evalCase(id, severity: severity)
    evalCase.variants = (0..<count).map { CaseVariant(name: "v\($0)", messages: [.user("\($0)?")]) }
    return evalCase
  }

  private func plan(_ cases: [EvalCase], policy: Policy = Policy()) throws -> RunPlanner.Planned {
    try RunPlanner(evalset: Sample.evalset(cases, policy: policy), target: Sample.target(), seed: 1).plan()
  }

  @Test(arguments: [(Severity.s1, 3), (.s2, 3), (.s2, 11), (.s2, 50), (.s1, 50), (.s3, 2), (.s3, 50)])
  func everyTestLooksAtWholeRounds(severity: Severity, count: Int) throws {
    let planned = try plan([varied("a", count, severity: severity), Sample.evalCase("b", severity: severity)])
    for test in planned.plan.design.tests {
      let turns = test.members.contains("a") ? count + 1 : nil
      #expect(test.turns == turns && test.budget % test.roundSize == 0 && test.budget >= test.roundSize)
      #expect(test.roundSize == test.members.count * (turns ?? 1))
    }
    let pooled = planned.plan.design.tests.contains { $0.budget < (test(planned, $0)) }
    #expect(
      planned.diagnostics.map(\.code).allSatisfy { $0 == "n-cannot-decide" } && (pooled || planned.diagnostics == []))
  }

  /// The trials that a test needs to pass without a failure.
  private func test(_ planned: RunPlanner.Planned, _ test: PlannedTest) -> Int {
    PlannedTest.neededBudget(
      limit: test.limit, passAlpha: test.passAlpha, isClosed: test.isClosed, round: test.roundSize) ?? .max
  }

  @Test func aPatternTakesTurnsThroughAllOfItsCases() throws {
    let planned = try plan([
      varied("a", 1, severity: .s3), varied("b", 2, severity: .s3), varied("c", 5, severity: .s3),
    ])
    let pooled = try #require(planned.plan.design.tests.first { $0.kind == .pattern })
    #expect(pooled.turns == 6 && pooled.roundSize == 18 && pooled.budget == 396)
    #expect(planned.plan.design.tests.first { $0.id == "cap:b" }?.turns == 3)
  }

  @Test func aRoundThatDoesNotFitIsRefusedBeforeTheFirstCall() throws {
    var policy = Policy()
    policy.severities.s2.budget = 70
    let fitting = try plan([varied("a", 9)], policy: policy)
    #expect(fitting.diagnostics.map(\.message) == [] && fitting.plan.design.tests.map(\.budget) == [60])
    let refused = try plan([varied("a", 39)], policy: policy)
    #expect(refused.diagnostics.map(\.code) == ["n-cannot-decide"] && refused.diagnostics[0].severity == .error)
  }

  @Test func theForecastCountsWholeRounds() throws {
    let plan = try plan([varied("a", 3)]).plan
    let forecast = Forecaster(plan: plan).forecast()
    #expect(forecast.cleanTrials == 68 && forecast.tests[0].passSteps[0].trials == 68)
    #expect(forecast.tests[0].passSteps.allSatisfy { $0.trials % 4 == 0 } && forecast.tests[0].budget % 4 == 0)
    #expect(forecast.tests[0].rates.allSatisfy { abs($0.pass + $0.fail + $0.inconclusive - 1) < 1e-9 })
    #expect(forecast.tests[0].rates.first { $0.label == "L" }.map { $0.pass <= 0.05 } == true)
  }

  @Test func aCaseWithoutVariantsIsPlannedAsBefore() throws {
    let plan = try plan([Sample.evalCase("a"), Sample.evalCase("b", severity: .s3)]).plan
    #expect(plan.cases[0].variants == nil && plan.design.tests.allSatisfy { $0.turns == nil })
    let text = try CanonicalJSON.text(plan)
    #expect(!text.contains("variants") && !text.contains("turns"))
    #expect(try CanonicalJSON.decode(RunPlan.self, from: CanonicalJSON.line(plan)) == plan)
  }

  @Test func tokensAreTheMeanOfTheVariants() {
    var evalCase = varied("a", 1)
    evalCase.variants[0].messages = [.user(String(repeating: "x", count: 4010))]
    let base = Forecaster.estimatedUsage(of: Sample.evalCase("a"), system: nil)
    let mean = Forecaster.estimatedUsage(of: evalCase, system: nil)
    #expect(base.inputTokens == 3 && mean.inputTokens == (3 + 1003) / 2 && mean.outputTokens == base.outputTokens)
  }
}
