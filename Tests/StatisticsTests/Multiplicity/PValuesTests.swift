import Testing

@testable import Statistics

@Suite struct PValuesTests {
  @Test func reproducesTheReferenceCorrections() throws {
    let file = try VectorFile("22_multiplicity")
    for c in try file.cases("p_values") {
      let p = c["p"].doubles
      for (value, expected) in zip(PValues.holm(p), c["holm"].doubles) {
        #expect(isClose(value, expected, file.tolerance), "\(c)")
      }
      for (value, expected) in zip(PValues.benjaminiHochberg(p), c["bh"].doubles) {
        #expect(isClose(value, expected, file.tolerance), "\(c)")
      }
      for (tolerated, expected) in c["partial_conjunction_p"].fields {
        let value = PValues.partialConjunction(p, tolerated: Int(tolerated) ?? -1)
        #expect(isClose(value, expected.double, file.tolerance), "\(c) \(tolerated)")
      }
    }
  }

  @Test func noValuesNeedNoCorrection() {
    #expect(PValues.holm([]).isEmpty)
    #expect(PValues.benjaminiHochberg([]).isEmpty)
    #expect(PValues.partialConjunction([0.2], tolerated: 1) == 0)
  }
}
