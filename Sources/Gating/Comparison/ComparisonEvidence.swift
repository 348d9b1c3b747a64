import EvalSchema
import Statistics

/// The numbers of a comparison: pairs, rounds, evidence and bounds, before they become words.
///
/// The average is judged by complete rounds, one pair of every case: only there does the mean of the cases stand still, however
/// the runs stopped. Single cases are judged by all their pairs. When two runs that stopped on their own are compared, a case's
/// evidence is the mean of that from its pairs and that from both runs as independent samples: a mean of e-values is one.
struct ComparisonEvidence {
  /// What was shown.
  enum Shown { case notWorse, caseWorse, worseOnAverage, nothing }

  /// The cases that both arms ran unchanged, by id.
  let cases: [CasePairs]
  /// Whether the arms were run together, pair by pair.
  let isPairedRun: Bool
  /// The margin of the average.
  let margin: Double
  /// The chance of a false pass, and of a false fail.
  let alpha: Double
  /// Complete rounds.
  let rounds: Int
  /// The counts of the complete rounds over all cases.
  let total: PairCounts
  /// ln of the evidence, per case, that the candidate fails more often in it.
  let logWorsePerCase: [Double]

  init(_ cases: [CasePairs], isPairedRun: Bool, margin: Double, alpha: Double) {
    self.cases = cases
    self.isPairedRun = isPairedRun
    self.margin = margin
    self.alpha = alpha
    let rounds = cases.map(\.pairs.count).min() ?? 0
    self.rounds = rounds
    total = cases.reduce(PairCounts()) { $0 + $1.counts(rounds: rounds) }
    let single = PairedEvidence(margin: 0)
    logWorsePerCase = cases.map { found in
      let paired = single.logWorse(found.counts())
      guard !isPairedRun else { return paired }
      let unpaired = UnpairedEvidence.logWorse(
        baseline: (found.baseline.failures, found.baseline.valid),
        candidate: (found.candidate.failures, found.candidate.valid))
      return SpikeAndSlab.logMean([paired, unpaired])
    }
  }

  /// All pairs.
  var pairs: Int { cases.reduce(0) { $0 + $1.pairs.count } }

  /// What was shown: as `SuiteComparison` looks after a round. A broken case is looked at before the average, which must not
  /// hide it.
  var shown: Shown {
    guard pairs > 0 else { return .nothing }
    if SpikeAndSlab.logValue(logWorsePerCase) >= -ln(alpha / 2) || isShownByRounds { return .caseWorse }
    guard total.pairs > 0 else { return .nothing }
    let average = PairedEvidence(margin: margin)
    if average.logNotWorse(total) >= -ln(alpha) { return .notWorse }
    return average.logWorse(total) >= -ln(alpha / 2) ? .worseOnAverage : .nothing
  }

  /// Whether the complete rounds showed that some case is worse: after that look a paired run goes on with the cases that look
  /// worse, to name them. Both looks are at one supermartingale, so that either may decide.
  private var isShownByRounds: Bool {
    guard isPairedRun else { return false }
    let single = PairedEvidence(margin: 0)
    return SpikeAndSlab.logValue(cases.map { single.logWorse($0.counts(rounds: rounds)) }) >= -ln(alpha / 2)
  }

  /// The cases that are shown to be worse, at α over all of them together (Holm on the evidence).
  var worseCases: [Int] { EValues.holm(log: logWorsePerCase, alpha: alpha) }

  /// The average difference with the bounds that the verdict uses: a pass is an upper bound at or below the margin.
  var difference: DifferenceEstimate? {
    guard total.pairs > 0 else { return nil }
    return DifferenceEstimate(
      estimate: total.sum / Double(total.pairs),
      lower: DifferenceBounds.lower(total, alpha: alpha / 2), upper: DifferenceBounds.upper(total, alpha: alpha))
  }

  /// Further pairs without a difference that would show a pass, in complete rounds.
  var pairsNeeded: Int? {
    guard !cases.isEmpty else { return nil }
    let average = PairedEvidence(margin: margin)
    let needed = DifferenceBounds.concordantNeeded(total) { average.logNotWorse($0) >= -ln(alpha) }
    return needed.map { ($0 + cases.count - 1) / cases.count * cases.count }
  }

  /// The difference of one case with its interval at 1 - α, for this case alone.
  func difference(_ index: Int) -> DifferenceEstimate? {
    let found = cases[index]
    let counts = found.counts()
    guard counts.pairs > 0 || !isPairedRun, found.baseline.valid > 0, found.candidate.valid > 0 else { return nil }
    if isPairedRun {
      return DifferenceEstimate(
        estimate: counts.sum / Double(counts.pairs),
        lower: DifferenceBounds.lower(counts, alpha: alpha / 2), upper: DifferenceBounds.upper(counts, alpha: alpha / 2)
      )
    }
    // Half of the error for the pairs, half for the four bounds of two independent rates; both hold, so does what they share.
    let (first, second) = (found.baseline, found.candidate)
    let estimate = Double(second.failures) / Double(second.valid) - Double(first.failures) / Double(first.valid)
    let part = alpha / 8
    let lower =
      AnytimeBounds.lower(trials: second.valid, failures: second.failures, alpha: part)
      - AnytimeBounds.upper(trials: first.valid, failures: first.failures, alpha: part)
    let upper =
      AnytimeBounds.upper(trials: second.valid, failures: second.failures, alpha: part)
      - AnytimeBounds.lower(trials: first.valid, failures: first.failures, alpha: part)
    return DifferenceEstimate(
      estimate: estimate, lower: min(estimate, max(lower, DifferenceBounds.lower(counts, alpha: alpha / 4))),
      upper: max(estimate, min(upper, DifferenceBounds.upper(counts, alpha: alpha / 4))))
  }

  /// Further pairs of one case without a difference that would show that it is the same.
  func pairsNeeded(_ index: Int) -> Int? {
    let side = isPairedRun ? alpha / 2 : alpha / 4
    let (above, below) = (PairedEvidence(margin: margin), PairedEvidence(margin: -margin))
    return DifferenceBounds.concordantNeeded(cases[index].counts()) {
      above.logNotWorse($0) >= -ln(side) && below.logWorse($0) >= -ln(side)
    }
  }
}
