/// The exact test of McNemar 1947 for a fixed number of pairs: are the discordant pairs split evenly?
///
/// For a final report; a comparison that is looked at while it runs uses `PairedEvidence`.
public enum McNemar {
  /// P(Bin(b+c, 1/2) >= b): one-sided, against "the candidate is not worse". 1 without discordant pairs.
  public static func worse(candidateOnly b: Int, baselineOnly c: Int) -> Double {
    Binomial.upperTail(b, trials: b + c, rate: 0.5)
  }

  /// min(1, 2 P(Bin(b+c, 1/2) >= max(b, c))): two-sided.
  public static func twoSided(candidateOnly b: Int, baselineOnly c: Int) -> Double {
    min(1, 2 * Binomial.upperTail(max(b, c), trials: b + c, rate: 0.5))
  }

  /// The one-sided mid-p value: half of P(= b) less (Lancaster 1961). Not strictly valid, less conservative.
  public static func midP(candidateOnly b: Int, baselineOnly c: Int) -> Double {
    worse(candidateOnly: b, baselineOnly: c) - 0.5 * Binomial.probability(b, trials: b + c, rate: 0.5)
  }
}
