/// The regularized incomplete gamma function and its complement.
///
/// Series (Abramowitz and Stegun 1964, 6.5.29) for x < a + 1, continued fraction (6.5.31, Lentz's method) otherwise,
/// with a saddle-point Poisson density (Loader 2000) as front factor.
public enum IncompleteGamma {
  /// P(a, x) for a > 0, x >= 0.
  public static func value(_ a: Double, at x: Double) -> Double { tails(a, x).lower }

  /// Q(a, x) = 1 - P(a, x) without cancellation.
  public static func complement(_ a: Double, at x: Double) -> Double { tails(a, x).upper }

  private static func tails(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    guard a > 0, !x.isNaN else { return (.nan, .nan) }
    if x <= 0 { return (0, 1) }
    if x == .infinity { return (1, 0) }
    let logDensity = -StirlingError.value(a) - StirlingError.deviance(a, x) - LogGamma.halfLogTwoPi - 0.5 * ln(a)
    if x < a + 1 {
      var term = 1.0
      var sum = 1.0
      var n = a
      while term > sum * 1e-17 {
        n += 1
        term *= x / n
        sum += term
      }
      let lower = min(1, exponential(logDensity) * sum)
      return (lower, 1 - lower)
    }
    let upper = min(1, exponential(logDensity) * a * fraction(a, x))
    return (1 - upper, upper)
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var h = d
    var i = 1.0
    let limit = 1000 + 20 * a.squareRoot()
    while i <= limit {
      let numerator = -i * (i - a)
      b += 2
      d = numerator * d + b
      if abs(d) < tiny { d = tiny }
      c = b + numerator / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let change = d * c
      h *= change
      if abs(change - 1) < 2e-16 { break }
      i += 1
    }
    return h
  }
}
