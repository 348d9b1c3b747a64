import Testing

@testable import Statistics

@Suite struct HypergeometricTests {
  @Test func theProbabilitiesAddUpToTheTails() {
    for (total, marked, drawn) in [(20, 7, 5), (20, 17, 15), (9, 0, 4), (9, 9, 4), (300, 12, 150)] {
      let law = Hypergeometric(total: total, marked: marked, drawn: drawn)
      var sum = 0.0
      for k in law.least...law.most {
        sum += law.probability(k)
        #expect(isClose(law.cumulative(k), sum, 1e-11), "\(law) \(k)")
      }
      #expect(isClose(sum, 1, 1e-12))
      #expect(law.cumulative(law.least - 1) == 0)
    }
  }
}
