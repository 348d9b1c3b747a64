import Testing

@testable import Statistics

@Suite struct ClopperPearsonTests {
  @Test func reproducesTheReferenceBounds() throws {
    let file = try VectorFile("05_clopper_pearson")
    for c in try file.cases() {
      let (k, n, alpha) = (c["k"].int, c["n"].int, c["alpha_one_sided"].double)
      #expect(isClose(ClopperPearson.lower(failures: k, trials: n, alpha: alpha), c["lower"].double, file.tolerance))
      #expect(isClose(ClopperPearson.upper(failures: k, trials: n, alpha: alpha), c["upper"].double, file.tolerance))
    }
  }

  @Test func isMirroredWhenFailuresAndSuccessesAreSwapped() {
    for (k, n) in [(0, 5), (3, 40), (40, 40), (12, 10_000)] {
      let upper = ClopperPearson.upper(failures: k, trials: n, alpha: 0.01)
      #expect(isClose(ClopperPearson.lower(failures: n - k, trials: n, alpha: 0.01), 1 - upper, 1e-12))
    }
  }
}
