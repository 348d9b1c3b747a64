/// The mean failure rate over cases that stand for a population of clusters, with its interval.
///
/// For the population question only ("what would unseen cases do?"). It answers nothing about the given cases, and
/// below some ten clusters its coverage falls short of its name (0.91 at 10, 0.89 at 6).
public struct ClusterRobust: Sendable, Hashable {
  /// The mean of the cases' rates.
  public let mean: Double
  /// Its standard error, SE^2 = G/(G-1) sum over clusters of (sum of (x_i - mean))^2 / m^2.
  public let standardError: Double
  /// G - 1.
  public let degreesOfFreedom: Int
  /// The lower end, not below 0.
  public let lower: Double
  /// The upper end, not above 1.
  public let upper: Double

  /// Computes the interval from one (failures, trials, cluster) per case (Liang and Zeger 1986; Miller 2024).
  ///
  /// Cases without trials are left out. nil with fewer than two clusters.
  public init?(cases: [(failures: Int, trials: Int, cluster: Int)], confidence: Double = 0.95) {
    let used = cases.filter { $0.trials > 0 }
    let rates = used.map { Double($0.failures) / Double($0.trials) }
    let count = Double(rates.count)
    let mean = rates.reduce(0, +) / count
    var residuals: [Int: Double] = [:]
    for (case_, rate) in zip(used, rates) { residuals[case_.cluster, default: 0] += rate - mean }
    let clusters = residuals.count
    guard clusters >= 2 else { return nil }
    let groups = Double(clusters)
    let squares = residuals.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }
    let error = (groups / (groups - 1) * squares).squareRoot() / count
    let t = StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: groups - 1)
    self.mean = mean
    standardError = error
    degreesOfFreedom = clusters - 1
    lower = max(0, mean - t * error)
    upper = min(1, mean + t * error)
  }
}
