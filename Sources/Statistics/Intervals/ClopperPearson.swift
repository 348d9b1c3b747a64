/// Exact bounds of a rate after a fixed number of trials (Clopper and Pearson 1934).
///
/// Not valid after peeking: for a run that is looked at while it goes on use `AnytimeBounds`.
public enum ClopperPearson {
  /// The largest rate not rejected from below: k/n is `failures`/`trials`, one-sided error `alpha`. 0 at no failures.
  public static func lower(failures k: Int, trials n: Int, alpha: Double) -> Double {
    guard n > 0, k > 0 else { return 0 }
    return IncompleteBeta.inverse(Double(min(k, n)), Double(max(0, n - k) + 1), p: alpha)
  }

  /// The smallest rate not rejected from above, one-sided error `alpha`. 1 when every trial failed, or without trials.
  public static func upper(failures k: Int, trials n: Int, alpha: Double) -> Double {
    guard n > 0, k < n else { return 1 }
    return IncompleteBeta.inverseComplement(Double(max(0, k) + 1), Double(n - max(0, k)), q: alpha)
  }
}
