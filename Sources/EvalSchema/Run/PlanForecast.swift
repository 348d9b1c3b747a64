/// What a plan will cost and what it can decide, computed before the first call.
public struct PlanForecast: Sendable, Hashable, Codable {
  /// The tests, by id.
  public var tests: [TestForecast]
  /// Trials when nothing fails.
  public var cleanTrials: Int
  /// Expected trials when every rate is a tenth of its limit.
  public var expectedTrials: Int
  /// Most trials.
  public var worstTrials: Int
  /// The chance that the gate passes when every rate is a tenth of its limit.
  public var gatePass: Double
  /// The cost of `cleanTrials`, in millionths of the currency unit, when the target has a price.
  public var cleanCostMicros: Int?
  /// The cost of `expectedTrials`.
  public var expectedCostMicros: Int?
  /// The cost of `worstTrials`.
  public var worstCostMicros: Int?
  /// The currency of the costs.
  public var currency: String?

  /// Makes the value from its parts.
  public init(
    tests: [TestForecast], cleanTrials: Int, expectedTrials: Int, worstTrials: Int, gatePass: Double,
    cleanCostMicros: Int? = nil, expectedCostMicros: Int? = nil, worstCostMicros: Int? = nil, currency: String? = nil
  ) {
    self.tests = tests
    self.cleanTrials = cleanTrials
    self.expectedTrials = expectedTrials
    self.worstTrials = worstTrials
    self.gatePass = gatePass
    self.cleanCostMicros = cleanCostMicros
    self.expectedCostMicros = expectedCostMicros
    self.worstCostMicros = worstCostMicros
    self.currency = currency
  }

  private enum CodingKeys: String, CodingKey {
    case tests
    case cleanTrials
    case expectedTrials
    case worstTrials
    case gatePass
    case cleanCostMicros
    case expectedCostMicros
    case worstCostMicros
    case currency
  }
}

/// What one test can decide.
public struct TestForecast: Sendable, Hashable, Codable {
  /// The id of the test.
  public var id: String
  /// The limit.
  public var limit: Double
  /// Most trials.
  public var budget: Int
  /// Whether any outcome of the budget passes.
  public var canPass: Bool
  /// The smallest budget that could pass.
  public var neededBudget: Int
  /// Passes after `trials` trials with at most `failures` failures.
  public var passSteps: [ForecastStep]
  /// Fails on `failures` failures within `trials` trials.
  public var failSteps: [ForecastStep]
  /// What happens at stated true rates.
  public var rates: [RateForecast]

  /// Makes the value from its parts.
  public init(
    id: String, limit: Double, budget: Int, canPass: Bool, neededBudget: Int, passSteps: [ForecastStep],
    failSteps: [ForecastStep], rates: [RateForecast]
  ) {
    self.id = id
    self.limit = limit
    self.budget = budget
    self.canPass = canPass
    self.neededBudget = neededBudget
    self.passSteps = passSteps
    self.failSteps = failSteps
    self.rates = rates
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case limit
    case budget
    case canPass
    case neededBudget
    case passSteps
    case failSteps
    case rates
  }
}

/// A step of a staircase.
public struct ForecastStep: Sendable, Hashable, Codable {
  /// Trials.
  public var trials: Int
  /// Failures.
  public var failures: Int

  /// Makes the value from its parts.
  public init(trials: Int, failures: Int) {
    self.trials = trials
    self.failures = failures
  }

  private enum CodingKeys: String, CodingKey {
    case trials
    case failures
  }
}

/// The exact chance of each verdict at a true rate.
public struct RateForecast: Sendable, Hashable, Codable {
  /// The true failure rate.
  public var rate: Double
  /// The rate in units of the limit: `0`, `L/10`, `2L`.
  public var label: String
  /// The chance of a pass.
  public var pass: Double
  /// The chance of a fail.
  public var fail: Double
  /// The chance of neither.
  public var inconclusive: Double
  /// The expected trials to the decision.
  public var expectedTrials: Double

  /// Makes the value from its parts.
  public init(rate: Double, label: String, pass: Double, fail: Double, inconclusive: Double, expectedTrials: Double) {
    self.rate = rate
    self.label = label
    self.pass = pass
    self.fail = fail
    self.inconclusive = inconclusive
    self.expectedTrials = expectedTrials
  }

  private enum CodingKeys: String, CodingKey {
    case rate
    case label
    case pass
    case fail
    case inconclusive
    case expectedTrials
  }
}
