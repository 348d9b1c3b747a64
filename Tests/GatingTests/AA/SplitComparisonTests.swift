import Statistics
import Testing

@testable import Gating

@Suite struct SplitComparisonTests {
  /// What `SuiteComparison` says of the same slots, looking after every round.
  func reference(_ slots: [[Int]], pairs: Int, margin: Double) -> SequentialVerdict? {
    let failed = slots.map(Set.init)
    var suite = SuiteComparison(
      margin: margin, alpha: 0.05, budget: .max, counts: slots.map { _ in PairCounts() })
    for round in 0..<pairs {
      suite.observe(
        round: failed.map { (baselineFailed: $0.contains(2 * round), candidateFailed: $0.contains(2 * round + 1)) })
    }
    return suite.verdict
  }

  @Test(arguments: [(0.02, 0.02), (0.1, 0.1), (0.05, 0.25), (0.3, 0.05), (0.02, 0.12)])
  func decidesAsTheComparisonRoundByRound(_ baseline: Double, _ candidate: Double) {
    var dice = GateDice(3)
    var seen: Set<String> = []
    for (cases, pairs) in [(1, 60), (4, 40), (9, 25)] {
      for margin in [0.0, 0.02, 0.05] {
        for _ in 0..<8 {
          let slots = (0..<cases).map { _ in
            (0..<2 * pairs).filter { dice.isTrue($0 % 2 == 0 ? baseline : candidate) }.shuffled(using: &dice)
          }
          var comparison = SplitComparison(
            pairs: Array(repeating: pairs, count: cases), margin: margin, alpha: 0.05)
          let found = comparison.verdict(failed: slots)
          #expect(found == reference(slots, pairs: pairs, margin: margin))
          seen.insert(found?.rawValue ?? "-")
        }
      }
    }
    #expect(seen.count > 1)
  }

  @Test func casesLeaveWhenTheirPairsAreUsed() {
    var comparison = SplitComparison(pairs: [2, 100], margin: 0.05, alpha: 0.05)
    #expect(comparison.verdict(failed: [[], []]) == .pass)
    #expect(comparison.verdict(failed: [[9], Array(stride(from: 1, to: 60, by: 2))]) == .fail)
    var none = SplitComparison(pairs: [0], margin: 0.05, alpha: 0.05)
    #expect(none.verdict(failed: [[]]) == nil)
  }

  /// Independent A/A pairs: two arms of equal rates, case by case.
  @Test func twoEqualArmsAreSeldomCalledDifferent() {
    var dice = GateDice(2026)
    let rates = [0.0, 0.01, 0.02, 0.05, 0.1, 0.3, 0.5, 0.02]
    var comparison = SplitComparison(pairs: rates.map { _ in 60 }, margin: 0.02, alpha: 0.05)
    var alarms = 0
    let runs = 2000
    for _ in 0..<runs {
      let slots = rates.map { rate in (0..<120).filter { _ in dice.isTrue(rate) } }
      if comparison.verdict(failed: slots) == .fail { alarms += 1 }
    }
    #expect(ClopperPearson.lower(failures: alarms, trials: runs, alpha: 0.001) <= 0.05, "\(alarms) of \(runs)")
    #expect(alarms > 0)
  }
}
