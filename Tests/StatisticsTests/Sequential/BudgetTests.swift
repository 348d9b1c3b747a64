import Testing

@testable import Statistics

@Suite struct BudgetTests {
  @Test func reproducesTheClassicalPlansWithoutFailures() throws {
    for c in try VectorFile("05b_zero_failure_n").cases() {
      #expect(Budget.zeroFailureTrials(limit: c["L"].double, alpha: c["alpha"].double) == c["n"].int, "\(c)")
    }
    #expect(Budget.zeroFailureTrials(limit: 0) == nil)
    #expect(Budget.zeroFailureTrials(limit: 1) == 1)
    #expect(Budget.zeroFailureTrials(limit: 0.5, alpha: 0.125) == 3)
  }

  @Test func theUsefulBudgetsAtOnePercent() {
    let steps = Budget.steps(limit: 0.01, budget: 2000)
    #expect(steps.map(\.budget) == [299, 529, 721, 900, 1069, 1231, 1389, 1543, 1694, 1843, 1989])
    #expect(steps.map(\.failures) == Array(0...10))
    #expect(Budget.snapped(limit: 0.01, budget: 2000) == 1989)
    #expect(Budget.snapped(limit: 0.01, budget: 1988) == 1843)
    #expect(Budget.snapped(limit: 0.01, budget: 200) == 200)
  }

  @Test(arguments: [(0.02, 1000), (0.05, 400), (0.2, 100), (0.5, 40)])
  func aSnappedBudgetAllowsAsManyFailuresAndOneLessAllowsFewer(limit: Double, budget: Int) {
    func allowed(_ n: Int) -> Int { Staircases(SequentialDesign(limit: limit, budget: n)).maximumFailures }
    let snapped = Budget.snapped(limit: limit, budget: budget)
    #expect(snapped <= budget)
    #expect(allowed(snapped) == allowed(budget))
    #expect(allowed(snapped - 1) < allowed(budget))
  }
}
