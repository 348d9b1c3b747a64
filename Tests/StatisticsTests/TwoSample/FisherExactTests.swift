import Testing

@testable import Statistics

@Suite struct FisherExactTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("18_fisher")
    for c in try file.cases() {
      let (row, other) = (c["table"].array[0].ints, c["table"].array[1].ints)
      let test = FisherExact(
        baselineEvents: row[0], baselineTrials: row[0] + row[1], candidateEvents: other[0],
        candidateTrials: other[0] + other[1])
      #expect(isClose(test.candidateWorse, c["p_candidate_worse"].double, file.tolerance), "\(c)")
      #expect(isClose(test.twoSided, c["p_two_sided"].double, file.tolerance), "\(c)")
    }
  }

  @Test func isTheSumOverAllTablesThatAreNotMoreProbable() {
    for (a, n, b, m) in [(3, 12, 9, 20), (0, 7, 1, 3), (5, 5, 0, 6), (8, 30, 8, 31), (0, 0, 3, 9), (40, 90, 12, 50)] {
      let test = FisherExact(baselineEvents: a, baselineTrials: n, candidateEvents: b, candidateTrials: m)
      let law = Hypergeometric(total: n + m, marked: a + b, drawn: n)
      let all = (law.least...law.most).map(law.probability)
      let bound = law.probability(a) * (1 + 1e-7)
      #expect(isClose(test.twoSided, all.filter { $0 <= bound }.reduce(0, +), 1e-10))
    }
  }
}
