/// The binomial distribution: the number of failures among `trials` independent trials that fail at `rate`.
public enum Binomial {
  /// P(X = k), by the saddle-point form of Loader 2000. 0 outside 0...trials and below the range of a double.
  public static func probability(_ k: Int, trials: Int, rate: Double) -> Double {
    exponential(logProbability(k, trials: trials, rate: rate))
  }

  /// ln P(X = k); -infinity where it is impossible.
  public static func logProbability(_ k: Int, trials: Int, rate: Double) -> Double {
    guard k >= 0, k <= trials else { return -.infinity }
    let failure = rate > 0 ? min(rate, 1) : 0
    if k == 0 { return trials == 0 ? 0 : Double(trials) * ln1p(-failure) }
    if k == trials { return Double(trials) * ln(failure) }
    if failure == 0 || failure == 1 { return -.infinity }
    return StirlingError.logBinomialDensity(Double(k), Double(trials - k), failure, 1 - failure)
  }

  /// P(X <= k) = I_(1-rate)(trials-k, k+1).
  public static func cumulative(_ k: Int, trials: Int, rate: Double) -> Double {
    if k < 0 { return 0 }
    if k >= trials { return 1 }
    return IncompleteBeta.complement(Double(k + 1), Double(trials - k), at: rate)
  }

  /// P(X >= k) = I_rate(k, trials-k+1).
  public static func upperTail(_ k: Int, trials: Int, rate: Double) -> Double {
    if k <= 0 { return 1 }
    if k > trials { return 0 }
    return IncompleteBeta.value(Double(k), Double(trials - k + 1), at: rate)
  }
}
