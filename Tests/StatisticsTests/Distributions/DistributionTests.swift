import Testing

@testable import Statistics

@Suite struct NormalTests {
  @Test func reproducesTheReferenceQuantiles() throws {
    let file = try VectorFile("04_normal")
    for c in try file.cases("quantile") {
      #expect(isClose(Normal.quantile(c["p"].double), c["expected"].double, file.tolerance), "\(c)")
    }
  }

  @Test func reproducesTheReferenceTails() throws {
    let file = try VectorFile("04_normal")
    for c in try file.cases("cdf") {
      let x = c["x"].double
      #expect(isClose(Normal.cumulative(x), c["expected"].double, file.tolerance, floor: 1e-300), "\(c)")
      #expect(isClose(Normal.upperTail(x), c["upper_tail"].double, file.tolerance), "\(c)")
    }
  }

  @Test(arguments: [1e-200, 1e-12, 0.02, 0.07, 0.0750001, 0.3, 0.4999, 0.5, 0.6, 0.93])
  func theQuantileUndoesTheDistribution(p: Double) {
    #expect(isClose(Normal.cumulative(Normal.quantile(p)), p, 1e-12))
  }

  @Test func isUndefinedOutsideTheUnitInterval() {
    #expect(Normal.quantile(-0.1).isNaN)
    #expect(Normal.quantile(.nan).isNaN)
  }
}

@Suite struct StudentTTests {
  @Test func reproducesTheReferenceQuantiles() throws {
    let file = try VectorFile("25_cluster_robust")
    for c in try file.cases("t_quantile") {
      let t = StudentT.quantile(c["p"].double, degreesOfFreedom: c["df"].double)
      #expect(isClose(t, c["expected"].double, file.tolerance), "\(c)")
    }
  }

  @Test func isSymmetricAndTendsToTheNormal() {
    #expect(StudentT.quantile(0.5, degreesOfFreedom: 3) == 0)
    #expect(isClose(StudentT.quantile(0.025, degreesOfFreedom: 1e7), Normal.quantile(0.025), 1e-6))
    #expect(isClose(StudentT.quantile(0.3, degreesOfFreedom: 4), -StudentT.quantile(0.7, degreesOfFreedom: 4), 1e-12))
    #expect(StudentT.quantile(1, degreesOfFreedom: 4) == .infinity)
  }
}

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
