/// One-sided bounds of a failure rate that hold at every look at once.
///
/// The upper bound is the q at which the evidence for "below q" reaches 1/alpha, the lower bound the q at which the
/// evidence for "above q" does: the confidence sequence that belongs to the test (Howard et al. 2021; Robbins 1970).
/// With probability 1 - alpha the true rate is never above an upper bound, at any look. "Upper bound <= L" is the same
/// statement as the PASS of an open test at L.
public enum AnytimeBounds {
  /// The upper bound after `failures` in `trials`; 1 if nothing can be said yet.
  public static func upper(trials: Int, failures: Int, alpha: Double) -> Double {
    let threshold = -ln(alpha)
    guard Evidence(limit: 1).logBelow(trials: trials, failures: failures) >= threshold else { return 1 }
    return rate { Evidence(limit: $0).logBelow(trials: trials, failures: failures) >= threshold }
  }

  /// The lower bound after `failures` in `trials`; 0 if nothing can be said yet.
  public static func lower(trials: Int, failures: Int, alpha: Double) -> Double {
    let threshold = -ln(alpha)
    guard Evidence(limit: 0).logAbove(trials: trials, failures: failures) >= threshold else { return 0 }
    return rate { Evidence(limit: $0).logAbove(trials: trials, failures: failures) < threshold }
  }

  /// The smallest rate at which `isTrue`, which is false at 0 and stays true once it is; bisection of the logarithm.
  private static func rate(where isTrue: (Double) -> Bool) -> Double {
    var low = -745.0
    var high = 0.0
    while true {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { break }
      if isTrue(exponential(middle)) { high = middle } else { low = middle }
    }
    return exponential(high)
  }
}
