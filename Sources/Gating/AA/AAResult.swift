/// How often halves of one run, which are alike by construction, were called different.
package struct AAResult: Sendable, Hashable, Codable {
  /// The random splits.
  package var splits: Int
  /// The seed of the splits.
  package var seed: UInt64
  /// The cases with at least one pair.
  package var cases: Int
  /// The pairs of a split, over all cases.
  package var pairs: Int
  /// The margin of the comparison.
  package var margin: Double
  /// The stated chance of a false alarm.
  package var alpha: Double
  /// Splits in which the comparison failed: it called one half worse than the other.
  package var falseAlarms: Int
  /// The share of those.
  package var share: Double
  /// The lower 95% bound of the chance of a false alarm (Clopper and Pearson, one-sided).
  package var lower: Double
  /// The upper 95% bound.
  package var upper: Double
  /// Splits in which the gate passed one half and failed the other.
  package var contradictions: Int
  /// Splits in which the gate decided both halves, pass or fail; only those can contradict each other.
  package var decided: Int
  /// What was found, in words.
  package var sentence: String

  /// Whether nothing speaks against the stated chance: the lower bound is not above it.
  package var holds: Bool { lower <= alpha }
}
