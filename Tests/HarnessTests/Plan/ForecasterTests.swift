import EvalSchema
import Harness
import Statistics
import TestSupport
import Testing

@Suite struct ForecasterTests {
  private func plan(_ cases: [EvalCase], policy: Policy = Policy(), maximum: Int? = nil) throws -> RunPlan {
    try RunPlanner(
      evalset: Sample.evalset(cases, policy: policy), target: Sample.target(), seed: 1, maximumTrials: maximum
    ).plan().plan
  }

  @Test func theForecastOfACaseIsTheExactDesign() throws {
    var policy = Policy()
    policy.severities.s1.budget = 2000
    let plan = try plan([Sample.evalCase("a", severity: .s1)], policy: policy)
    let forecast = Forecaster(plan: plan).forecast()
    let test = try #require(forecast.tests.first)
    #expect(test.canPass && test.neededBudget == 299)
    #expect(
      test.passSteps.prefix(3) == [
        ForecastStep(trials: 339, failures: 0), ForecastStep(trials: 649, failures: 1),
        ForecastStep(trials: 901, failures: 2),
      ])
    #expect(test.rates.map(\.label) == ["0", "L/10", "L/4", "L/2", "L", "2L", "4L"])
    let zero = try #require(test.rates.first)
    #expect(zero.pass == 1 && zero.expectedTrials == 339)
    let atLimit = test.rates[4]
    #expect(atLimit.pass <= 0.05 && atLimit.pass > 0.04 && atLimit.fail <= 0.05)
    for rate in test.rates { #expect(abs(rate.pass + rate.fail + rate.inconclusive - 1) < 1e-9) }
    #expect(forecast.cleanTrials == 339 && forecast.worstTrials == plan.cases[0].maximumTrials)
    #expect(forecast.expectedTrials > 339 && forecast.expectedTrials < 520)
    #expect(abs(forecast.gatePass - test.rates[1].pass) < 1e-12)
  }

  @Test func aPooledPatternIsCountedInWholeRounds() throws {
    let forecast = Forecaster(
      plan: try plan((0..<10).map { Sample.evalCase("c\($0)", severity: .s3) })
    ).forecast()
    let pattern = try #require(forecast.tests.first { $0.id == "pattern:sample-pattern" })
    #expect(pattern.passSteps.first == ForecastStep(trials: 70, failures: 0))
    #expect(
      pattern.passSteps.allSatisfy { $0.trials % 10 == 0 } && pattern.failSteps.allSatisfy { $0.trials % 10 == 0 })
    // Seven runs of each case satisfy the pattern; the cap of a half is met within them.
    #expect(forecast.cleanTrials == 70)
    // A rate above one does not exist: the cap's 4L is left out.
    #expect(forecast.tests[0].rates.map(\.label) == ["0", "L/10", "L/4", "L/2", "L", "2L"])
  }

  @Test func aCutRunIsForecastAsCut() throws {
    let short = Forecaster(plan: try plan([Sample.evalCase("a")], maximum: 20)).forecast()
    #expect(short.tests[0].canPass == false && short.gatePass == 0 && short.worstTrials == 20)
    #expect(short.cleanTrials == 20)
    let rate = try #require(short.tests[0].rates.first)
    #expect(rate.pass == 0 && rate.inconclusive == 1 && rate.expectedTrials == 20)
    let longer = Forecaster(plan: try plan([Sample.evalCase("a")], maximum: 150)).forecast()
    let whole = Forecaster(plan: try plan([Sample.evalCase("a")])).forecast()
    for (cut, full) in zip(longer.tests[0].rates, whole.tests[0].rates) {
      #expect(abs(cut.pass + cut.fail + cut.inconclusive - 1) < 1e-9)
      #expect(cut.pass <= full.pass + 1e-12 && cut.expectedTrials <= full.expectedTrials + 1e-9)
    }
  }

  @Test func aCutAtTheBudgetAgreesWithTheWholeDesign() throws {
    // The walk for cut runs and the library's own must agree where they meet.
    let plan = try plan([Sample.evalCase("a")])
    let test = plan.design.tests[0]
    let staircases = Staircases(
      SequentialDesign(limit: test.limit, passAlpha: test.passAlpha, failAlpha: test.failAlpha, budget: test.budget))
    let cut = try #require(
      Forecaster(plan: try self.plan([Sample.evalCase("a")], maximum: test.budget - 1)).forecast().tests.first)
    for rate in cut.rates {
      let whole = OperatingCharacteristics(staircases, rate: rate.rate)
      #expect(abs(rate.fail - whole.fail) < 0.01 && rate.pass <= whole.pass)
      #expect(abs(rate.expectedTrials - whole.expectedTrials) <= 1)
    }
  }

  @Test func aSuiteOfThreeHundredCasesIsForecastExactly() throws {
    // The suite of the statistics paper: 20 cases of S1, 80 of S2, 200 of S3 in 20 patterns.
    let cases =
      (0..<20).map { Sample.evalCase("x\($0)", severity: .s1) } + (0..<80).map { Sample.evalCase("y\($0)") }
      + (0..<200).map { Sample.evalCase("z\($0)", severity: .s3, pattern: "p\($0 % 20)") }
    let plan = try plan(cases)
    #expect(plan.design.tests.count == 320 && plan.design.blockingTests == 320)
    let forecast = Forecaster(plan: plan).forecast()
    #expect(forecast.cleanTrials == 20 * 339 + 80 * 67 + 200 * 7)
    #expect(forecast.gatePass > 0.98 && forecast.gatePass < 1)
    #expect(forecast.expectedTrials < forecast.worstTrials / 3)
  }

  @Test func costIsTrialsTimesTokensTimesPrice() throws {
    let plan = try plan([Sample.evalCase("a"), Sample.evalCase("b")])
    let price = Price(input: 2, output: 8)
    let usage = Usage(inputTokens: 1000, outputTokens: 500)
    let forecast = Forecaster(plan: plan, price: price, usage: ["a": usage, "b": usage]).forecast()
    #expect(forecast.cleanCostMicros == 2 * 67 * 6000)
    #expect(forecast.worstCostMicros == plan.cases.map(\.maximumTrials).reduce(0, +) * 6000)
    #expect(forecast.currency == "USD")
    #expect(Forecaster(plan: plan).forecast().cleanCostMicros == nil)
  }

  @Test func tokensAreEstimatedForEveryTurnThatTheRecordedToolsBring() {
    let tools = [ToolFixture(name: "look", replies: [ToolReply(), ToolReply()])]
    let alone = Forecaster.estimatedUsage(of: Sample.evalCase("a"), system: "1234")
    let agent = Forecaster.estimatedUsage(of: Sample.evalCase("a", tools: tools), system: "1234")
    #expect(alone.inputTokens == (4 + 10 + 3) / 4 && alone.outputTokens == 250)
    #expect(agent.outputTokens == 750 && agent.inputTokens > 3 * alone.inputTokens)
  }
}
