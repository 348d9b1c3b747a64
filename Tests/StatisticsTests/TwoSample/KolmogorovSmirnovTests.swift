import Testing

@testable import Statistics

@Suite struct KolmogorovSmirnovTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("19_ks")
    for c in try file.cases() {
      let test = KolmogorovSmirnov(c["x"].doubles, c["y"].doubles)
      #expect(isClose(test.statistic, c["D"].double, file.tolerance), "\(c["label"])")
      #expect(isClose(test.asymptoticP, c["p_asymptotic"].double, file.tolerance), "\(c["label"])")
      if !c["p_exact"].isNull {
        #expect(isClose(test.exactP ?? .nan, c["p_exact"].double, file.tolerance), "\(c["label"])")
      }
    }
  }

  @Test func theTwoSeriesOfTheLimitDistributionAgree() {
    for lambda in [0.999999, 1.000001] {
      #expect(isClose(KolmogorovSmirnov.asymptotic(lambda), 0.26999967, 1e-5))
    }
    #expect(KolmogorovSmirnov.asymptotic(0.01) == 1)
    #expect(KolmogorovSmirnov.asymptotic(20) < 1e-300)
  }

  @Test func anEmptySampleShowsNothing() {
    let test = KolmogorovSmirnov([], [1, 2])
    #expect(test.statistic == 0 && test.asymptoticP == 1 && test.exactP == 1)
  }
}
