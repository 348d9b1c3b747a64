/// The score interval of Wilson 1927: for display of a rate, never for a verdict.
public enum Wilson {
  /// The two-sided interval at `confidence`; (0, 1) without trials, exactly 0 or 1 at the ends.
  public static func interval(failures k: Int, trials n: Int, confidence: Double) -> (lower: Double, upper: Double) {
    guard n > 0 else { return (0, 1) }
    let z = Normal.quantile(0.5 + confidence / 2)
    let trials = Double(n)
    let failures = Double(k)
    let square = z * z
    let half = failures + square / 2
    let root = z * (failures * (trials - failures) / trials + square / 4).squareRoot()
    // The ends are the roots of (n + z^2) q^2 - (2k + z^2) q + k^2/n = 0; the lower one from their product, which does
    // not cancel.
    let lower = k <= 0 ? 0 : failures * failures / trials / (half + root)
    let upper = k >= n ? 1 : (half + root) / (trials + square)
    return (lower, upper)
  }
}
