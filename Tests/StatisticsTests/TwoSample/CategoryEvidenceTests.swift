import Testing

@testable import Statistics

@Suite struct CategoryEvidenceTests {
  @Test func reproducesTheReferencePaths() throws {
    let file = try VectorFile("17_two_sample_eprocess")
    for c in try file.cases() {
      var evidence = CategoryEvidence(categories: c["ncat"].int, prior: c["gamma"].double)
      for (pair, expected) in zip(c["pairs"].array, c["log_e_path"].doubles) {
        evidence.observe(baseline: pair.ints[0], candidate: pair.ints[1])
        #expect(isClose(evidence.logValue, expected, file.tolerance, floor: 1e-15), "\(c["label"])")
      }
    }
  }

  @Test func refusesAnUnknownCategory() {
    var evidence = CategoryEvidence(categories: 2)
    let counted = evidence.observe(baseline: 0, candidate: 2)
    #expect(!counted)
    #expect(evidence.logValue == 0)
  }
}
