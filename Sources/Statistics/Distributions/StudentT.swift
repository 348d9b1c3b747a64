/// Student's t distribution.
public enum StudentT {
  /// The t below which the distribution with `degreesOfFreedom` > 0 has probability `p`.
  ///
  /// From the inverse of the incomplete beta function: df/(df+t^2) is Beta(df/2, 1/2) in both tails together (Abramowitz
  /// and Stegun 1964, 26.7.1). Infinite at 0 and 1, NaN outside.
  public static func quantile(_ p: Double, degreesOfFreedom df: Double) -> Double {
    guard p >= 0, p <= 1, df > 0 else { return .nan }
    if p == 0.5 { return 0 }
    let tail = p < 0.5 ? p : 1 - p
    if tail == 0 { return p < 0.5 ? -.infinity : .infinity }
    // t^2 = df y/x: the odds, so that neither x nor y = 1 - x is lost.
    let odds: Double
    if tail <= 0.25 {
      odds = exponential(-IncompleteBeta.lowerQuantile(df / 2, 0.5, 2 * tail).u)
    } else {
      odds = exponential(IncompleteBeta.lowerQuantile(0.5, df / 2, 1 - 2 * tail).u)
    }
    let t = (df * odds).squareRoot()
    return p < 0.5 ? -t : t
  }
}
