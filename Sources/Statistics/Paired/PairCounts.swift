/// How often the two arms of a pair differed: the sufficient statistic of a paired comparison of failure rates.
public struct PairCounts: Sendable, Hashable, Codable {
  /// Pairs in which only the candidate failed.
  public var plus: Int
  /// Pairs in which both arms did the same.
  public var zero: Int
  /// Pairs in which only the baseline failed.
  public var minus: Int

  /// Collects counts; none by default.
  public init(plus: Int = 0, zero: Int = 0, minus: Int = 0) {
    self.plus = plus
    self.zero = zero
    self.minus = minus
  }

  /// All pairs.
  public var pairs: Int { plus + zero + minus }

  /// Counts one pair.
  public mutating func count(baselineFailed: Bool, candidateFailed: Bool) {
    switch (baselineFailed, candidateFailed) {
    case (false, true): plus += 1
    case (true, false): minus += 1
    default: zero += 1
    }
  }

  /// The counts of both.
  public static func + (left: PairCounts, right: PairCounts) -> PairCounts {
    PairCounts(plus: left.plus + right.plus, zero: left.zero + right.zero, minus: left.minus + right.minus)
  }
}
