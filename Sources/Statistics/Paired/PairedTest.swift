/// The parameters of a sequential paired test; everything its verdict depends on.
public struct PairedDesign: Sendable, Hashable, Codable {
  /// The margin d: the largest acceptable difference of the failure rates.
  public var margin: Double
  /// The largest chance of a PASS when the difference is at or above the margin.
  public var passAlpha: Double
  /// The largest chance of a FAIL when the difference is at or below the margin.
  public var failAlpha: Double
  /// The most pairs.
  public var budget: Int

  /// Collects the parameters of a test.
  public init(margin: Double, passAlpha: Double = 0.05, failAlpha: Double = 0.05, budget: Int) {
    self.margin = margin
    self.passAlpha = passAlpha
    self.failAlpha = failAlpha
    self.budget = budget
  }
}

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

  /// Starts a test, or resumes an undecided one from its counts, which are looked at once.
  public init(_ design: PairedDesign, counts: PairCounts = PairCounts()) {
    self.design = design
    evidence = PairedEvidence(margin: design.margin)
    self.counts = counts
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
