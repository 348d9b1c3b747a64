import Testing

@testable import Statistics

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
