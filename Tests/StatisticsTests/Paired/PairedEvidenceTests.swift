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

  @Test func oneTrialOfARecordedBaselineIsAPair() {
    for (failed, failures) in [(true, 0), (true, 1), (false, 0), (false, 1)] {
      var counts = PairCounts()
      counts.count(candidateFailed: failed, baselineFailures: failures, of: 1)
      var pair = PairCounts()
      pair.count(baselineFailed: failures == 1, candidateFailed: failed)
      #expect(counts == pair && counts.partial == nil)
    }
  }

  /// The candidate against the mean of r trials, at a true difference of exactly the margin: the expected factor of one look.
  @Test(arguments: [2, 3, 10], [0.0, 0.05, 0.3])
  func theExpectedFactorAgainstAMeanIsAtMostOne(trials: Int, margin: Double) {
    let evidence = PairedEvidence(margin: margin)
    let (baseline, candidate) = (0.2, 0.2 + margin)
    var (worse, notWorse, total) = (0.0, 0.0, 0.0)
    for failures in 0...trials {
      let chance = Binomial.probability(failures, trials: trials, rate: baseline)
      for failed in [true, false] {
        var counts = PairCounts()
        counts.count(candidateFailed: failed, baselineFailures: failures, of: trials)
        let weight = chance * (failed ? candidate : 1 - candidate)
        worse += weight * exponential(evidence.logWorse(counts))
        notWorse += weight * exponential(evidence.logNotWorse(counts))
        total += weight * counts.sum
      }
    }
    #expect(abs(total - margin) < 1e-12)
    #expect(worse <= 1 + 1e-12 && notWorse <= 1 + 1e-12)
  }

  @Test func differencesAgainstMeansAddUp() {
    var first = PairCounts(plus: 1, zero: 2)
    first.count(candidateFailed: true, baselineFailures: 1, of: 4)
    var second = PairCounts(minus: 3)
    second.count(candidateFailed: false, baselineFailures: 3, of: 4)
    let sum = first + second
    #expect(sum.pairs == 8 && abs(sum.sum - (1 + 0.75 - 3 - 0.75)) < 1e-12)
    #expect(second + first == sum)
  }
}
