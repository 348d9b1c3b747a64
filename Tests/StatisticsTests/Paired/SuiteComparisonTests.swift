import Testing

@testable import Statistics

@Suite struct SuiteComparisonTests {
  private func run(_ comparison: inout SuiteComparison, rounds: Int, broken: Int?) {
    for _ in 0..<rounds {
      comparison.observe(
        round: comparison.counts.indices.map { (baselineFailed: false, candidateFailed: $0 == broken) })
    }
  }

  @Test func passesAnUnchangedSuiteAndKeepsTheVerdict() {
    var comparison = SuiteComparison(margin: 0.05, budget: 400, counts: Array(repeating: PairCounts(), count: 10))
    run(&comparison, rounds: 8, broken: nil)
    #expect(comparison.verdict == .pass)
    #expect(comparison.decidedAt == 80)
    run(&comparison, rounds: 20, broken: 3)
    #expect(comparison.verdict == .pass)
  }

  @Test func failsBecauseOfOneBrokenCaseAndNamesIt() {
    var comparison = SuiteComparison(margin: 0.05, budget: 4000, counts: Array(repeating: PairCounts(), count: 20))
    run(&comparison, rounds: 30, broken: 7)
    #expect(comparison.verdict == .fail)
    #expect(comparison.cause == .someCase)
    #expect(comparison.worseCases == [7])
  }

  @Test func failsOnAverageAndRefusesIncompleteRounds() {
    var comparison = SuiteComparison(margin: 0.05, budget: 400, counts: Array(repeating: PairCounts(), count: 5))
    let counted = comparison.observe(round: [(baselineFailed: false, candidateFailed: true)])
    #expect(!counted)
    #expect(comparison.total.pairs == 0)
    for _ in 0..<10 {
      comparison.observe(round: Array(repeating: (baselineFailed: false, candidateFailed: true), count: 5))
    }
    #expect(comparison.verdict == .fail)
    #expect(SuiteComparison(margin: 0.05, budget: 30, counts: [PairCounts(zero: 30)]).verdict == .budget)
  }
}
