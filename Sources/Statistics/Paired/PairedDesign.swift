/// The parameters of a sequential paired test; everything its verdict depends on.
public struct PairedDesign: Sendable, Hashable, Codable {
  /// The margin d: the largest acceptable difference of the failure rates.
  public var margin: Double
  /// The largest chance of a PASS when the difference is at or above the margin.
  public var passAlpha: Double
  /// The largest chance of a FAIL when the difference is at or below the margin.
  public var failAlpha: Double
  /// The most pairs.
  public var budget: Int

  /// Collects the parameters of a test.
  public init(margin: Double, passAlpha: Double = 0.05, failAlpha: Double = 0.05, budget: Int) {
    self.margin = margin
    self.passAlpha = passAlpha
    self.failAlpha = failAlpha
    self.budget = budget
  }
}
