import Testing

@testable import Statistics

@Suite struct PairedEvidenceTests {
  @Test func reproducesTheReferenceStates() throws {
    let file = try VectorFile("14_paired_eprocess")
    for c in try file.cases("states") {
      let counts = PairCounts(plus: c["plus"].int, zero: c["zero"].int, minus: c["minus"].int)
      let evidence = PairedEvidence(margin: c["delta"].double)
      #expect(isClose(evidence.logWorse(counts), c["log_e_worse"].double, file.tolerance, floor: 1e-13), "\(c)")
      if !c["log_e_not_worse"].isNull {
        let expected = c["log_e_not_worse"].double
        #expect(isClose(evidence.logNotWorse(counts), expected, file.tolerance, floor: 1e-13), "\(c)")
      }
    }
  }

  @Test func reproducesTheReferencePathsAndVerdicts() throws {
    let file = try VectorFile("14_paired_eprocess")
    for c in try file.cases("paths") {
      let alpha = c["alpha"].double
      var test = PairedTest(
        PairedDesign(margin: c["delta"].double, passAlpha: alpha, failAlpha: alpha, budget: 1_000_000))
      let (worse, notWorse) = (c["log_e_worse"].doubles, c["log_e_not_worse"].doubles)
      for (index, outcome) in (c["sequence"].string ?? "").unicodeScalars.enumerated() {
        test.observe(baselineFailed: outcome == "-", candidateFailed: outcome == "+")
        #expect(isClose(test.evidence.logWorse(test.counts), worse[index], file.tolerance, floor: 1e-13))
        #expect(isClose(test.evidence.logNotWorse(test.counts), notWorse[index], file.tolerance, floor: 1e-13))
      }
      #expect(words(test.verdict) == c["verdict"].string, "\(c["label"])")
      #expect(test.decidedAt == (c["stop"].isNull ? nil : c["stop"].int))
    }
  }

  @Test(arguments: [0.0, 0.02, 0.05, 0.5], [0.0, 0.3, 0.9])
  func theExpectedFactorIsAtMostOneOnTheWrongSideOfTheMargin(margin: Double, zeros: Double) {
    // One pair from the start at a difference of exactly the margin, for any share of ties that allows it.
    let evidence = PairedEvidence(margin: margin)
    let discordance = max(margin, 1 - zeros)
    let chances = [(discordance + margin) / 2, 1 - discordance, (discordance - margin) / 2]
    func mean(_ value: (PairCounts) -> Double) -> Double {
      exponential(value(PairCounts(plus: 1))) * chances[0] + exponential(value(PairCounts(zero: 1))) * chances[1]
        + exponential(value(PairCounts(minus: 1))) * chances[2]
    }
    #expect(mean(evidence.logWorse) <= 1 + 1e-12)
    #expect(mean(evidence.logNotWorse) <= 1 + 1e-12)
  }

  @Test func withoutAMarginTiesDoNotMatter() {
    let evidence = PairedEvidence(margin: 0)
    let few = evidence.logWorse(PairCounts(plus: 9, zero: 0, minus: 2))
    #expect(evidence.logWorse(PairCounts(plus: 9, zero: 5_000, minus: 2)) == few)
  }
}
