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

@Suite struct EValuesTests {
  @Test func reproducesTheReferenceRejections() throws {
    let file = try VectorFile("22_multiplicity")
    for c in try file.cases("e_values") {
      let (e, alpha) = (c["e"].doubles, c["alpha"].double)
      let logE = e.map(ln)
      #expect(EValues.benjaminiHochberg(e, alpha: alpha) == c["ebh_rejected"].ints, "\(c)")
      #expect(EValues.benjaminiHochberg(log: logE, alpha: alpha) == c["ebh_rejected"].ints, "\(c)")
      #expect(EValues.holm(e, alpha: alpha) == c["holm_on_e_rejected"].ints, "\(c)")
      #expect(EValues.holm(log: logE, alpha: alpha) == c["holm_on_e_rejected"].ints, "\(c)")
      #expect(EValues.bonferroni(e, alpha: alpha) == c["bonferroni_rejected"].ints, "\(c)")
    }
  }

  @Test func aThresholdThatIsJustMetRejects() {
    #expect(EValues.benjaminiHochberg([40, 0], alpha: 0.05) == [0])
    #expect(EValues.holm([40, 20], alpha: 0.05) == [0, 1])
    #expect(EValues.holm([.infinity, 0], alpha: 0.05) == [0])
    #expect(EValues.benjaminiHochberg([], alpha: 0.05).isEmpty)
  }
}
