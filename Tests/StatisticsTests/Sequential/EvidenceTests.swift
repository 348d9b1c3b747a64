import Testing

@testable import Statistics

@Suite struct EvidenceTests {
  @Test func reproducesTheReferenceStates() throws {
    let file = try VectorFile("08_eprocess_states")
    for c in try file.cases() {
      let (n, k) = (c["n"].int, c["k"].int)
      let evidence = Evidence(limit: c["L"].double)
      let floor = 1e-12 * max(1, Double(n) * 1e-4)
      #expect(isClose(evidence.logBelow(trials: n, failures: k), c["log_e_pass"].double, 1e-12, floor: floor), "\(c)")
      #expect(isClose(evidence.logAbove(trials: n, failures: k), c["log_e_fail"].double, 1e-12, floor: floor), "\(c)")
    }
  }

  @Test(arguments: [0.001, 0.05, 0.5, 1], [0.0, 0.3, 1])
  func theExpectedFactorIsAtMostOneOnTheWrongSideOfTheLimit(limit: Double, part: Double) {
    // One trial from the start: E_p[e] <= 1 at every p of the hypothesis the evidence bets against.
    let evidence = Evidence(limit: limit)
    func mean(_ value: (Int) -> Double, _ p: Double) -> Double {
      (1 - p) * exponential(value(0)) + p * exponential(value(1))
    }
    let above = limit + part * (1 - limit)
    let below = limit * part
    #expect(mean({ evidence.logBelow(trials: 1, failures: $0) }, above) <= 1 + 1e-14)
    #expect(mean({ evidence.logAbove(trials: 1, failures: $0) }, below) <= 1 + 1e-14)
  }
}
