import Testing

@testable import Statistics

@Suite struct LogGammaTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("01_lgamma")
    for c in try file.cases() {
      #expect(isClose(LogGamma.value(c["x"].double), c["expected"].double, file.tolerance, floor: 1e-15), "\(c)")
    }
  }

  @Test func isExactAtOneAndTwoAndUndefinedBelowZero() {
    #expect(LogGamma.value(1) == 0)
    #expect(LogGamma.value(2) == 0)
    #expect(LogGamma.value(0) == .infinity)
    #expect(LogGamma.value(-1).isNaN)
  }

  @Test(arguments: [1e-8, 0.1, 0.4999, 0.5, 0.77, 1.4999, 1.5, 2.49, 2.51, 4, 9.3, 9.9999, 10, 123.5, 1e5])
  func satisfiesItsRecursion(x: Double) {
    let step = LogGamma.value(x + 1) - LogGamma.value(x)
    let scale = max(1, abs(LogGamma.value(x + 1)))
    #expect(abs(step - ln(x)) <= 4e-16 * scale * 4)
  }
}
