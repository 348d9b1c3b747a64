import Statistics

/// Bounds of a difference of failure rates that hold at every look at once.
///
/// The difference d at which the paired evidence about "more than d" or "less than d" reaches 1/α: the confidence sequence that
/// belongs to the test. The evidence of "worse" falls in d and that of "not worse" rises, so each bound is one bisection.
enum DifferenceBounds {
  /// The largest d of which it is shown that the difference is above it; -1 without pairs.
  static func lower(_ counts: PairCounts, alpha: Double) -> Double {
    let threshold = -ln(alpha)
    guard counts.pairs > 0 else { return -1 }
    return -root { PairedEvidence(margin: -$0).logWorse(counts) >= threshold }
  }

  /// The smallest d of which it is shown that the difference is below it; 1 without pairs.
  static func upper(_ counts: PairCounts, alpha: Double) -> Double {
    let threshold = -ln(alpha)
    guard counts.pairs > 0 else { return 1 }
    return root { PairedEvidence(margin: $0).logNotWorse(counts) >= threshold }
  }

  /// The smallest d in -1...1 at which `holds`, which stays true once it is; 1 when it never is.
  private static func root(_ holds: (Double) -> Bool) -> Double {
    var (low, high) = (-1.0, 1.0)
    for _ in 0..<60 {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { break }
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// How many pairs without a difference must be added until `isEnough`, which then stays true; nil beyond `most`.
  static func concordantNeeded(_ counts: PairCounts, most: Int = 1_000_000, _ isEnough: (PairCounts) -> Bool) -> Int? {
    func holds(_ added: Int) -> Bool { isEnough(counts + PairCounts(zero: added)) }
    if holds(0) { return 0 }
    var high = 1
    while !holds(high) {
      guard high < most else { return nil }
      high *= 2
    }
    var low = high / 2
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
