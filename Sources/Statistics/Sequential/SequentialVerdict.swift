/// The verdict of a sequential test, given once and kept.
public enum SequentialVerdict: String, Sendable, Codable, Hashable, CaseIterable {
  /// Shown: the rate is below the limit.
  case pass
  /// Shown: the rate is above the limit.
  case fail
  /// Inconclusive: the budget is used, nothing is shown.
  case budget
  /// Inconclusive: a PASS can no longer be reached within the budget, and a FAIL is not near.
  case passOutOfReach

  /// Whether nothing was shown: `budget` or `passOutOfReach`.
  public var isInconclusive: Bool { self == .budget || self == .passOutOfReach }
}
