/// Reliability numbers of n runs of which some passed.
public enum Reliability {
  /// pass^k = C(c, k)/C(n, k): the unbiased chance that k runs all pass (Yao et al. 2024). nil unless 0 <= k <= n.
  public static func passHat(_ k: Int, passes: Int, trials: Int) -> Double? {
    guard isValid(k, passes, trials) else { return nil }
    if k > passes { return 0 }
    return (0..<k).reduce(1) { $0 * (Double(passes - $1) / Double(trials - $1)) }
  }

  /// pass@k = 1 - C(n-c, k)/C(n, k): the unbiased chance that one of k runs passes (Chen et al. 2021).
  ///
  /// nil unless 0 <= k <= n. Without cancellation when it is small.
  public static func passAt(_ k: Int, passes: Int, trials: Int) -> Double? {
    guard isValid(k, passes, trials) else { return nil }
    if k > trials - passes { return 1 }
    return -exponentialMinusOne((0..<k).reduce(0) { $0 + ln1p(-Double(passes) / Double(trials - $1)) })
  }

  /// The failure limit that says the same as "pass^k >= q": 1 - q^(1/k). 1% for pass^10 >= 90.4%.
  public static func limit(passHat q: Double, k: Int) -> Double { -exponentialMinusOne(ln(q) / Double(k)) }

  /// 2c(n-c)/(n(n-1)): the unbiased chance that two runs disagree. nil below two runs.
  public static func disagreement(passes: Int, trials: Int) -> Double? {
    guard trials >= 2, passes >= 0, passes <= trials else { return nil }
    let n = Double(trials)
    return 2 * Double(passes) * Double(trials - passes) / (n * (n - 1))
  }

  /// min(1, twice the disagreement): 0 stable, 1 a coin flip. nil below two runs.
  public static func flakiness(passes: Int, trials: Int) -> Double? {
    disagreement(passes: passes, trials: trials).map { min(1, 2 * $0) }
  }

  private static func isValid(_ k: Int, _ passes: Int, _ trials: Int) -> Bool {
    k >= 0 && k <= trials && passes >= 0 && passes <= trials
  }
}
