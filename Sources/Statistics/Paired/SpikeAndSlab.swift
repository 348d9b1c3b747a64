/// Evidence that at least one of several cases is off, from independent evidence per case.
///
/// E = (1/4) sum over pi in (1/m, min(1, 4/m), 1/4, 1) of prod_i (1 - pi + pi e_i): pi = 1 is the product, which sees a
/// shift of all cases, pi -> 0 tends to the mean, which sees one broken case. An average of products of e-values of
/// independent cases is an e-value.
public enum SpikeAndSlab {
  /// ln E from ln e_i per case; 0 without cases.
  public static func logValue(_ logE: [Double]) -> Double {
    guard !logE.isEmpty else { return 0 }
    let m = Double(logE.count)
    let shares = [1 / m, min(1, 4 / m), 0.25, 1]
    let products = shares.map { pi in logE.reduce(0) { $0 + logMixed($1, share: pi) } }
    return logSumExp(products) - ln(4)
  }

  /// ln of the mean of e_i: valid under any dependence between the cases. 0 without cases.
  public static func logMean(_ logE: [Double]) -> Double {
    logE.isEmpty ? 0 : logSumExp(logE) - ln(Double(logE.count))
  }

  /// ln of the product of e_i.
  public static func logProduct(_ logE: [Double]) -> Double { logE.reduce(0, +) }

  /// ln(1 - pi + pi e^x).
  private static func logMixed(_ x: Double, share pi: Double) -> Double {
    if pi >= 1 { return x }
    if x > 30 { return x + ln(pi + (1 - pi) * exponential(-x)) }
    return ln1p(pi * exponentialMinusOne(x))
  }
}
