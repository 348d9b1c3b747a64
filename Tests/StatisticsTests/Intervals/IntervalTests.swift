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

@Suite struct WilsonTests {
  @Test func reproducesTheReferenceIntervals() throws {
    let file = try VectorFile("06_wilson")
    for c in try file.cases() {
      let ends = Wilson.interval(failures: c["k"].int, trials: c["n"].int, confidence: c["confidence"].double)
      #expect(isClose(ends.lower, c["lower"].double, file.tolerance), "\(c)")
      #expect(isClose(ends.upper, c["upper"].double, file.tolerance), "\(c)")
    }
  }
}

@Suite struct ClusterRobustTests {
  @Test func reproducesTheReferenceIntervals() throws {
    let file = try VectorFile("25_cluster_robust")
    for c in try file.cases("intervals") {
      let cases = zip(zip(c["failures"].ints, c["trials"].ints), c["cluster"].ints).map {
        (failures: $0.0.0, trials: $0.0.1, cluster: $0.1)
      }
      let result = try #require(ClusterRobust(cases: cases))
      #expect(isClose(result.mean, c["mean"].double, file.tolerance))
      #expect(isClose(result.standardError, c["se"].double, file.tolerance))
      #expect(result.degreesOfFreedom == c["df"].int)
      #expect(isClose(result.lower, c["lower"].double, file.tolerance))
      #expect(isClose(result.upper, c["upper"].double, file.tolerance))
    }
  }

  @Test func needsTwoClustersWithTrials() {
    #expect(ClusterRobust(cases: [(1, 5, 0), (0, 5, 0)]) == nil)
    #expect(ClusterRobust(cases: [(1, 5, 0), (0, 0, 1)]) == nil)
    #expect(ClusterRobust(cases: []) == nil)
  }
}
