/// How often the two arms of a pair differed: the sufficient statistic of a paired comparison of failure rates.
public struct PairCounts: Sendable, Hashable, Codable {
  /// Pairs in which only the candidate failed.
  public var plus: Int
  /// Pairs in which both arms did the same.
  public var zero: Int
  /// Pairs in which only the baseline failed.
  public var minus: Int
  /// Trials of the candidate against several of the baseline whose outcomes differ among themselves; nil when there are none.
  public var partial: PartialDifferences?

  /// Collects counts; none by default.
  public init(plus: Int = 0, zero: Int = 0, minus: Int = 0) {
    self.plus = plus
    self.zero = zero
    self.minus = minus
  }

  /// All pairs.
  public var pairs: Int { plus + zero + minus + (partial?.counts.reduce(0, +) ?? 0) }

  /// The sum of the differences, candidate minus mean of the baseline.
  public var sum: Double { Double(plus - minus) + (partial?.sum ?? 0) }

  /// The mean of the differences; 0 without pairs.
  public var mean: Double { pairs > 0 ? sum / Double(pairs) : 0 }

  /// Counts one trial of the candidate against `trials` of the baseline, of which `failures` failed.
  public mutating func count(candidateFailed: Bool, baselineFailures failures: Int, of trials: Int) {
    switch (candidateFailed, failures) {
    case (true, 0): plus += 1
    case (false, 0): zero += 1
    case (true, trials): zero += 1
    case (false, trials): minus += 1
    default:
      var found = partial ?? PartialDifferences(size: trials)
      found.count((candidateFailed ? trials : 0) - failures)
      partial = found
    }
  }

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
    var sum = PairCounts(plus: left.plus + right.plus, zero: left.zero + right.zero, minus: left.minus + right.minus)
    sum.partial = left.partial.map { first in right.partial.map { first + $0 } ?? first } ?? right.partial
    return sum
  }
}

/// How often each difference strictly between -1 and 1 was seen: x - k/r with the candidate's outcome x and k of r failures of
/// the baseline.
public struct PartialDifferences: Sendable, Hashable, Codable {
  /// r, the trials of the baseline for each of the candidate.
  public let size: Int
  /// The count of the difference j/r at index j + r - 1, for j from 1 - r to r - 1.
  public private(set) var counts: [Int]

  /// Starts with nothing counted; `size` is kept at 1 or more.
  public init(size: Int) {
    self.size = max(1, size)
    counts = Array(repeating: 0, count: 2 * max(1, size) - 1)
  }

  /// Counts the difference `numerator` / r; one outside -1..<1 is left out.
  public mutating func count(_ numerator: Int) {
    if counts.indices.contains(numerator + size - 1) { counts[numerator + size - 1] += 1 }
  }

  /// The differences that were seen, with their counts.
  var entries: [(difference: Double, count: Int)] {
    counts.enumerated().compactMap { $1 > 0 ? (Double($0 + 1 - size) / Double(size), $1) : nil }
  }

  /// The sum of the differences.
  var sum: Double { entries.reduce(0) { $0 + $1.difference * Double($1.count) } }

  /// The counts of both; of sizes that differ the first is kept.
  static func + (left: PartialDifferences, right: PartialDifferences) -> PartialDifferences {
    guard left.size == right.size else { return left }
    var sum = left
    for index in sum.counts.indices { sum.counts[index] += right.counts[index] }
    return sum
  }
}
