/// One property of the outputs in both arms, over the same pairs; it warns and never decides.
public struct DistributionMetric: Sendable, Hashable, Codable {
  /// The id: `length-shape`, `length-shift`, `refusals`, `tool-calls`, …
  public var id: String
  /// What it is, for people.
  public var title: String
  /// The test by which the arms are told apart.
  public var test: String
  /// The unit of the values; empty for shares.
  public var unit: String
  /// The baseline.
  public var baseline: MetricSide
  /// The candidate.
  public var candidate: MetricSide
  /// The p-value of the test: one look at a fixed number of outputs.
  public var p: Double
  /// The same after Holm over all metrics.
  public var pAdjusted: Double
  /// Whether the arms are shown to differ over all metrics together.
  public var isDifferent: Bool
  /// The finding as a sentence.
  public var sentence: String

  /// Makes the value from its parts.
  public init(
    id: String, title: String, test: String, unit: String, baseline: MetricSide, candidate: MetricSide,
    p: Double, pAdjusted: Double, isDifferent: Bool, sentence: String
  ) {
    self.id = id
    self.title = title
    self.test = test
    self.unit = unit
    self.baseline = baseline
    self.candidate = candidate
    self.p = p
    self.pAdjusted = pAdjusted
    self.isDifferent = isDifferent
    self.sentence = sentence
  }
}

/// One arm of a metric.
public struct MetricSide: Sendable, Hashable, Codable {
  /// The outputs that were looked at.
  public var count: Int
  /// For a share: how many of them.
  public var events: Int?
  /// For a number: half were at most this.
  public var median: Double?
  /// For a number: nine of ten were at most this.
  public var p90: Double?
  /// For categories: how often each.
  public var shares: [String: Int]

  /// Makes the value from its parts.
  public init(
    count: Int, events: Int? = nil, median: Double? = nil, p90: Double? = nil, shares: [String: Int] = [:]
  ) {
    self.count = count
    self.events = events
    self.median = median
    self.p90 = p90
    self.shares = shares
  }
}
