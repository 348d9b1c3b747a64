import Testing

@testable import Statistics

@Suite struct McNemarTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("13_mcnemar_exact")
    for c in try file.cases() {
      let (b, minus) = (c["b_candidate_only_failed"].int, c["c_baseline_only_failed"].int)
      let worse = McNemar.worse(candidateOnly: b, baselineOnly: minus)
      let both = McNemar.twoSided(candidateOnly: b, baselineOnly: minus)
      let mid = McNemar.midP(candidateOnly: b, baselineOnly: minus)
      #expect(isClose(worse, c["p_one_sided_worse"].double, file.tolerance), "\(c)")
      #expect(isClose(both, c["p_two_sided"].double, file.tolerance), "\(c)")
      #expect(isClose(mid, c["mid_p_one_sided"].double, file.tolerance), "\(c)")
    }
  }
}
