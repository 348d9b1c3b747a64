import Statistics

/// The evidence that the candidate fails more often, from two runs that stopped on their own and share no pairs.
///
/// If the candidate's rate q is at most the baseline's, then at q itself "candidate above q" and "baseline below q" are both
/// false, and the product of their evidences has an expectation of at most 1, whatever stopped each run, because the runs are
/// independent. So the smallest product over all q is an e-value: the part of the evidence that no common rate explains.
enum UnpairedEvidence {
  /// The grid of rates: fine near zero, where failure rates live.
  private static let rates: [Double] = {
    var rates = [0.0]
    var rate = 1e-6
    while rate < 1 {
      rates.append(rate)
      rate *= 1.04
    }
    return rates + [1]
  }()

  private static let table = rates.map { Evidence(limit: $0) }

  /// ln of the evidence; a lower bound of the smallest product, exact within the steps of the grid.
  ///
  /// "Above q" falls in q and "below q" rises, so on a step both are bounded by their smaller end.
  static func logWorse(
    baseline: (failures: Int, trials: Int), candidate: (failures: Int, trials: Int)
  ) -> Double {
    guard baseline.trials > 0, candidate.trials > 0 else { return 0 }
    let above = table.map { $0.logAbove(trials: candidate.trials, failures: candidate.failures) }
    let below = table.map { $0.logBelow(trials: baseline.trials, failures: baseline.failures) }
    var least = Double.infinity
    for index in above.indices.dropLast() {
      let value = above[index + 1] + below[index]
      if value < least { least = value }
    }
    return least
  }
}
