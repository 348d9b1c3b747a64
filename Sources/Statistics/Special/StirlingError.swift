/// What Stirling's formula leaves out, and the deviance: the parts of a saddle-point density.
///
/// Differences of ln Gamma lose as many digits as ln Gamma has before the point: seven at 10^7. Loader 2000 ("Fast and
/// accurate computation of binomial probabilities") writes the densities with these two small terms instead.
enum StirlingError {
  /// ln Gamma(x + 1) - [(x + 1/2) ln x - x + ln(2 pi)/2] for x > 0.
  static func value(_ x: Double) -> Double {
    if x < 10 { return LogGamma.value(x + 1) - ((x + 0.5) * ln(x) - x + LogGamma.halfLogTwoPi) }
    return series(x)
  }

  /// The same by Stirling's series, for x >= 10: sum of B_2k / (2k (2k-1) x^(2k-1)).
  static func series(_ x: Double) -> Double {
    let z = 1 / (x * x)
    var sum = -3617.0 / 122400
    sum = 1.0 / 156 + z * sum
    sum = -691.0 / 360360 + z * sum
    sum = 1.0 / 1188 + z * sum
    sum = -1.0 / 1680 + z * sum
    sum = 1.0 / 1260 + z * sum
    sum = -1.0 / 360 + z * sum
    sum = 1.0 / 12 + z * sum
    return sum / x
  }

  /// The deviance x ln(x/m) + m - x, without cancellation when x is near m; both positive.
  static func deviance(_ x: Double, _ m: Double) -> Double {
    guard abs(x - m) < 0.1 * (x + m) else { return x * ln(x / m) + m - x }
    let v = (x - m) / (x + m)
    var sum = (x - m) * v
    var term = 2 * x * v
    let square = v * v
    var divisor = 3.0
    while true {
      term *= square
      let next = sum + term / divisor
      if next == sum { return sum }
      sum = next
      divisor += 2
    }
  }

  /// ln of the binomial density x^a y^b Gamma(a+b+1) / (Gamma(a+1) Gamma(b+1)) for real a, b > 0 and x + y = 1.
  static func logBinomialDensity(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let n = a + b
    let correction = value(n) - value(a) - value(b) - deviance(a, n * x) - deviance(b, n * y)
    return correction - LogGamma.halfLogTwoPi - 0.5 * (ln(a) + ln(b / n))
  }
}
