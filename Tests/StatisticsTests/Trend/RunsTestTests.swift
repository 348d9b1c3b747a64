import Testing

@testable import Statistics

@Suite struct RunsTestTests {
  /// Every order of `failures` failures among `trials` trials.
  private func orders(_ trials: Int, _ failures: Int) -> [[Bool]] {
    (0..<(1 << trials)).filter { $0.nonzeroBitCount == failures }.map { mask in
      (0..<trials).map { mask & (1 << $0) != 0 }
    }
  }

  @Test(arguments: [(1, 1), (5, 1), (5, 4), (8, 3), (9, 5), (10, 2), (11, 6)])
  func theLawIsThatOfAllOrders(_ trials: Int, _ failures: Int) {
    let all = orders(trials, failures).map { RunsTest($0) }
    for test in all {
      let share = Double(all.count { $0.runs <= test.runs }) / Double(all.count)
      #expect(isClose(test.clustered, share, 1e-12), "\(trials) \(failures) \(test)")
    }
  }

  @Test func knownValues() {
    // By the sums of binomial coefficients, in whole numbers: 3422/184756 and 13/1287.
    #expect(isClose(RunsTest(failures: 10, passes: 10, runs: 6).clustered, 3422.0 / 184756, 1e-12))
    #expect(isClose(RunsTest(failures: 5, passes: 8, runs: 3).clustered, 13.0 / 1287, 1e-12))
  }

  @Test func equalOutcomesShowNothing() {
    #expect(RunsTest([true, true, true]).clustered == 1)
    #expect(RunsTest([Bool]()).clustered == 1)
  }

  @Test func aBlockOfFailuresIsSeenAndScatteredOnesAreNot() {
    let block = (0..<400).map { (100..<108).contains($0) }
    #expect(RunsTest(block).clustered < 1e-9)
    let scattered = (0..<400).map { $0 % 50 == 25 }
    #expect(RunsTest(scattered).clustered > 0.9)
  }

  @Test func theLevelHoldsOnIndependentTrials() {
    var dice = Dice(11)
    var alarms = 0
    for _ in 0..<4000 where RunsTest(dice.outcomes(200, rate: 0.1)).clustered <= 0.01 { alarms += 1 }
    #expect(ClopperPearson.lower(failures: alarms, trials: 4000, alpha: 0.001) <= 0.01)
  }

  @Test func largeCountsStayFinite() {
    let test = RunsTest(failures: 1_000_000, passes: 1_000_000, runs: 1_000_001)
    #expect(test.clustered > 0.49 && test.clustered < 0.51)
  }
}
