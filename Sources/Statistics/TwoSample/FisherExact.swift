/// Fisher's exact test of a 2 x 2 table: does an event happen more often in the candidate? (Fisher 1935)
public struct FisherExact: Sendable, Hashable {
  /// P(at most this many of the events fall to the baseline): one-sided, against "the candidate is not worse".
  public let candidateWorse: Double
  /// The sum over all tables that are not more probable than the observed one.
  public let twoSided: Double

  /// Tests `baselineEvents` of `baselineTrials` against `candidateEvents` of `candidateTrials`.
  public init(baselineEvents: Int, baselineTrials: Int, candidateEvents: Int, candidateTrials: Int) {
    let law = Hypergeometric(
      total: baselineTrials + candidateTrials, marked: baselineEvents + candidateEvents, drawn: baselineTrials)
    candidateWorse = law.cumulative(baselineEvents)
    twoSided = Self.twoSided(law, observed: baselineEvents)
  }

  private static func twoSided(_ law: Hypergeometric, observed: Int) -> Double {
    // Equal probabilities are computed along different ways: forgive a relative 1e-7.
    let bound = law.probability(observed) * (1 + 1e-7)
    let mode = law.mode
    if law.probability(mode) <= bound { return 1 }
    let below = Staircases.firstIndex(mode - law.least) { law.probability(law.least + $0) > bound }
    let above = Staircases.firstIndex(law.most - mode) { law.probability(mode + 1 + $0) <= bound }
    var sum = 0.0
    if below > 0 { sum += law.sumDown(from: law.least + below - 1) }
    if mode + 1 + above <= law.most { sum += law.sumUp(from: mode + 1 + above) }
    return min(1, sum)
  }
}
