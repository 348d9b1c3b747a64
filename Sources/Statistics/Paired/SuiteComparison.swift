/// The state of a baseline-against-candidate comparison over a fixed suite of cases, in rounds of one pair per case.
///
/// PASS: on average not worse by the margin (1/alpha). FAIL: on average worse by more than the margin, or some case is
/// worse at all (spike and slab of the per-case evidence), each at 2/alpha, so that false FAILs stay within alpha.
/// A FAIL because of some case is looked at before the PASS: an average must not hide a broken case at the same look.
public struct SuiteComparison: Sendable, Hashable {
  /// Why a comparison failed.
  public enum Cause: String, Sendable, Codable, Hashable {
    /// The average over the cases is worse by more than the margin.
    case average
    /// Some case is worse.
    case someCase
  }

  /// The margin of the average.
  public let margin: Double
  /// The chance of a false PASS, and of a false FAIL.
  public let alpha: Double
  /// The most pairs over all cases.
  public let budget: Int
  /// What was counted so far, per case.
  public private(set) var counts: [PairCounts]
  /// `.pass`, `.fail` or `.budget`; nil while the comparison goes on.
  public private(set) var verdict: SequentialVerdict?
  /// Why it failed.
  public private(set) var cause: Cause?
  /// The number of pairs at which the verdict was given.
  public private(set) var decidedAt: Int?

  private let average: PairedEvidence
  private let single = PairedEvidence(margin: 0)

  /// Starts a comparison, or resumes one from the counts of complete rounds and the verdict it had.
  ///
  /// Without a verdict the counts are looked at once.
  public init(
    margin: Double, alpha: Double = 0.05, budget: Int, counts: [PairCounts], verdict: SequentialVerdict? = nil,
    cause: Cause? = nil, decidedAt: Int? = nil
  ) {
    self.margin = margin
    self.alpha = alpha
    self.budget = budget
    self.counts = counts
    self.verdict = verdict
    self.cause = cause
    self.decidedAt = decidedAt
    average = PairedEvidence(margin: margin)
    look()
  }

  /// Counts one complete round, in the order of the cases, and looks; false, and nothing counted, when incomplete.
  @discardableResult
  public mutating func observe(round: [(baselineFailed: Bool, candidateFailed: Bool)]) -> Bool {
    guard round.count == counts.count else { return false }
    for (index, pair) in round.enumerated() {
      counts[index].count(baselineFailed: pair.baselineFailed, candidateFailed: pair.candidateFailed)
    }
    look()
    return true
  }

  /// Counts one complete round, each case by the counts of its one pair, and looks; false, and nothing counted, when incomplete.
  @discardableResult
  public mutating func observe(round: [PairCounts]) -> Bool {
    guard round.count == counts.count else { return false }
    for (index, pair) in round.enumerated() { counts[index] = counts[index] + pair }
    look()
    return true
  }

  /// The counts over all cases.
  public var total: PairCounts { counts.reduce(PairCounts(), +) }

  /// ln of the evidence, per case, that the candidate fails more often in it.
  public var logWorsePerCase: [Double] { counts.map(single.logWorse) }

  /// ln of the evidence that some case is worse.
  public var logSomeCaseWorse: Double { SpikeAndSlab.logValue(logWorsePerCase) }

  /// The cases that are shown to be worse, at `alpha` over all of them together (Holm on the evidence).
  public var worseCases: [Int] { EValues.holm(log: logWorsePerCase, alpha: alpha) }

  private mutating func look() {
    let total = total
    guard verdict == nil, total.pairs > 0 else { return }
    if logSomeCaseWorse >= -ln(alpha / 2) {
      (verdict, cause) = (.fail, .someCase)
    } else if average.logNotWorse(total) >= -ln(alpha) {
      verdict = .pass
    } else if average.logWorse(total) >= -ln(alpha / 2) {
      (verdict, cause) = (.fail, .average)
    } else if total.pairs >= budget {
      verdict = .budget
    }
    if verdict != nil { decidedAt = total.pairs }
  }
}
