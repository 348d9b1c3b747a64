import Testing

@testable import Statistics

@Suite struct AnytimeBoundsTests {
  @Test func reproducesTheReferenceBounds() throws {
    let file = try VectorFile("12_anytime_bounds")
    for c in try file.cases() {
      let (n, k, alpha) = (c["n"].int, c["k"].int, c["alpha"].double)
      let upper = AnytimeBounds.upper(trials: n, failures: k, alpha: alpha)
      let lower = AnytimeBounds.lower(trials: n, failures: k, alpha: alpha)
      #expect(isClose(upper, c["upper"].double, file.tolerance), "\(c)")
      #expect(isClose(lower, c["lower"].double, file.tolerance), "\(c)")
    }
  }

  @Test func theUpperBoundIsAtMostTheLimitExactlyWhenAnOpenTestPasses() {
    let stairs = Staircases(SequentialDesign(limit: 0.05, budget: 400, closing: .open))
    for n in stride(from: 20, through: 400, by: 19) {
      for k in 0...10 where k <= n {
        let bound = AnytimeBounds.upper(trials: n, failures: k, alpha: 0.05)
        #expect((bound <= 0.05) == (k <= stairs.passAt(n)), "\(k) in \(n)")
      }
    }
  }
}
