import EvalSchema
import Statistics
import Testing

@testable import Gating

@Suite struct ChangeClassTests {
  static let classes: [(lower: Double, upper: Double, shown: Bool, change: ChangeClass)] = [
    (-0.05, 0.05, false, .same), (-0.01, 0.04, false, .same), (0.01, 0.04, false, .same), (-0.04, -0.01, false, .same),
    (0.01, 0.2, false, .worse), (0.06, 0.2, false, .worse), (-0.2, -0.01, false, .better),
    (-0.01, 0.2, false, .unclear),
    (-0.2, 0.2, false, .unclear), (0, 0.2, false, .unclear), (-0.2, 0, false, .unclear), (-0.01, 0.2, true, .worse),
  ]

  @Test(arguments: classes)
  func theClassFollowsFromTheIntervalInAFixedOrder(
    row: (lower: Double, upper: Double, shown: Bool, change: ChangeClass)
  ) {
    let difference = DifferenceEstimate(estimate: (row.lower + row.upper) / 2, lower: row.lower, upper: row.upper)
    #expect(CaseComparer.change(difference, margin: 0.05, isShownWorse: row.shown) == row.change)
  }

  @Test func withoutAnIntervalNothingIsClear() {
    #expect(CaseComparer.change(nil, margin: 0.05, isShownWorse: false) == .unclear)
  }

  @Test func everyClassHasItsFixedPhrase() {
    let phrases = ChangeClass.allCases.map { ChangeWords.phrase($0, margin: 0.05, needed: 12) }
    #expect(
      phrases == [
        "no change larger than 5 pp", "fails less often", "fails more often",
        "change not resolved; 12 more pairs needed", "no baseline", "not run in candidate", "another case by this id",
      ])
  }

  @Test func multiplicityIsSaidAloud() {
    let words = ChangeWords.multiplicity(12, alpha: 0.05)
    #expect(words.contains("12 comparisons were made") && words.contains("46%") && words.contains("Holm"))
  }

  /// The bounds are the roots of the evidence: at them the test reaches its threshold, beyond them it does not.
  @Test(arguments: [(0, 100, 0), (5, 90, 5), (12, 30, 1), (0, 40, 9), (7, 0, 0), (0, 0, 3), (1, 0, 0)])
  func theBoundsInvertTheTest(plus: Int, zero: Int, minus: Int) {
    let counts = PairCounts(plus: plus, zero: zero, minus: minus)
    let lower = DifferenceBounds.lower(counts, alpha: 0.025)
    let upper = DifferenceBounds.upper(counts, alpha: 0.025)
    let estimate = Double(plus - minus) / Double(counts.pairs)
    #expect(-1 <= lower && lower <= estimate && estimate <= upper && upper <= 1)
    if upper < 1 {
      #expect(PairedEvidence(margin: upper + 1e-9).logNotWorse(counts) >= -ln(0.025))
      #expect(PairedEvidence(margin: upper - 1e-6).logNotWorse(counts) < -ln(0.025))
    }
    if lower > -1 {
      #expect(PairedEvidence(margin: lower - 1e-9).logWorse(counts) >= -ln(0.025))
      #expect(PairedEvidence(margin: lower + 1e-6).logWorse(counts) < -ln(0.025))
    }
    // The other side: what is better one way is worse the other way round is not asked of the grids, only the order.
    #expect(
      DifferenceBounds.upper(counts, alpha: 0.05) <= upper && DifferenceBounds.lower(counts, alpha: 0.05) >= lower)
  }

  @Test func concordantPairsThatAreNeededAreTheFewest() throws {
    let average = PairedEvidence(margin: 0.05)
    let needed = try #require(
      DifferenceBounds.concordantNeeded(PairCounts()) { average.logNotWorse($0) >= -ln(0.05) })
    #expect(needed == 75)
    #expect(DifferenceBounds.concordantNeeded(PairCounts(), most: 10) { _ in false } == nil)
  }

  /// No common rate explains the evidence: it is at most what every single rate leaves.
  @Test(arguments: [(0, 339, 4, 7), (2, 60, 11, 60), (0, 10, 0, 10), (5, 10, 1, 10), (0, 67, 8, 67)])
  func unpairedEvidenceIsTheSmallestProduct(k0: Int, n0: Int, k1: Int, n1: Int) {
    let found = UnpairedEvidence.logWorse(baseline: (k0, n0), candidate: (k1, n1))
    for step in 0...1000 {
      let evidence = Evidence(limit: Double(step) / 1000)
      let product =
        evidence.logAbove(trials: n1, failures: k1) + evidence.logBelow(trials: n0, failures: k0)
      #expect(found <= product + 1e-9)
    }
    #expect(UnpairedEvidence.logWorse(baseline: (0, 0), candidate: (1, 1)) == 0)
  }
}
