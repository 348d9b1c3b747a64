/// The rank test of Mann and Whitney 1947: is one of two samples shifted against the other?
public struct MannWhitney: Sendable, Hashable {
  /// U of the first sample: the pairs in which it is larger, ties counted half.
  public let statistic: Double
  /// Two-sided p by the normal approximation, with continuity correction and correction for ties.
  public let normalP: Double
  /// Two-sided exact p, min(1, 2 P(U >= larger U)); nil with ties or when the samples are too large for it.
  public let exactP: Double?
  /// U / (n m): the chance that a value of the first sample is larger than one of the second.
  public let effect: Double

  /// Compares two samples of finite numbers; an empty sample shows nothing (effect 1/2, p = 1).
  ///
  /// The exact p costs O((n m)^2) and is computed when n m is at most `exactUpTo`.
  public init(_ x: [Double], _ y: [Double], exactUpTo cells: Int = 2500) {
    guard !x.isEmpty, !y.isEmpty else {
      (statistic, normalP, exactP, effect) = (0, 1, 1, 0.5)
      return
    }
    let ranked = (x.map { (value: $0, first: true) } + y.map { (value: $0, first: false) })
      .sorted { $0.value < $1.value }
    let n = Double(x.count)
    let m = Double(y.count)
    let total = n + m
    var rankSum = 0.0
    var ties = 0.0
    var start = 0
    while start < ranked.count {
      var end = start + 1
      while end < ranked.count, ranked[end].value == ranked[start].value { end += 1 }
      let size = Double(end - start)
      let rank = Double(start + end + 1) / 2
      rankSum += rank * Double(ranked[start..<end].count { $0.first })
      ties += size * size * size - size
      start = end
    }
    let u = rankSum - n * (n + 1) / 2
    let larger = max(u, n * m - u)
    statistic = u
    effect = u / (n * m)
    let variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)))
    if variance > 0 {
      normalP = min(1, 2 * Normal.upperTail((larger - n * m / 2 - 0.5) / variance.squareRoot()))
    } else {
      normalP = 1
    }
    exactP = ties == 0 && x.count * y.count <= cells ? Self.exact(x.count, y.count, Int(larger)) : nil
  }

  /// min(1, 2 P(U >= u)); P_(n,m)(U = u) = (n P_(n-1,m)(u - m) + m P_(n,m-1)(u)) / (n + m).
  private static func exact(_ n: Int, _ m: Int, _ u: Int) -> Double {
    // laws[j]: the law of U for (i, j).
    var laws: [[Double]] = Array(repeating: [1], count: m + 1)
    for i in stride(from: 1, through: n, by: 1) {
      laws[0] = [1]
      for j in stride(from: 1, through: m, by: 1) {
        var law = [Double](repeating: 0, count: i * j + 1)
        let share = Double(i) / Double(i + j)
        let rest = Double(j) / Double(i + j)
        law.withUnsafeMutableBufferPointer { target in
          for (k, value) in laws[j].enumerated() { target[k + j] += share * value }
          for (k, value) in laws[j - 1].enumerated() { target[k] += rest * value }
        }
        laws[j] = law
      }
    }
    return min(1, 2 * laws[m][u...].reduce(0, +))
  }
}
