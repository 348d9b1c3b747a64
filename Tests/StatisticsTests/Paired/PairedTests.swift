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

@Suite struct PairedOperatingCharacteristicsTests {
  @Test func reproducesTheReferenceCharacteristics() throws {
    let file = try VectorFile("15_paired_operating_characteristics")
    for c in try file.cases() {
      let design = PairedDesign(
        margin: c["delta"].double, passAlpha: c["alpha"].double, failAlpha: c["alpha"].double, budget: c["N"].int)
      let oc = try #require(
        PairedOperatingCharacteristics(design, difference: c["Delta"].double, discordance: c["discordance"].double))
      #expect(isClose(oc.pass, c["P_PASS"].double, file.tolerance), "\(c) \(oc.pass)")
      #expect(isClose(oc.fail, c["P_FAIL"].double, file.tolerance), "\(c) \(oc.fail)")
      #expect(isClose(oc.budget, c["P_INCONCLUSIVE"].double, file.tolerance), "\(c) \(oc.budget)")
      #expect(isClose(oc.expectedPairs, c["expected_pairs"].double, file.tolerance), "\(c)")
    }
  }

  /// The table of margin 5 points within 1000 pairs: 190 and 75 clean pairs, the levels at the margin.
  @Test func theLevelsAtTheMarginAreWithinAlpha() throws {
    let design = PairedDesign(margin: 0.05, budget: 400)
    for discordance in [0.05, 0.2] {
      let oc = try #require(PairedOperatingCharacteristics(design, difference: 0.05, discordance: discordance))
      #expect(oc.pass <= 0.05 && oc.pass > 0.02)
      #expect(oc.fail <= 0.05 && oc.fail > 0.01)
      #expect(isClose(oc.pass + oc.fail + oc.budget, 1, 1e-12))
    }
    let clean = PairedDesign(margin: 0.02, budget: 300)
    let oc = try #require(PairedOperatingCharacteristics(clean, difference: 0, discordance: 0))
    #expect(oc.expectedPairs == 190)
    #expect(oc.pass == 1)
  }

  @Test func roundsOnlyDelayTheVerdict() throws {
    let design = PairedDesign(margin: 0.05, budget: 120)
    let oc = try #require(PairedOperatingCharacteristics(design, difference: 0, discordance: 0, roundSize: 40))
    #expect(oc.expectedPairs == 80)
    #expect(PairedOperatingCharacteristics(design, difference: 0.2, discordance: 0.1) == nil)
  }
}

@Suite struct PairedMachineTests {
  @Test func theVerdictIsKeptAndTheTestResumesFromItsCounts() {
    let design = PairedDesign(margin: 0.05, budget: 100)
    var test = PairedTest(design, counts: PairCounts(zero: 74))
    #expect(test.verdict == nil)
    test.observe(baselineFailed: true, candidateFailed: true)
    #expect(test.verdict == .pass)
    for _ in 0..<25 { test.observe(baselineFailed: false, candidateFailed: true) }
    #expect(test.verdict == .pass)
    #expect(test.decidedAt == 75)
    #expect(PairedTest(design, counts: PairCounts(plus: 3, zero: 94, minus: 3)).verdict == .budget)
    #expect(PairedTest(design, counts: PairCounts(plus: 40)).verdict == .fail)
  }
}

@Suite struct SuiteComparisonTests {
  private func run(_ comparison: inout SuiteComparison, rounds: Int, broken: Int?) {
    for _ in 0..<rounds {
      comparison.observe(
        round: comparison.counts.indices.map { (baselineFailed: false, candidateFailed: $0 == broken) })
    }
  }

  @Test func passesAnUnchangedSuiteAndKeepsTheVerdict() {
    var comparison = SuiteComparison(margin: 0.05, budget: 400, counts: Array(repeating: PairCounts(), count: 10))
    run(&comparison, rounds: 8, broken: nil)
    #expect(comparison.verdict == .pass)
    #expect(comparison.decidedAt == 80)
    run(&comparison, rounds: 20, broken: 3)
    #expect(comparison.verdict == .pass)
  }

  @Test func failsBecauseOfOneBrokenCaseAndNamesIt() {
    var comparison = SuiteComparison(margin: 0.05, budget: 4000, counts: Array(repeating: PairCounts(), count: 20))
    run(&comparison, rounds: 30, broken: 7)
    #expect(comparison.verdict == .fail)
    #expect(comparison.cause == .someCase)
    #expect(comparison.worseCases == [7])
  }

  @Test func failsOnAverageAndRefusesIncompleteRounds() {
    var comparison = SuiteComparison(margin: 0.05, budget: 400, counts: Array(repeating: PairCounts(), count: 5))
    let counted = comparison.observe(round: [(baselineFailed: false, candidateFailed: true)])
    #expect(!counted)
    #expect(comparison.total.pairs == 0)
    for _ in 0..<10 {
      comparison.observe(round: Array(repeating: (baselineFailed: false, candidateFailed: true), count: 5))
    }
    #expect(comparison.verdict == .fail)
    #expect(SuiteComparison(margin: 0.05, budget: 30, counts: [PairCounts(zero: 30)]).verdict == .budget)
  }
}

@Suite struct SpikeAndSlabTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("16_spike_slab")
    for c in try file.cases() {
      let logE = c["log_e"].doubles
      #expect(isClose(SpikeAndSlab.logValue(logE), c["expected"].double, file.tolerance, floor: 1e-15), "\(c)")
      #expect(isClose(SpikeAndSlab.logMean(logE), c["log_mean_e"].double, file.tolerance, floor: 1e-15), "\(c)")
      #expect(isClose(SpikeAndSlab.logProduct(logE), c["log_product"].double, file.tolerance, floor: 1e-15), "\(c)")
    }
  }

  @Test func survivesHugeAndVanishedEvidence() {
    #expect(SpikeAndSlab.logValue([]) == 0)
    #expect(SpikeAndSlab.logValue([1e6, -1e6]) > 9e5)
    #expect(SpikeAndSlab.logValue([-.infinity, 0]).isFinite)
  }
}

@Suite struct McNemarTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("13_mcnemar_exact")
    for c in try file.cases() {
      let (b, minus) = (c["b_candidate_only_failed"].int, c["c_baseline_only_failed"].int)
      let worse = McNemar.worse(candidateOnly: b, baselineOnly: minus)
      let both = McNemar.twoSided(candidateOnly: b, baselineOnly: minus)
      let mid = McNemar.midP(candidateOnly: b, baselineOnly: minus)
      #expect(isClose(worse, c["p_one_sided_worse"].double, file.tolerance), "\(c)")
      #expect(isClose(both, c["p_two_sided"].double, file.tolerance), "\(c)")
      #expect(isClose(mid, c["mid_p_one_sided"].double, file.tolerance), "\(c)")
    }
  }
}
