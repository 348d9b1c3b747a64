/// The regularized incomplete beta function I_x(a, b), its complement and its inverse.
///
/// Continued fraction of DiDonato and Morris 1992 (algorithm 708), evaluated on the side where it converges fast, with the
/// front factor as a saddle-point binomial density (Loader 2000), so that nothing is lost at a + b = 10^7.
/// O(sqrt(max(a, b))) steps.
public enum IncompleteBeta {
  /// I_x(a, b), the distribution function of Beta(a, b), for a, b >= 0 and x in 0...1 (clamped).
  public static func value(_ a: Double, _ b: Double, at x: Double) -> Double { tails(a, b, x, 1 - x).lower }

  /// 1 - I_x(a, b) without cancellation.
  public static func complement(_ a: Double, _ b: Double, at x: Double) -> Double { tails(a, b, x, 1 - x).upper }

  /// The x with I_x(a, b) = p.
  public static func inverse(_ a: Double, _ b: Double, p: Double) -> Double {
    p <= 0.5 ? lowerQuantile(a, b, p).x : lowerQuantile(b, a, 1 - p).y
  }

  /// The x with 1 - I_x(a, b) = q, without loss for small q.
  public static func inverseComplement(_ a: Double, _ b: Double, q: Double) -> Double {
    q <= 0.5 ? lowerQuantile(b, a, q).y : lowerQuantile(a, b, 1 - q).x
  }

  /// Both tails at x, where y = 1 - x is given so that it may be tiny.
  static func tails(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> (lower: Double, upper: Double) {
    if a.isNaN || b.isNaN || x.isNaN || a < 0 || b < 0 { return (.nan, .nan) }
    if x <= 0 { return (0, 1) }
    if y <= 0 { return (1, 0) }
    if a == 0 { return (1, 0) }
    if b == 0 { return (0, 1) }
    if x <= (a + 1) / (a + b + 2) {
      let lower = min(1, exponential(logLowerByFraction(a, b, x, y)))
      return (lower, 1 - lower)
    }
    let upper = min(1, exponential(logLowerByFraction(b, a, y, x)))
    return (1 - upper, upper)
  }

  /// ln of x^a y^b / (a B(a, b)).
  private static func logFront(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    StirlingError.logBinomialDensity(a, b, x, y) + ln(b / (a + b))
  }

  private static func logLowerByFraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    logFront(a, b, x, y) + ln(fraction(a, b, x, y))
  }

  /// ln I_x(a, b), also where I_x itself is below the range of a double.
  private static func logLower(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    if x <= (a + 1) / (a + b + 2) { return logLowerByFraction(a, b, x, y) }
    return ln1p(-min(1, exponential(logLowerByFraction(b, a, y, x))))
  }

  /// The continued fraction BFRAC of DiDonato and Morris, for x <= (a+1)/(a+b+2).
  ///
  /// It rests on lambda = a - (a+b) x, which is small against a near the mean and is taken from y where x is near 1.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let lambda = a > b ? (a + b) * y - b : a - (a + b) * x
    let c = 1 + lambda
    let c0 = b / a
    let c1 = 1 + 1 / a
    var p = 1.0
    var s = a + 1
    var previous = (above: 0.0, below: 1.0)
    var current = (above: 1.0, below: c / c1)
    var ratio = c1 / c
    let limit = 1000 + 20 * max(a, b).squareRoot()
    var n = 1.0
    while n <= limit {
      let t = n / a
      let w = n * (b - n) * x
      let share = a / s
      let alpha = p * (p + c0) * share * share * w * x
      let beta = n + w / s + (1 + t) / (c1 + t + t) * (c + n * (y + 1))
      p = 1 + t
      s += 2
      let next = (
        above: alpha * previous.above + beta * current.above, below: alpha * previous.below + beta * current.below
      )
      let last = ratio
      ratio = next.above / next.below
      if abs(ratio - last) <= 2e-16 * ratio { break }
      previous = (above: current.above / next.below, below: current.below / next.below)
      current = (above: ratio, below: 1)
      n += 1
    }
    return a * ratio
  }

  /// The point below which Beta(a, b) has probability p <= 1/2, as x, as y = 1 - x and as u = ln(x/y).
  ///
  /// Newton's method on ln I as a function of u, which is concave and increasing because the density in u is
  /// log-concave, inside a bracket.
  static func lowerQuantile(_ a: Double, _ b: Double, _ p: Double) -> (x: Double, y: Double, u: Double) {
    func point(_ u: Double) -> (x: Double, y: Double, u: Double) {
      (1 / (1 + exponential(-u)), 1 / (1 + exponential(u)), u)
    }
    if a.isNaN || b.isNaN || p.isNaN || a < 0 || b < 0 || (a == 0 && b == 0) { return (.nan, .nan, .nan) }
    if p <= 0 || a == 0 { return (0, 1, -.infinity) }
    if b == 0 { return (1, 0, .infinity) }
    let target = ln(p)
    if b == 1 {
      let x = exponential(target / a)
      let y = -exponentialMinusOne(target / a)
      return (x, y, target / a - ln(y))
    }
    if a == 1 {
      let y = exponential(ln1p(-p) / b)
      let x = -exponentialMinusOne(ln1p(-p) / b)
      return (x, y, ln(x) - ln1p(-p) / b)
    }
    var low = -745.0
    var high = 745.0
    var u = max(low, min(high, ln(a / b)))
    for _ in 0..<300 {
      let (x, y, _) = point(u)
      let logValue = logLower(a, b, x, y)
      let excess = logValue - target
      if excess >= 0 { high = u } else { low = u }
      let slope = exponential(ln(a) + logFront(a, b, x, y) - logValue)
      var next = u - excess / slope
      if !(next > low && next < high) { next = low + (high - low) / 2 }
      let step = abs(next - u)
      u = next
      if step <= 4e-16 * max(1, abs(u)) { break }
    }
    return point(u)
  }
}
