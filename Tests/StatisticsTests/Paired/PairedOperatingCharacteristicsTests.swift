import Testing

@testable import Statistics

@Suite struct PairedOperatingCharacteristicsTests {
  @Test func reproducesTheReferenceCharacteristics() throws {
    let file = try VectorFile("15_paired_operating_characteristics")
    for c in try file.cases() {
      let design = PairedDesign(
        margin: c["delta"].double, passAlpha: c["alpha"].double, failAlpha: c["alpha"].double, budget: c["N"].int)
      let oc = try #require(
        PairedOperatingCharacteristics(design, difference: c["Delta"].double, discordance: c["discordance"].double))
      #expect(isClose(oc.pass, c["P_PASS"].double, file.tolerance), "\(c) \(oc.pass)")
      #expect(isClose(oc.fail, c["P_FAIL"].double, file.tolerance), "\(c) \(oc.fail)")
      #expect(isClose(oc.budget, c["P_INCONCLUSIVE"].double, file.tolerance), "\(c) \(oc.budget)")
      #expect(isClose(oc.expectedPairs, c["expected_pairs"].double, file.tolerance), "\(c)")
    }
  }

  /// The table of margin 5 points within 1000 pairs: 190 and 75 clean pairs, the levels at the margin.
  @Test func theLevelsAtTheMarginAreWithinAlpha() throws {
    let design = PairedDesign(margin: 0.05, budget: 400)
    for discordance in [0.05, 0.2] {
      let oc = try #require(PairedOperatingCharacteristics(design, difference: 0.05, discordance: discordance))
      #expect(oc.pass <= 0.05 && oc.pass > 0.02)
      #expect(oc.fail <= 0.05 && oc.fail > 0.01)
      #expect(isClose(oc.pass + oc.fail + oc.budget, 1, 1e-12))
    }
    let clean = PairedDesign(margin: 0.02, budget: 300)
    let oc = try #require(PairedOperatingCharacteristics(clean, difference: 0, discordance: 0))
    #expect(oc.expectedPairs == 190)
    #expect(oc.pass == 1)
  }

  @Test func roundsOnlyDelayTheVerdict() throws {
    let design = PairedDesign(margin: 0.05, budget: 120)
    let oc = try #require(PairedOperatingCharacteristics(design, difference: 0, discordance: 0, roundSize: 40))
    #expect(oc.expectedPairs == 80)
    #expect(PairedOperatingCharacteristics(design, difference: 0.2, discordance: 0.1) == nil)
  }
}
