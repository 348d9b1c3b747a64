import Testing

@testable import Statistics

@Suite struct IncompleteBetaTests {
  @Test func reproducesTheReferenceValuesOfBothTails() throws {
    let file = try VectorFile("02_betainc")
    for c in try file.cases() {
      let (a, b, x) = (c["a"].double, c["b"].double, c["x"].double)
      let tolerance = a + b < 1e5 ? 1e-12 : file.tolerance
      #expect(isClose(IncompleteBeta.value(a, b, at: x), c["expected"].double, tolerance), "\(c)")
      #expect(isClose(IncompleteBeta.complement(a, b, at: x), c["complement"].double, tolerance), "\(c)")
    }
  }

  @Test func reproducesTheReferenceQuantiles() throws {
    let file = try VectorFile("03_betaincinv")
    for c in try file.cases() {
      let x = IncompleteBeta.inverse(c["a"].double, c["b"].double, p: c["p"].double)
      #expect(isClose(x, c["expected"].double, file.tolerance), "\(c)")
    }
  }

  @Test(arguments: [0.3, 1, 2.5, 40, 1e4, 3e6], [0.2, 1, 7, 300, 1e6])
  func theInverseUndoesTheFunctionInBothTails(a: Double, b: Double) {
    for p in [1e-12, 1e-3, 0.05, 0.4, 0.5, 0.6, 0.975] {
      let x = IncompleteBeta.inverse(a, b, p: p)
      if x > 1e-300, x < 0.9999999 {
        #expect(isClose(IncompleteBeta.value(a, b, at: x), p, 1e-8), "a \(a) b \(b) p \(p) x \(x)")
      }
      let y = IncompleteBeta.inverseComplement(a, b, q: p)
      if y > 1e-300, y < 0.9999999 {
        #expect(isClose(IncompleteBeta.complement(a, b, at: y), p, 1e-8), "a \(a) b \(b) q \(p) x \(y)")
      }
    }
  }

  /// Computed with 50 digits; 1 - (a+b) x/(a+1) cancels at these.
  @Test(arguments: [
    (10000000.0, 0.3, 0.9999997526432736, 0.012233757072709964, 0.98776624292729),
    (0.3, 10000000.0, 2.5637039728429705e-07, 0.989038613631296, 0.010961386368704055),
    (0.5, 10000000.0, 1e-07, 0.842700798138559, 0.15729920186144097),
    (0.05, 0.05, 0.4, 0.49051233697434715, 0.5094876630256528),
    (1.0001, 40, 0.01, 0.33098102390829653, 0.6690189760917035),
  ])
  func veryUnequalParametersLoseNothing(a: Double, b: Double, x: Double, lower: Double, upper: Double) {
    #expect(isClose(IncompleteBeta.value(a, b, at: x), lower, 1e-12))
    #expect(isClose(IncompleteBeta.complement(a, b, at: x), upper, 1e-12))
  }

  @Test func degenerateArgumentsAreAnswered() {
    #expect(IncompleteBeta.value(0, 3, at: 0.2) == 1)
    #expect(IncompleteBeta.value(3, 0, at: 0.2) == 0)
    #expect(IncompleteBeta.value(-1, 3, at: 0.2).isNaN)
    #expect(IncompleteBeta.inverse(2, 2, p: .nan).isNaN)
  }
}
