import Testing

@testable import Statistics

@Suite struct OperatingCharacteristicsVectorTests {
  @Test func reproducesTheReferenceCharacteristics() throws {
    let file = try VectorFile("11_operating_characteristics")
    var plans: [SequentialDesign: Staircases] = [:]
    for c in try file.cases() {
      let design = design(c["config"])
      let stairs = plans[design] ?? Staircases(design)
      plans[design] = stairs
      let oc = OperatingCharacteristics(stairs, rate: c["rate"].double)
      let floor = 1e-15
      #expect(isClose(oc.pass, c["P_PASS"].double, file.tolerance, floor: floor), "\(c)")
      #expect(isClose(oc.fail, c["P_FAIL"].double, file.tolerance, floor: floor), "\(c)")
      #expect(isClose(oc.inconclusive, c["P_INCONCLUSIVE"].double, file.tolerance, floor: floor), "\(c)")
      #expect(isClose(oc.expectedTrials, c["expected_trials"].double, file.tolerance), "\(c)")
      #expect(oc.trialsQuantile(0.5) == c["median_trials"].int, "\(c)")
      #expect(oc.trialsQuantile(0.9) == c["p90_trials"].int, "\(c)")
      #expect(isClose(oc.pass + oc.fail + oc.inconclusive, 1, 1e-12))
    }
  }
}
