import Testing

@testable import Statistics

@Suite struct BinomialTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("07_binomial")
    for c in try file.cases() {
      let (n, k, p) = (c["n"].int, c["k"].int, c["p"].double)
      let tolerance = n >= 1_000_000 ? 1e-9 : file.tolerance
      #expect(isClose(Binomial.probability(k, trials: n, rate: p), c["pmf"].double, tolerance), "\(c)")
      #expect(isClose(Binomial.cumulative(k, trials: n, rate: p), c["cdf"].double, tolerance), "\(c)")
      #expect(isClose(Binomial.upperTail(k, trials: n, rate: p), c["upper_tail"].double, tolerance), "\(c)")
    }
  }

  @Test(arguments: [0.0, 0.003, 0.4, 0.97, 1])
  func theProbabilitiesAddUpToTheTails(p: Double) {
    var sum = 0.0
    for k in 0...60 {
      sum += Binomial.probability(k, trials: 60, rate: p)
      #expect(isClose(Binomial.cumulative(k, trials: 60, rate: p), sum, 1e-12))
    }
    #expect(Binomial.probability(-1, trials: 60, rate: p) == 0)
    #expect(Binomial.probability(61, trials: 60, rate: p) == 0)
  }
}
