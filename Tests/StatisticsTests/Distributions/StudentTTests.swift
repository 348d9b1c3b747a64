import Testing

@testable import Statistics

@Suite struct StudentTTests {
  @Test func reproducesTheReferenceQuantiles() throws {
    let file = try VectorFile("25_cluster_robust")
    for c in try file.cases("t_quantile") {
      let t = StudentT.quantile(c["p"].double, degreesOfFreedom: c["df"].double)
      #expect(isClose(t, c["expected"].double, file.tolerance), "\(c)")
    }
  }

  @Test func isSymmetricAndTendsToTheNormal() {
    #expect(StudentT.quantile(0.5, degreesOfFreedom: 3) == 0)
    #expect(isClose(StudentT.quantile(0.025, degreesOfFreedom: 1e7), Normal.quantile(0.025), 1e-6))
    #expect(isClose(StudentT.quantile(0.3, degreesOfFreedom: 4), -StudentT.quantile(0.7, degreesOfFreedom: 4), 1e-12))
    #expect(StudentT.quantile(1, degreesOfFreedom: 4) == .infinity)
  }
}
