import Testing

@testable import Statistics

@Suite struct PrevalenceEstimateTests {
  @Test func reproducesTheReferenceIntervals() throws {
    let file = try VectorFile("23_judge")
    for c in try file.cases("intervals") {
      let estimate = PrevalenceEstimate(
        judgedFailures: c["judged_failures"].int, trials: c["trials"].int, caught: c["caught"].int, bad: c["bad"].int,
        cleared: c["cleared"].int, good: c["good"].int)
      #expect(isClose(estimate.raw ?? .nan, c["rogan_gladen_raw"].double, file.tolerance, floor: 1e-15), "\(c)")
      #expect(isClose(estimate.point ?? .nan, c["rogan_gladen_clipped"].double, file.tolerance, floor: 1e-15), "\(c)")
      #expect(isClose(estimate.centre ?? .nan, c["lr_centre"].double, file.tolerance), "\(c)")
      #expect(isClose(estimate.lower, c["lr_lower"].double, file.tolerance), "\(c)")
      #expect(isClose(estimate.upper, c["lr_upper"].double, file.tolerance), "\(c)")
    }
  }

  @Test func aJudgeNoBetterThanChanceTellsNothing() {
    let estimate = PrevalenceEstimate(judgedFailures: 3, trials: 10, caught: 1, bad: 10, cleared: 5, good: 10)
    #expect(estimate.raw == nil && estimate.point == nil)
    #expect(estimate.lower == 0 && estimate.upper == 1)
    let unmeasured = PrevalenceEstimate(judgedFailures: 3, trials: 10, caught: 0, bad: 0, cleared: 0, good: 0)
    #expect(unmeasured.raw == nil && unmeasured.upper == 1)
  }
}
