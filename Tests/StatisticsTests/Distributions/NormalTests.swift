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
