import Testing

@testable import Statistics

@Suite struct EdgeTests {
  @Test(arguments: [-5, 0, 1, 2])
  func aBudgetThatIsTooSmallCannotDecide(budget: Int) {
    let stairs = Staircases(SequentialDesign(limit: 0.05, budget: budget))
    #expect(!stairs.canDecide)
    #expect(stairs.maximumFailures == -1)
    #expect(stairs.passAt(1) == -1)
    #expect(stairs.passSteps.isEmpty)
    #expect(OperatingCharacteristics(stairs, rate: 0.5).pass == 0)
  }

  @Test(arguments: [0.0, -1, .nan])
  func aLimitOfNothingCannotPass(limit: Double) {
    let stairs = Staircases(SequentialDesign(limit: limit, budget: 100))
    #expect(!stairs.canDecide)
    #expect(SequentialTest(stairs, trials: 90, failures: 0).verdict != .pass)
  }

  @Test func aLimitOfOneIsPassedByAnything() {
    let stairs = Staircases(SequentialDesign(limit: 1, budget: 20))
    #expect(stairs.canDecide)
    #expect(OperatingCharacteristics(stairs, rate: 1).pass == 0)
    #expect(OperatingCharacteristics(stairs, rate: 0.2).pass > 0.9)
  }

  @Test func aBatchBeyondTheBudgetEndsTheTest() {
    let stairs = Staircases(SequentialDesign(limit: 0.05, budget: 400))
    #expect(SequentialTest(stairs, trials: 405, failures: 10).verdict == .pass)
    #expect(SequentialTest(stairs, trials: 405, failures: 12).verdict == .budget)
    #expect(SequentialTest(stairs, trials: 405, failures: 60).verdict == .fail)
  }

  @Test func countsThatCannotBeGiveNoVerdict() {
    let undecidable = Staircases(SequentialDesign(limit: 0.05, budget: 10))
    #expect(undecidable.verdict(trials: 5, failures: -1) == nil)
    #expect(undecidable.verdict(trials: 0, failures: 0) == nil)
    #expect(SequentialTest(undecidable, trials: 5, failures: -1).cleanTrialsToPass == nil)
  }

  @Test func theZeroFailurePlanIsTheClassicalOne() {
    let stairs = Staircases(SequentialDesign(limit: 0.01, budget: 299))
    #expect(stairs.passSteps.map(\.trials) == [299])
    #expect(Staircases(SequentialDesign(limit: 0.01, budget: 298)).canDecide == false)
  }

  @Test func aFloorOfFailuresHoldsFailBack() {
    let three = Staircases(SequentialDesign(limit: 0.01, budget: 2000, minimumFailures: 3))
    #expect(SequentialTest(three, trials: 2, failures: 2).verdict == nil)
    #expect(SequentialTest(three, trials: 3, failures: 3).verdict == .fail)
    let two = Staircases(SequentialDesign(limit: 0.01, budget: 2000))
    #expect(SequentialTest(two, trials: 1, failures: 1).verdict == nil)
    #expect(SequentialTest(two, trials: 2, failures: 2).verdict == .fail)
  }

  @Test func aPlanOfTwentyMillionTrialsIsBuilt() {
    let stairs = Staircases(SequentialDesign(limit: 1e-6, budget: 20_000_000, closing: .open))
    #expect(stairs.maximumFailures == 8)
    for (trials, failures) in stairs.passSteps {
      #expect(stairs.evidence.logBelow(trials: trials, failures: failures) >= stairs.design.passThreshold)
      #expect(stairs.evidence.logBelow(trials: trials - 1, failures: failures) < stairs.design.passThreshold)
    }
    #expect(stairs.passAt(20_000_000) == 8)
  }

  @Test func aPooledTestCountsCompleteRoundsOnly() {
    let stairs = Staircases(SequentialDesign(limit: 0.05, budget: 400, closing: .open))
    var pool = PooledTest(stairs, cases: 10)
    let counted = pool.observe(round: Array(repeating: false, count: 9))
    #expect(!counted && pool.test.trials == 0)
    #expect(pool.cleanRoundsToPass == 7)
    for _ in 0..<7 { pool.observe(failuresInRound: 0, of: 10) }
    #expect(pool.verdict == .pass)
    #expect(pool.test.decidedAt == 70)
  }
}
