/// How a sequential test ends when its budget is used.
public enum Closing: String, Sendable, Codable, Hashable {
  /// At the last trial the rule spends what the evidence left of alpha: it passes with the largest number of failures
  /// that keeps the exact chance of a false PASS within alpha. Assumes one rate for all trials.
  case exact
  /// No final look: evidence alone decides. For pooled tests, whose trials have different rates.
  case open
}

/// The parameters of one sequential test of "the failure rate is below the limit"; everything a verdict depends on.
///
/// Two runs with equal designs have equal staircases, so a run can be resumed anywhere from its design and (n, k).
public struct SequentialDesign: Sendable, Hashable, Codable {
  /// The limit L, a rate, after any correction for an imperfect judge.
  public var limit: Double
  /// The largest chance of a PASS when the rate is at or above the limit.
  public var passAlpha: Double
  /// The largest chance of a FAIL when the rate is at or below the limit: 0.05 divided by the number of tests.
  public var failAlpha: Double
  /// The budget N: the most trials the test may use.
  public var budget: Int
  /// How the test ends when the budget is used.
  public var closing: Closing
  /// The fewest failures a FAIL needs, because a single grade can be an error of the judge.
  public var minimumFailures: Int
  /// The limit that a FAIL must be above, when it is another one: what an imperfect judge may report of a good target.
  public var failLimit: Double?

  /// Collects the parameters of a test.
  ///
  /// A limit outside 0...1 is clamped, a budget below 0 counts as 0: such a design is valid and cannot PASS.
  public init(
    limit: Double, passAlpha: Double = 0.05, failAlpha: Double = 0.05, budget: Int, closing: Closing = .exact,
    minimumFailures: Int = 2, failLimit: Double? = nil
  ) {
    self.limit = limit
    self.passAlpha = passAlpha
    self.failAlpha = failAlpha
    self.budget = budget
    self.closing = closing
    self.minimumFailures = minimumFailures
    self.failLimit = failLimit
  }

  /// ln(1/passAlpha): the evidence a PASS needs.
  var passThreshold: Double { -ln(passAlpha) }

  /// ln(1/failAlpha): the evidence a FAIL needs.
  var failThreshold: Double { -ln(failAlpha) }
}
