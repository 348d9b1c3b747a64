import Testing

@testable import Statistics

@Suite struct PathVectorTests {
  @Test func reproducesTheReferencePathsAndVerdicts() throws {
    let file = try VectorFile("09_eprocess_paths")
    for c in try file.cases() {
      let stairs = Staircases(design(c["config"]))
      var test = SequentialTest(stairs)
      let (below, above) = (c["log_e_pass"].doubles, c["log_e_fail"].doubles)
      for (index, outcome) in (c["sequence"].string ?? "").unicodeScalars.enumerated() {
        test.observe(failed: outcome == "1")
        let (n, k) = (test.trials, test.failures)
        #expect(isClose(stairs.evidence.logBelow(trials: n, failures: k), below[index], 1e-12, floor: 1e-12))
        #expect(isClose(stairs.evidence.logAbove(trials: n, failures: k), above[index], 1e-12, floor: 1e-12))
      }
      #expect(words(test.verdict) == c["verdict"].string, "\(c["label"])")
      #expect(test.decidedAt == (c["stop_n"].isNull ? nil : c["stop_n"].int))
      #expect(test.failuresAtVerdict == (c["stop_k"].isNull ? nil : c["stop_k"].int))
    }
  }

  @Test func reproducesTheReferenceRounds() throws {
    let file = try VectorFile("26_pooled_rounds")
    for c in try file.cases() {
      let stairs = Staircases(design(c["config"]))
      var test = PooledTest(stairs, cases: c["cases"].int)
      for (round, look) in zip(c["rounds"].array, c["looks"].array) {
        test.observe(round: (round.string ?? "").unicodeScalars.map { $0 == "1" })
        #expect(test.test.trials == look["n"].int)
        #expect(test.test.failures == look["k"].int)
        let evidence = stairs.evidence
        let (n, k) = (look["n"].int, look["k"].int)
        #expect(isClose(evidence.logBelow(trials: n, failures: k), look["log_e_pass"].double, 1e-12, floor: 1e-12))
        #expect(isClose(evidence.logAbove(trials: n, failures: k), look["log_e_fail"].double, 1e-12, floor: 1e-12))
      }
      let expected = c["verdict"].string
      // The file has no verdict for an unfinished pool; it runs to its budget without one.
      if expected == nil {
        #expect(test.test.verdict == nil || test.test.verdict?.isInconclusive == true, "\(c["label"])")
      } else {
        #expect(words(test.test.verdict) == expected, "\(c["label"])")
        #expect(test.test.decidedAt == c["stop_n"].int)
      }
    }
  }
}
