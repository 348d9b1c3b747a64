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

  @Test func degenerateArgumentsAreAnswered() {
    #expect(IncompleteBeta.value(0, 3, at: 0.2) == 1)
    #expect(IncompleteBeta.value(3, 0, at: 0.2) == 0)
    #expect(IncompleteBeta.value(-1, 3, at: 0.2).isNaN)
    #expect(IncompleteBeta.inverse(2, 2, p: .nan).isNaN)
  }
}
