import Testing

@testable import Statistics

@Suite struct ReliabilityTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("24_passk")
    for c in try file.cases() {
      let (n, passes, k) = (c["n"].int, c["passes"].int, c["k"].int)
      let hat = try #require(Reliability.passHat(k, passes: passes, trials: n))
      let at = try #require(Reliability.passAt(k, passes: passes, trials: n))
      #expect(isClose(hat, c["pass_hat_k"].double, file.tolerance), "\(c)")
      #expect(isClose(at, c["pass_at_k"].double, file.tolerance), "\(c)")
      let flakiness = Reliability.flakiness(passes: passes, trials: n)
      let disagreement = Reliability.disagreement(passes: passes, trials: n)
      #expect((flakiness == nil) == c["flakiness"].isNull)
      if let flakiness { #expect(isClose(flakiness, c["flakiness"].double, file.tolerance), "\(c)") }
      if let disagreement { #expect(isClose(disagreement, c["disagreement"].double, file.tolerance), "\(c)") }
    }
  }

  @Test func moreRunsThanThereAreIsUndefined() {
    #expect(Reliability.passHat(3, passes: 1, trials: 2) == nil)
    #expect(Reliability.passAt(3, passes: 1, trials: 2) == nil)
    #expect(Reliability.passHat(1, passes: 3, trials: 2) == nil)
    #expect(Reliability.flakiness(passes: 1, trials: 1) == nil)
  }

  @Test func aPassHatTargetIsAFailureLimit() {
    #expect(isClose(Reliability.limit(passHat: 0.9, k: 10), 0.010480741793785553, 1e-13))
  }
}
