/// The state of one sequential paired test: PASS "not worse by the margin", FAIL "worse by more than the margin".
///
/// The first verdict is kept; PASS is looked at before FAIL; the budget ends it. Resumed from its design and counts.
public struct PairedTest: Sendable, Hashable {
  /// The design.
  public let design: PairedDesign
  /// The evidence about the margin.
  public let evidence: PairedEvidence
  /// What was counted so far.
  public private(set) var counts: PairCounts
  /// `.pass`, `.fail` or `.budget`; nil while the test goes on.
  public private(set) var verdict: SequentialVerdict?
  /// The number of pairs at which the verdict was given.
  public private(set) var decidedAt: Int?

  /// Starts a test, or resumes one from its counts and the verdict it had; without a verdict the counts are looked at.
  public init(
    _ design: PairedDesign, counts: PairCounts = PairCounts(), verdict: SequentialVerdict? = nil,
    decidedAt: Int? = nil
  ) {
    self.design = design
    evidence = PairedEvidence(margin: design.margin)
    self.counts = counts
    self.verdict = verdict
    self.decidedAt = decidedAt
    look()
  }

  /// Counts one pair and looks.
  public mutating func observe(baselineFailed: Bool, candidateFailed: Bool) {
    counts.count(baselineFailed: baselineFailed, candidateFailed: candidateFailed)
    look()
  }

  /// Counts one round, one pair of every case, and looks only at its end.
  public mutating func observe(round: PairCounts) {
    counts = counts + round
    look()
  }

  private mutating func look() {
    guard verdict == nil, counts.pairs > 0 else { return }
    if evidence.logNotWorse(counts) >= -ln(design.passAlpha) {
      verdict = .pass
    } else if evidence.logWorse(counts) >= -ln(design.failAlpha) {
      verdict = .fail
    } else if counts.pairs >= design.budget {
      verdict = .budget
    }
    if verdict != nil { decidedAt = counts.pairs }
  }
}
