/// The two-sample test of Kolmogorov and Smirnov: do two samples come from one distribution?
public struct KolmogorovSmirnov: Sendable, Hashable {
  /// D: the largest distance of the two empirical distribution functions.
  public let statistic: Double
  /// The limit distribution of Smirnov 1948; 1 at D = 0.
  public let asymptoticP: Double
  /// The exact P(D >= d) without ties, conservative with ties; nil when the samples are too large for it.
  public let exactP: Double?

  /// Compares two samples of finite numbers; an empty sample shows nothing (D = 0, p = 1).
  ///
  /// The exact p costs O(n m) and is computed when n m is at most `exactUpTo`.
  public init(_ x: [Double], _ y: [Double], exactUpTo cells: Int = 100_000) {
    let distance = Self.largestDistance(x.sorted(), y.sorted())
    guard !x.isEmpty, !y.isEmpty, distance > 0 else {
      (statistic, asymptoticP, exactP) = (0, 1, 1)
      return
    }
    let n = Double(x.count)
    let m = Double(y.count)
    statistic = Double(distance) / (n * m)
    asymptoticP = Self.asymptotic((n * m / (n + m)).squareRoot() * statistic)
    exactP = x.count * y.count <= cells ? Self.exact(x.count, y.count, distance) : nil
  }

  /// n m D, an integer.
  private static func largestDistance(_ x: [Double], _ y: [Double]) -> Int {
    var i = 0
    var j = 0
    var largest = 0
    while i < x.count, j < y.count {
      let value = min(x[i], y[j])
      while i < x.count, x[i] <= value { i += 1 }
      while j < y.count, y[j] <= value { j += 1 }
      largest = max(largest, abs(i * y.count - j * x.count))
      if !(value == value) { break }
    }
    return largest
  }

  /// 2 sum (-1)^(j-1) exp(-2 j^2 lambda^2); for small lambda by the identity of the theta function.
  static func asymptotic(_ lambda: Double) -> Double {
    guard lambda > 0 else { return 1 }
    if lambda < 1 {
      let square = Double.pi * Double.pi / (8 * lambda * lambda)
      var sum = 0.0
      for j in stride(from: 1.0, through: 19, by: 2) { sum += exponential(-j * j * square) }
      return max(0, 1 - (2 * Double.pi).squareRoot() / lambda * sum)
    }
    var sum = 0.0
    var sign = 1.0
    for j in stride(from: 1.0, through: 10, by: 1) {
      sum += sign * exponential(-2 * j * j * lambda * lambda)
      sign = -sign
    }
    return min(1, 2 * sum)
  }

  /// The share of the lattice paths from (0, 0) to (n, m) that touch |i m - j n| >= distance (Hodges 1958).
  private static func exact(_ n: Int, _ m: Int, _ distance: Int) -> Double {
    var touching = [Double](repeating: 0, count: m + 1)
    touching.withUnsafeMutableBufferPointer { row in
      for i in 0...n {
        for j in 0...m {
          if abs(i * m - j * n) >= distance {
            row[j] = 1
          } else if i == 0, j == 0 {
            row[j] = 0
          } else {
            let left = j > 0 ? row[j - 1] : 0
            let below = i > 0 ? row[j] : 0
            row[j] = (Double(i) * below + Double(j) * left) / Double(i + j)
          }
        }
      }
    }
    return touching[m]
  }
}
