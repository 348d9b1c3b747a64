/// What was found of one variant of a case: shown beside the case's verdict, which is over all of them.
public struct VariantVerdict: Sendable, Hashable, Codable {
  /// Its name; `base` is the case as it is.
  public var name: String
  /// Valid trials, up to the decision of the case.
  public var trials: Int
  /// Failed ones among them.
  public var failures: Int
  /// Errored trials.
  public var errored: Int
  /// The lower bound of its rate, rounded down; nil without valid trials.
  public var lower: Double?
  /// The upper bound of its rate, rounded up; nil without valid trials.
  public var upper: Double?

  /// Makes the value from its parts.
  public init(
    name: String, trials: Int, failures: Int, errored: Int = 0, lower: Double? = nil, upper: Double? = nil
  ) {
    self.name = name
    self.trials = trials
    self.failures = failures
    self.errored = errored
    self.lower = lower
    self.upper = upper
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case trials
    case failures
    case errored
    case lower
    case upper
  }
}
