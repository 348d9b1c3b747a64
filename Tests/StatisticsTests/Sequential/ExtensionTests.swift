import Testing

@testable import Statistics

@Suite struct ExtensionTests {
  /// Continued with the evidence alone to twice and four times the budget; rounded to four digits.
  @Test(arguments: [
    (0.01, 2000, 4000, 0.0505), (0.01, 2000, 8000, 0.0515), (0.05, 400, 800, 0.0488), (0.05, 400, 1600, 0.0498),
  ])
  func theJoinedLevelIsKnown(limit: Double, budget: Int, extended: Int, level: Double) {
    let stairs = Staircases(SequentialDesign(limit: limit, budget: budget))
    let joined = stairs.extended(to: extended)
    #expect(abs(joined.falsePass - level) < 0.00005, "\(joined.falsePass)")
    #expect(joined.maximumFailures > stairs.maximumFailures)
    #expect(joined.passSteps.prefix(11).map(\.trials) == stairs.passSteps.map(\.trials))
  }

  @Test func aTestThatWasOutOfReachGoesOnAndPasses() {
    let stairs = Staircases(SequentialDesign(limit: 0.05, budget: 400))
    #expect(SequentialTest(stairs, trials: 300, failures: 11).verdict == .passOutOfReach)
    var resumed = SequentialTest(stairs.extended(to: 800), trials: 300, failures: 11)
    #expect(resumed.verdict == nil)
    while resumed.verdict == nil { resumed.observe(failed: false) }
    #expect(resumed.verdict == .pass)
    let open = Staircases(SequentialDesign(limit: 0.05, budget: 800, closing: .open))
    #expect(resumed.decidedAt == open.passSteps[11].trials)
    #expect(stairs.extended(to: 400) == stairs)
  }
}
