/// The baseline against its own earlier record: did it move while nobody changed it?
public struct DriftCheck: Sendable, Hashable, Codable {
  /// Whether it moved.
  public var isDrifted: Bool
  /// The cases that both runs hold unchanged.
  public var comparisons: Int
  /// Their trials in the earlier record.
  public var history: ArmCounts
  /// Their trials now.
  public var baseline: ArmCounts
  /// The cases whose rate moved, over all of them together.
  public var cases: [DriftedCase]
  /// The models as returned then, sorted.
  public var modelsBefore: [String]
  /// The models as returned now, sorted.
  public var modelsNow: [String]
  /// The finding as a sentence.
  public var sentence: String

  /// Makes the value from its parts.
  public init(
    isDrifted: Bool, comparisons: Int, history: ArmCounts, baseline: ArmCounts, cases: [DriftedCase] = [],
    modelsBefore: [String] = [], modelsNow: [String] = [], sentence: String
  ) {
    self.isDrifted = isDrifted
    self.comparisons = comparisons
    self.history = history
    self.baseline = baseline
    self.cases = cases
    self.modelsBefore = modelsBefore
    self.modelsNow = modelsNow
    self.sentence = sentence
  }
}

/// A case in which the baseline moved.
public struct DriftedCase: Sendable, Hashable, Codable {
  /// The id of the case.
  public var id: String
  /// Its trials in the earlier record.
  public var history: ArmCounts
  /// Its trials now.
  public var baseline: ArmCounts
  /// Fisher's two-sided p after Holm over the cases.
  public var pAdjusted: Double

  /// Makes the value from its parts.
  public init(
    id: String, history: ArmCounts, baseline: ArmCounts, pAdjusted: Double
  ) {
    self.id = id
    self.history = history
    self.baseline = baseline
    self.pAdjusted = pAdjusted
  }
}
