/// The evidence of pairs about the difference D of two failure rates (candidate minus baseline) against a margin d.
///
/// A bettor multiplies his fortune by 1 + lambda (D_i - d) per pair, D_i = +1, 0 or -1 (Waudby-Smith and Ramdas 2024).
/// With the mean of D at most d the expected product of a round is at most (1 + lambda (mean - d))^m <= 1, whatever the
/// dependence inside a pair and the spread of the cases' rates (inequality of the means): valid at complete rounds.
///
///     worse     = sum .2  (1+x(1-d))^plus (1-xd)^zero (1-x(1+d))^minus    x = f/(1+d)
///     not worse = sum u_f (1-x(1-d))^plus (1+xd)^zero (1+x(1+d))^minus    x = f/(1-d)   u = (.05, .10, .15, .20, .50)
///
/// over f = (1/16, 1/8, 1/4, 1/2, 15/16). Against r trials of a recorded baseline D is the candidate's outcome minus their mean;
/// the factor of a difference between -1 and 1 is that of the same bet. With d = 0, `logWorse` uses discordant pairs only: the sequential McNemar test.
public struct PairedEvidence: Sendable, Hashable {
  /// The margin d, a difference of rates, kept inside -1..<1.
  public let margin: Double
  private let worse: BettingMixture
  private let notWorse: BettingMixture

  private static let fractions = [1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2, 15.0 / 16]
  private static let notWorseWeights = [0.05, 0.10, 0.15, 0.20, 0.50]

  /// Prepares the evidence about the margin `margin`.
  public init(margin: Double) {
    let d = margin.isNaN ? 0 : max((-1.0).nextUp, min(margin, 1.0.nextDown))
    self.margin = d
    worse = BettingMixture(
      bets: Self.fractions.map { f in
        let x = f / (1 + d)
        return BettingMixture.Bet(
          logWeight: ln(0.2), first: ln1p(x * (1 - d)), second: ln1p(-x * d), third: ln1p(-f))
      })
    notWorse = BettingMixture(
      bets: zip(Self.fractions, Self.notWorseWeights).map { f, weight in
        let x = f / (1 - d)
        return BettingMixture.Bet(
          logWeight: ln(weight), first: ln1p(-f), second: ln1p(x * d), third: ln1p(x * (1 + d)))
      })
  }

  /// ln of the evidence that the candidate fails more than the margin more often.
  public func logWorse(_ counts: PairCounts) -> Double {
    guard let partial = counts.partial else { return worse.logValue(counts.plus, counts.zero, counts.minus) }
    return value(worse, counts, partial) { f, difference in f * (difference - margin) / (1 + margin) }
  }

  /// ln of the evidence that the candidate fails less than the margin more often; at margin 0: less often.
  public func logNotWorse(_ counts: PairCounts) -> Double {
    guard let partial = counts.partial else { return notWorse.logValue(counts.plus, counts.zero, counts.minus) }
    return value(notWorse, counts, partial) { f, difference in -f * (difference - margin) / (1 - margin) }
  }

  /// ln of a mixture's fortune with the differences between -1 and 1; `gain` is what a bet wins on one.
  private func value(
    _ mixture: BettingMixture, _ counts: PairCounts, _ partial: PartialDifferences,
    _ gain: (_ fraction: Double, _ difference: Double) -> Double
  ) -> Double {
    let entries = partial.entries
    let bets = zip(mixture.bets, Self.fractions).map { bet, fraction in
      entries.reduce(bet.logWeight) { $0 + Double($1.count) * ln1p(gain(fraction, $1.difference)) }
        + Double(counts.plus) * bet.first + Double(counts.zero) * bet.second + Double(counts.minus) * bet.third
    }
    return logSumExp(bets)
  }
}
