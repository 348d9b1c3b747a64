/// The evidence of n trials with k failures that a failure rate is below, or above, a limit.
///
/// For an odds ratio s the likelihood ratio of the tilted rate against the limit L is s^k / (1 - L(1-s))^n. Its
/// expected factor per trial at a true rate p is (1 - p(1-s)) / (1 - L(1-s)): at most 1 for every p >= L when s < 1,
/// and for every p <= L when s > 1. A mixture over a fixed grid of s is therefore a supermartingale under the
/// hypothesis it bets against, and by Ville's inequality (1939) the chance that it ever reaches 1/alpha is at most
/// alpha, however often one looks and whenever one stops. Robbins 1970 (mixtures), Howard, Ramdas, McAuliffe and
/// Sekhon 2021 (time-uniform bounds); the grid is optimised for rates far below the limit.
///
/// Only (n, k) matter: the evidence of a run is resumed from two integers. Cost of a value: four exponentials.
public struct Evidence: Sendable, Hashable {
  /// The limit L the evidence is about, clamped to 0...1 (0 when it is not a number).
  public let limit: Double
  private let below: BettingMixture
  private let above: BettingMixture

  /// Odds ratios and weights of the bets on "below the limit".
  static let belowGrid: [(ratio: Double, weight: Double)] = [(1.0 / 32, 0.60), (0.25, 0.25), (0.5, 0.10), (0.8, 0.05)]
  /// Odds ratios and weights of the bets on "above the limit".
  static let aboveGrid: [(ratio: Double, weight: Double)] = [(1.25, 0.05), (2, 0.25), (4, 0.40), (16, 0.30)]

  /// Prepares the evidence about the limit `limit`.
  public init(limit: Double) {
    let clamped = limit > 0 ? min(limit, 1) : 0
    self.limit = clamped
    func mixture(_ grid: [(ratio: Double, weight: Double)]) -> BettingMixture {
      BettingMixture(
        bets: grid.map { term in
          BettingMixture.Bet(
            logWeight: ln(term.weight), first: -ln1p(clamped * (term.ratio - 1)), second: ln(term.ratio), third: 0)
        })
    }
    below = mixture(Self.belowGrid)
    above = mixture(Self.aboveGrid)
  }

  /// ln E_pass: the logarithm of the evidence that the rate is below the limit.
  ///
  /// Increases with `trials` and falls with `failures`; 0 before the first trial.
  public func logBelow(trials: Int, failures: Int) -> Double { below.logValue(trials, failures) }

  /// ln E_fail: the logarithm of the evidence that the rate is above the limit.
  ///
  /// Falls with `trials` and increases with `failures`; 0 before the first trial.
  public func logAbove(trials: Int, failures: Int) -> Double { above.logValue(trials, failures) }
}
