/// The logarithm of the gamma function for positive arguments, to full relative accuracy.
public enum LogGamma {
  /// ln Gamma(x): +infinity at 0, NaN below 0. Exactly 0 at 1 and 2, and relatively accurate around them.
  ///
  /// Three ranges: around 1 and 2 the series of Abramowitz and Stegun 1964, 6.1.33, below 10 the recursion
  /// Gamma(x+1) = x Gamma(x) down to it, and above Stirling's series (6.1.40).
  public static func value(_ x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 || x == .infinity { return .infinity }
    if x < 0.5 { return aroundOne(x) - ln(x) }
    if x < 1.5 { return aroundOne(x - 1) }
    if x <= 2.5 { return aroundTwo(x - 2) }
    if x < 10 {
      var rest = x
      var product = 1.0
      while rest > 2.5 {
        rest -= 1
        product *= rest
      }
      return aroundTwo(rest - 2) + ln(product)
    }
    return (x - 0.5) * ln(x) - x + halfLogTwoPi + StirlingError.series(x)
  }

  /// ln(2 pi)/2.
  static let halfLogTwoPi = 0.91893853320467274178

  /// ln Gamma(2 + z) for |z| <= 1/2: z (1 - gamma) + sum over k >= 2 of (-1)^k (zeta(k) - 1) z^k / k.
  private static func aroundTwo(_ z: Double) -> Double {
    var sum = 0.0
    for k in stride(from: zetaMinusOne.count + 1, through: 2, by: -1) {
      sum = (k.isMultiple(of: 2) ? zetaMinusOne[k - 2] : -zetaMinusOne[k - 2]) / Double(k) + sum * z
    }
    return z * (0.42278433509846713939 + z * sum)
  }

  /// ln Gamma(1 + z) for |z| <= 1/2.
  private static func aroundOne(_ z: Double) -> Double { aroundTwo(z) - ln1p(z) }

  /// zeta(k) - 1 for k = 2, 3, ..., 30.
  private static let zetaMinusOne: [Double] = [
    0.64493406684822643647, 0.2020569031595942854, 0.082323233711138191516, 0.036927755143369926331,
    0.017343061984449139715, 0.0083492773819228268398, 0.0040773561979443393787, 0.0020083928260822144179,
    0.00099457512781808533715, 0.0004941886041194645587, 0.00024608655330804829864, 0.00012271334757848914675,
    0.000061248135058704829259, 0.000030588236307020493552, 0.000015282259408651871733, 7.6371976378997622736e-6,
    3.8172932649998398565e-6, 1.9082127165539389257e-6, 9.5396203387279611315e-7, 4.7693298678780646312e-7,
    2.3845050272773299e-7, 1.1921992596531107307e-7, 5.9608189051259479612e-8, 2.9803503514652280186e-8,
    1.4901554828365041235e-8, 7.450711789835429492e-9, 3.7253340247884570548e-9, 1.8626597235130490064e-9,
    9.3132743241966818287e-10,
  ]
}
