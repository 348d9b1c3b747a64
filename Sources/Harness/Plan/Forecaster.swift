package import EvalSchema
import Statistics

/// A plan → what it will cost and what it can decide. No simulation: every probability is exact.
///
/// Trials of a case are those of its test that needs most; errored trials come on top and are not foreseen.
package struct Forecaster: Sendable {
  /// The plan.
  package var plan: RunPlan
  /// What tokens cost.
  package var price: Price?
  /// For each case id, the tokens that one trial takes.
  package var usage: [String: Usage]
  /// For each case id, what its judges cost in one trial, in millionths of the currency unit.
  package var judging: [String: Int]

  /// Makes the forecaster from its parts.
  package init(plan: RunPlan, price: Price? = nil, usage: [String: Usage] = [:], judging: [String: Int] = [:]) {
    self.plan = plan
    self.price = price
    self.usage = usage
    self.judging = judging
  }

  /// Makes the forecaster of a plan whose tokens are estimated from the cases.
  package init(plan: RunPlan, evalset: Evalset, target: Target) {
    let planned = Set(plan.cases.map(\.id))
    let cases = evalset.cases.map(\.evalCase).filter { planned.contains($0.id) }
    let usage = cases.map { ($0.id, Self.estimatedUsage(of: $0, system: target.systemText)) }
    let judging = cases.map { ($0.id, Self.estimatedJudging(of: $0, by: evalset.judges)) }
    self.init(
      plan: plan, price: target.price, usage: Dictionary(usage) { first, _ in first },
      judging: Dictionary(judging) { first, _ in first })
  }

  /// Computes the forecast; tests of equal design are computed once.
  package func forecast() -> PlanForecast {
    var cache = StaircaseCache()
    var outlooks: [Key: TestOutlook] = [:]
    var tests: [TestForecast] = []
    var trials: [String: CaseTrials] = [:]
    var gatePass = 1.0
    for test in plan.design.tests {
      let members = max(1, test.members.count)
      let sensitivity = test.judges?.sensitivityLower ?? 1
      let key = Key(
        design: SequentialDesign(test), members: members, round: test.roundSize, sensitivity: sensitivity)
      let outlook =
        outlooks[key]
        ?? (test.budget > PlannedTest.largestBudget
          ? TestOutlook(tooLarge: test)
          : TestOutlook(
            cache.staircases(of: test), round: test.roundSize, cut: plan.design.maximumTrials.map { $0 * members },
            sensitivity: sensitivity))
      outlooks[key] = outlook
      tests.append(forecast(of: test, outlook))
      // A judge that may not decide lets nothing pass, however good its trials are.
      if test.blocks { gatePass *= test.judges?.barred == nil ? outlook.atTenth?.pass ?? 0 : 0 }
      for id in test.members { trials[id, default: CaseTrials()].include(outlook, members: members) }
    }
    return summarize(tests, trials, gatePass: gatePass)
  }

  /// The tokens of one trial, where nothing is measured yet: a quarter of the input's characters, read once for each turn.
  ///
  /// Each recorded tool reply is taken to bring one more turn, and each turn to write `outputTokens`.
  package static func estimatedUsage(of evalCase: EvalCase, system: String?, outputTokens: Int = 250) -> Usage {
    guard evalCase.variants.isEmpty else {
      // Trials take turns, so a trial takes the mean of them.
      let all = VariantRotation(evalCase).inputs.map { input in
        var one = evalCase
        (one.variants, one.input) = ([], input)
        return estimatedUsage(of: one, system: system, outputTokens: outputTokens)
      }
      return Usage(
        inputTokens: all.reduce(0) { $0 + $1.inputTokens } / all.count,
        outputTokens: all.reduce(0) { $0 + $1.outputTokens } / all.count)
    }
    let input = evalCase.input
    var scalars = (system ?? "").unicodeScalars.count
    for message in input.messages { scalars += message.text.unicodeScalars.count }
    for document in input.documents { scalars += document.text.unicodeScalars.count }
    var replies = 0
    for tool in input.tools {
      scalars += tool.name.unicodeScalars.count + (tool.description ?? "").unicodeScalars.count
      replies += tool.replies.count
    }
    let turns = min(max(1, input.maxSteps), 1 + replies)
    return Usage(inputTokens: (scalars + 3) / 4 * turns, outputTokens: outputTokens * turns)
  }

  /// What the judges of a case cost in one trial that passes, in millionths: one question each, of the case's texts, the
  /// answer and 600 tokens of instructions, and 80 tokens to answer it.
  package static func estimatedJudging(of evalCase: EvalCase, by judges: [Judge]) -> Int {
    let trial = estimatedUsage(of: evalCase, system: nil)
    return evalCase.judgeSpecs.reduce(0) { sum, spec in
      guard let price = judges.first(where: { $0.name == spec.by })?.target.price else { return sum }
      let words = spec.rubric.unicodeScalars.count + evalCase.expected.behavior.unicodeScalars.count
      let read = trial.inputTokens + trial.outputTokens + words / 4 + 600
      return sum + price.micros(Usage(inputTokens: read, outputTokens: 80))
    }
  }

  private struct Key: Hashable {
    var design: SequentialDesign
    var members: Int
    var round: Int
    var sensitivity: Double
  }

  /// The trials of one case: those of its most demanding test.
  private struct CaseTrials {
    var clean = 0
    var expected = 0.0

    mutating func include(_ outlook: TestOutlook, members: Int) {
      clean = max(clean, outlook.cleanTrials / members)
      expected = max(expected, (outlook.atTenth?.expectedTrials ?? 0) / Double(members))
    }
  }

  private func forecast(of test: PlannedTest, _ outlook: TestOutlook) -> TestForecast {
    TestForecast(
      id: test.id, limit: test.limit, budget: outlook.budget, canPass: !outlook.passSteps.isEmpty,
      neededBudget: PlannedTest.neededBudget(
        limit: test.testedLimit, passAlpha: test.passAlpha, isClosed: test.isClosed, round: test.roundSize)
        ?? .max,
      passSteps: outlook.passSteps, failSteps: outlook.failSteps, rates: outlook.rates)
  }

  private func summarize(
    _ tests: [TestForecast], _ trials: [String: CaseTrials], gatePass: Double
  ) -> PlanForecast {
    var clean = 0
    var expected = 0.0
    var worst = 0
    var cost = (clean: 0, expected: 0, worst: 0)
    for planned in plan.cases {
      let own = trials[planned.id] ?? CaseTrials()
      clean += own.clean
      expected += own.expected
      worst += planned.maximumTrials
      guard let price, let usage = usage[planned.id] else { continue }
      let judges = judging[planned.id] ?? 0
      cost.clean += micros(price, usage, trials: Double(own.clean)) + judges * own.clean
      cost.expected +=
        micros(price, usage, trials: own.expected) + Int((Double(judges) * own.expected).rounded(.up))
      cost.worst += micros(price, usage, trials: Double(planned.maximumTrials)) + judges * planned.maximumTrials
    }
    let hasCost = price != nil && !usage.isEmpty
    return PlanForecast(
      tests: tests, cleanTrials: clean, expectedTrials: Int(expected.rounded(.up)), worstTrials: worst,
      gatePass: plan.design.tests.contains { $0.blocks } ? gatePass : 0, cleanCostMicros: hasCost ? cost.clean : nil,
      expectedCostMicros: hasCost ? cost.expected : nil, worstCostMicros: hasCost ? cost.worst : nil,
      currency: hasCost ? price?.currency : nil)
  }

  /// The cost of a number of trials that need not be whole, in millionths, rounded up.
  private func micros(_ price: Price, _ usage: Usage, trials: Double) -> Int {
    Int((Double(price.micros(usage)) * trials).rounded(.up))
  }
}
