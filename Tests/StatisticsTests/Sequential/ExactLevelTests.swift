import Testing

@testable import Statistics

@Suite struct ExactLevelTests {
  /// The exact levels, over a grid of limits, budgets and numbers of tests: nothing here is simulated.
  @Test(arguments: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5], [1, 20, 300])
  func theExactLevelsAreWithinAlpha(limit: Double, tests: Int) {
    for perLimit in [3.0, 6, 10, 20, 30] {
      let failAlpha = 0.05 / Double(tests)
      let stairs = Staircases(
        SequentialDesign(limit: limit, failAlpha: failAlpha, budget: Int(perLimit / limit)))
      let oc = OperatingCharacteristics(stairs, rate: limit)
      #expect(oc.pass <= 0.05)
      #expect(oc.fail <= failAlpha)
      #expect(isClose(oc.pass, stairs.falsePass, 1e-9), "\(limit) \(tests) \(perLimit)")
      #expect(isClose(oc.pass + oc.fail + oc.inconclusive, 1, 1e-11))
    }
  }

  @Test(arguments: sampleDesigns)
  func theChanceOfAPassFallsAndOfAFailRisesWithTheRate(design: SequentialDesign) {
    let stairs = Staircases(design)
    let rates = [0, 0.1, 0.25, 0.5, 0.9, 1, 1.5, 2].map { min(1, $0 * design.limit) }
    let all = rates.map { OperatingCharacteristics(stairs, rate: $0) }
    for (smaller, larger) in zip(all, all.dropFirst()) {
      #expect(larger.pass <= smaller.pass + 1e-12)
      #expect(larger.fail >= smaller.fail - 1e-12)
    }
    if let last = all.first(where: { $0.rate == design.limit }) {
      #expect(last.pass <= design.passAlpha)
      #expect(last.fail <= design.failAlpha)
    }
  }

  /// Looking only at the ends of batches can miss a FAIL that a PASS follows; the level hardly notices.
  @Test(arguments: [0.01, 0.05, 0.2], [4, 8, 25])
  func looksAtTheEndsOfBatchesKeepTheLevel(limit: Double, batch: Int) {
    let stairs = Staircases(SequentialDesign(limit: limit, budget: Int(20 / limit)))
    let oc = OperatingCharacteristics(stairs, rate: limit, roundSize: batch)
    #expect(oc.pass <= 0.05, "\(oc.pass)")
    #expect(oc.fail <= 0.05)
  }
}
