import Testing

@testable import Statistics

@Suite struct MannWhitneyTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("20_mann_whitney")
    for c in try file.cases() {
      let test = MannWhitney(c["x"].doubles, c["y"].doubles)
      #expect(test.statistic == c["U_x"].double, "\(c["label"])")
      #expect(isClose(test.normalP, c["p_normal_two_sided"].double, file.tolerance), "\(c["label"])")
      #expect((test.exactP == nil) == c["p_exact_two_sided"].isNull, "\(c["label"])")
      if let p = test.exactP { #expect(isClose(p, c["p_exact_two_sided"].double, file.tolerance)) }
      #expect(isClose(test.effect, c["effect_P_x_greater"].double, file.tolerance), "\(c["label"])")
    }
  }

  @Test func theExactLawIsSymmetricAndComplete() {
    let x = (0..<20).map { Double($0) * 2 }
    let y = (0..<15).map { Double($0) * 2 + 1 }
    let test = MannWhitney(x, y)
    let mirrored = MannWhitney(y, x)
    #expect(test.exactP == mirrored.exactP || isClose(test.exactP ?? 0, mirrored.exactP ?? 1, 1e-12))
    #expect(test.statistic + mirrored.statistic == 300)
    #expect(isClose(MannWhitney([1], [2]).exactP ?? 0, 1, 1e-15))
    #expect(MannWhitney([], [2]).normalP == 1)
  }
}
