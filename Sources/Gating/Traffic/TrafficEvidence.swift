import Statistics

/// Evidence about the difference of the failure rates of two unpaired streams, valid at any look and for arms of any size.
///
/// For "the candidate's rate is above the baseline's by more than d": were it not, then at the baseline's own rate q the claims
/// "the candidate is above q + d" and "the baseline is below q" are both false, and the product of their evidences has an
/// expectation of at most 1. So the smallest product over all q is an e-value. Each factor is mixed half and half with a bet on
/// nothing, which is fair too and keeps a factor from falling below 1/2: without it a large arm would swamp a small one.
struct TrafficEvidence {
  /// Failures and trials of a stream.
  struct Stream: Hashable {
    var failures: Int
    var trials: Int
  }

  let baseline: Stream
  let candidate: Stream

  /// ln of the evidence that the candidate's rate is above the baseline's by more than `margin`.
  func logWorse(margin: Double = 0) -> Double {
    guard baseline.trials > 0, candidate.trials > 0 else { return 0 }
    // "Above" falls in its rate and "below" rises, so on a step both are bounded by their smaller end.
    return least(from: max(0, -margin), to: min(1, 1 - margin)) { low, high in
      Self.hedged(Evidence(limit: high + margin).logAbove(trials: candidate.trials, failures: candidate.failures))
        + Self.hedged(Evidence(limit: low).logBelow(trials: baseline.trials, failures: baseline.failures))
    }
  }

  /// ln of the evidence that the candidate's rate is above the baseline's by less than `margin`.
  func logNotWorse(margin: Double) -> Double {
    guard baseline.trials > 0, candidate.trials > 0 else { return 0 }
    return least(from: max(0, -margin), to: min(1, 1 - margin)) { low, high in
      Self.hedged(Evidence(limit: low + margin).logBelow(trials: candidate.trials, failures: candidate.failures))
        + Self.hedged(Evidence(limit: high).logAbove(trials: baseline.trials, failures: baseline.failures))
    }
  }

  /// Bounds of the difference that hold at any look at once, each at α.
  func bounds(alpha: Double) -> (lower: Double, upper: Double) {
    let threshold = -ln(alpha)
    guard baseline.trials > 0, candidate.trials > 0 else { return (-1, 1) }
    let lower = -Self.root { logWorse(margin: -$0) >= threshold }
    return (lower, Self.root { logNotWorse(margin: $0) >= threshold })
  }

  /// The smallest d in -1…1 at which `holds`, which stays true once it is; 1 when it never is.
  private static func root(_ holds: (Double) -> Bool) -> Double {
    var (low, high) = (-1.0, 1.0)
    for _ in 0..<16 {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// ln of half the evidence and half of nothing.
  private static func hedged(_ value: Double) -> Double {
    let (high, low) = (max(value, 0), min(value, 0))
    return high + ln(1 + exponential(low - high)) - ln(2)
  }

  /// The smallest value over the steps of a grid that is fine near the observed rates and near zero.
  private func least(from start: Double, to end: Double, _ value: (_ low: Double, _ high: Double) -> Double) -> Double {
    // Where there is no rate that could contradict the claim, the claim is true.
    guard end > start else { return .infinity }
    var smallest = Double.infinity
    var low = start
    for point in Self.grid where point > start {
      let high = min(point, end)
      smallest = min(smallest, value(low, high))
      low = high
      if high >= end { break }
    }
    return smallest
  }

  private static let grid: [Double] = {
    var rates: [Double] = []
    var rate = 1e-6
    while rate < 1 {
      rates.append(rate)
      rate = min(rate * 1.05, rate + 0.01)
    }
    return rates + [1]
  }()
}
