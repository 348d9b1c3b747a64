/// Pearson's chi-square test and the G test of two rows of category counts: did the shares drift?
public struct ChiSquareTest: Sendable, Hashable {
  /// Columns with counts, less one; 0 when there is nothing to compare.
  public let degreesOfFreedom: Int
  /// Pearson's statistic, sum of (count - expected)^2 / expected.
  public let chiSquare: Double
  /// P(chi-square >= statistic); 1 when there is nothing to compare.
  public let p: Double
  /// 2 sum of count ln(count / expected). Too eager on sparse tables; for reference only.
  public let g: Double
  /// P(chi-square >= g).
  public let gP: Double

  /// Tests two rows of equal length; columns without counts are left out.
  public init(baseline: [Int], candidate: [Int]) {
    let columns = zip(baseline, candidate).filter { $0 + $1 > 0 }
    let rows = (Double(columns.reduce(0) { $0 + $1.0 }), Double(columns.reduce(0) { $0 + $1.1 }))
    let total = rows.0 + rows.1
    guard columns.count > 1, rows.0 > 0, rows.1 > 0 else {
      (degreesOfFreedom, chiSquare, p, g, gP) = (0, 0, 1, 0, 1)
      return
    }
    var pearson = 0.0
    var likelihood = 0.0
    for (a, b) in columns {
      let share = Double(a + b) / total
      for (count, row) in [(Double(a), rows.0), (Double(b), rows.1)] {
        let expected = row * share
        pearson += (count - expected) * (count - expected) / expected
        if count > 0 { likelihood += count * ln(count / expected) }
      }
    }
    let g = max(0, 2 * likelihood)
    degreesOfFreedom = columns.count - 1
    chiSquare = pearson
    p = ChiSquare.upperTail(pearson, degreesOfFreedom: Double(columns.count - 1))
    self.g = g
    gP = ChiSquare.upperTail(g, degreesOfFreedom: Double(columns.count - 1))
  }

  /// Puts all columns with a total below `least` together into one last column, and leaves empty columns out.
  ///
  /// Keeps the size of Pearson's test at its level on sparse tables.
  public static func lumped(
    baseline: [Int], candidate: [Int], least: Int = 10
  ) -> (baseline: [Int], candidate: [Int]) {
    let columns = zip(baseline, candidate).filter { $0 + $1 > 0 }
    let small = columns.filter { $0.0 + $0.1 < least }
    var result = columns.filter { $0.0 + $0.1 >= least }
    if !small.isEmpty { result.append((small.reduce(0) { $0 + $1.0 }, small.reduce(0) { $0 + $1.1 })) }
    return (result.map(\.0), result.map(\.1))
  }
}
