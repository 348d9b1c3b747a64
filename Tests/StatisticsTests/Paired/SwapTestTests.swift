import Testing

@testable import Statistics

@Suite struct SwapTestTests {
  private static func round(_ baseline: Bool, _ swap: Bool, _ candidate: Bool) -> [SwapTest.Triple] {
    [SwapTest.Triple(baselineFailed: baseline, swapFailed: swap, candidateFailed: candidate)]
  }

  @Test func whatFailsLikeTheCandidateCarriesMost() {
    var test = SwapTest(alpha: 0.001, margin: 0.05)
    var rounds = 0
    while !test.isDecided, rounds < 500 {
      test.observe(round: Self.round(false, rounds % 2 == 0, rounds % 2 == 0))
      rounds += 1
    }
    #expect(test.share == .most && rounds < 100)
    let before = test.effect
    test.observe(round: Self.round(true, false, true))
    #expect(test.effect == before, "nothing is counted behind the decision")
  }

  @Test func whatStaysLikeTheBaselineCarriesLittle() {
    var test = SwapTest(alpha: 0.001, margin: 0.05)
    for round in 0..<400 { test.observe(round: Self.round(false, false, round % 2 == 0)) }
    #expect(test.share == .little && test.rest.mean == 0.5 && test.effect.mean == 0)
  }

  @Test func aThirdOfTheChangeIsAPart() {
    var test = SwapTest(alpha: 0.001, margin: 0.05)
    for round in 0..<600 { test.observe(round: Self.round(false, round % 9 == 0, round % 9 < 6)) }
    #expect(test.share == .part)
  }

  /// Half of the change exactly: "more than half" and "less than half" are both false, and each errs in at most α.
  @Test func halfOfTheChangeIsSeldomCalledMoreOrLess() {
    var dice = Dice(5)
    var wrong = 0
    func unit() -> Double { Double.random(in: 0..<1, using: &dice) }
    for _ in 0..<400 {
      var test = SwapTest(alpha: 0.05, margin: 0.05)
      for _ in 0..<150 where !test.isDecided {
        test.observe(
          round: Self.round(
            unit() < 0.1, unit() < 0.3, unit() < 0.5))
      }
      if test.share == .most { wrong += 1 }
    }
    #expect(wrong <= 32)  // 20 expected at most; more than 32 of 400 come once in 200 times.
  }

  @Test func withoutRoundsNothingIsShown() {
    let test = SwapTest(alpha: 0.05, margin: 0.05)
    #expect(test.share == .open && !test.isDecided)
  }
}
