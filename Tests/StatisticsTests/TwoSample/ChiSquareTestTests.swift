import Testing

@testable import Statistics

@Suite struct ChiSquareTestTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("21_chi2_g")
    for c in try file.cases() {
      let (row, other) = (c["table"].array[0].ints, c["table"].array[1].ints)
      let test = ChiSquareTest(baseline: row, candidate: other)
      #expect(test.degreesOfFreedom == c["df"].int)
      #expect(isClose(test.chiSquare, c["chi2"].double, file.tolerance), "\(c)")
      #expect(isClose(test.p, c["p_chi2"].double, file.tolerance), "\(c)")
      #expect(isClose(test.g, c["G"].double, file.tolerance), "\(c)")
      #expect(isClose(test.gP, c["p_G"].double, file.tolerance), "\(c)")
      guard !c["lumped_table"].isNull else { continue }
      let lumped = ChiSquareTest.lumped(baseline: row, candidate: other)
      #expect([lumped.baseline, lumped.candidate] == c["lumped_table"].array.map(\.ints))
      let second = ChiSquareTest(baseline: lumped.baseline, candidate: lumped.candidate)
      #expect(second.degreesOfFreedom == c["lumped_df"].int)
      #expect(isClose(second.chiSquare, c["lumped_chi2"].double, file.tolerance), "\(c)")
      #expect(isClose(second.p, c["p_lumped_chi2"].double, file.tolerance), "\(c)")
    }
  }

  @Test func nothingToCompareShowsNothing() {
    #expect(ChiSquareTest(baseline: [], candidate: []).p == 1)
    #expect(ChiSquareTest(baseline: [3, 4], candidate: [0, 0]).p == 1)
  }
}
