import Testing

@testable import Harness

@Suite struct TrialValueTests {
  @Test func doubtFallsWithEveryTrial() {
    let values = (0..<50).map { TrialValue.ofDoubt(trials: $0) }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 } && values.last.map { $0 > 0 } == true)
  }

  @Test func whatFailsMoreOftenThanItsLimitIsFollowed() {
    func value(_ trials: Int, _ failures: Int, ahead: Int = 0) -> Double {
      TrialValue.ofSuspicion(trials: trials, failures: failures, limit: 0.05, failAlpha: 1e-6, ahead: ahead)
    }
    #expect(value(10, 0) == 0 && value(100, 3) == 0)
    #expect(value(1, 1) > TrialValue.ofDoubt(trials: 1) && value(2, 2) > value(1, 1) && value(3, 3) > value(2, 2))
    #expect(value(20, 1) < TrialValue.ofDoubt(trials: 0))
    #expect(value(2, 2, ahead: 50) == 0, "those in flight are enough")
  }

  @Test(arguments: [(0.0, 0.01), (1.0, 0.01), (0.5, 0.0), (0.5, 1.0), (-1, 2)])
  func aLimitThatIsNoneIsWorthNothing(limit: Double, alpha: Double) {
    #expect(TrialValue.ofSuspicion(trials: 5, failures: 5, limit: limit, failAlpha: alpha, ahead: 0) == 0)
  }
}
