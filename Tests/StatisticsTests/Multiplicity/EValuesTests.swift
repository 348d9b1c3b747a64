import Testing

@testable import Statistics

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
