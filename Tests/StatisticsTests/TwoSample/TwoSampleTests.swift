import Testing

@testable import Statistics

@Suite struct CategoryEvidenceTests {
  @Test func reproducesTheReferencePaths() throws {
    let file = try VectorFile("17_two_sample_eprocess")
    for c in try file.cases() {
      var evidence = CategoryEvidence(categories: c["ncat"].int, prior: c["gamma"].double)
      for (pair, expected) in zip(c["pairs"].array, c["log_e_path"].doubles) {
        evidence.observe(baseline: pair.ints[0], candidate: pair.ints[1])
        #expect(isClose(evidence.logValue, expected, file.tolerance, floor: 1e-15), "\(c["label"])")
      }
    }
  }

  @Test func refusesAnUnknownCategory() {
    var evidence = CategoryEvidence(categories: 2)
    let counted = evidence.observe(baseline: 0, candidate: 2)
    #expect(!counted)
    #expect(evidence.logValue == 0)
  }
}

@Suite struct FisherExactTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("18_fisher")
    for c in try file.cases() {
      let (row, other) = (c["table"].array[0].ints, c["table"].array[1].ints)
      let test = FisherExact(
        baselineEvents: row[0], baselineTrials: row[0] + row[1], candidateEvents: other[0],
        candidateTrials: other[0] + other[1])
      #expect(isClose(test.candidateWorse, c["p_candidate_worse"].double, file.tolerance), "\(c)")
      #expect(isClose(test.twoSided, c["p_two_sided"].double, file.tolerance), "\(c)")
    }
  }

  @Test func isTheSumOverAllTablesThatAreNotMoreProbable() {
    for (a, n, b, m) in [(3, 12, 9, 20), (0, 7, 1, 3), (5, 5, 0, 6), (8, 30, 8, 31), (0, 0, 3, 9), (40, 90, 12, 50)] {
      let test = FisherExact(baselineEvents: a, baselineTrials: n, candidateEvents: b, candidateTrials: m)
      let law = Hypergeometric(total: n + m, marked: a + b, drawn: n)
      let all = (law.least...law.most).map(law.probability)
      let bound = law.probability(a) * (1 + 1e-7)
      #expect(isClose(test.twoSided, all.filter { $0 <= bound }.reduce(0, +), 1e-10))
    }
  }
}

@Suite struct KolmogorovSmirnovTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("19_ks")
    for c in try file.cases() {
      let test = KolmogorovSmirnov(c["x"].doubles, c["y"].doubles)
      #expect(isClose(test.statistic, c["D"].double, file.tolerance), "\(c["label"])")
      #expect(isClose(test.asymptoticP, c["p_asymptotic"].double, file.tolerance), "\(c["label"])")
      if !c["p_exact"].isNull {
        #expect(isClose(test.exactP ?? .nan, c["p_exact"].double, file.tolerance), "\(c["label"])")
      }
    }
  }

  @Test func theTwoSeriesOfTheLimitDistributionAgree() {
    for lambda in [0.999999, 1.000001] {
      #expect(isClose(KolmogorovSmirnov.asymptotic(lambda), 0.26999967, 1e-5))
    }
    #expect(KolmogorovSmirnov.asymptotic(0.01) == 1)
    #expect(KolmogorovSmirnov.asymptotic(20) < 1e-300)
  }

  @Test func anEmptySampleShowsNothing() {
    let test = KolmogorovSmirnov([], [1, 2])
    #expect(test.statistic == 0 && test.asymptoticP == 1 && test.exactP == 1)
  }
}

@Suite struct MannWhitneyTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("20_mann_whitney")
    for c in try file.cases() {
      let test = MannWhitney(c["x"].doubles, c["y"].doubles)
      #expect(test.statistic == c["U_x"].double, "\(c["label"])")
      #expect(isClose(test.normalP, c["p_normal_two_sided"].double, file.tolerance), "\(c["label"])")
      #expect((test.exactP == nil) == c["p_exact_two_sided"].isNull, "\(c["label"])")
      if let p = test.exactP { #expect(isClose(p, c["p_exact_two_sided"].double, file.tolerance)) }
      #expect(isClose(test.effect, c["effect_P_x_greater"].double, file.tolerance), "\(c["label"])")
    }
  }

  @Test func theExactLawIsSymmetricAndComplete() {
    let x = (0..<20).map { Double($0) * 2 }
    let y = (0..<15).map { Double($0) * 2 + 1 }
    let test = MannWhitney(x, y)
    let mirrored = MannWhitney(y, x)
    #expect(test.exactP == mirrored.exactP || isClose(test.exactP ?? 0, mirrored.exactP ?? 1, 1e-12))
    #expect(test.statistic + mirrored.statistic == 300)
    #expect(isClose(MannWhitney([1], [2]).exactP ?? 0, 1, 1e-15))
    #expect(MannWhitney([], [2]).normalP == 1)
  }
}

@Suite struct ChiSquareTestTests {
  @Test func reproducesTheReferenceValues() throws {
    let file = try VectorFile("21_chi2_g")
    for c in try file.cases() {
      let (row, other) = (c["table"].array[0].ints, c["table"].array[1].ints)
      let test = ChiSquareTest(baseline: row, candidate: other)
      #expect(test.degreesOfFreedom == c["df"].int)
      #expect(isClose(test.chiSquare, c["chi2"].double, file.tolerance), "\(c)")
      #expect(isClose(test.p, c["p_chi2"].double, file.tolerance), "\(c)")
      #expect(isClose(test.g, c["G"].double, file.tolerance), "\(c)")
      #expect(isClose(test.gP, c["p_G"].double, file.tolerance), "\(c)")
      guard !c["lumped_table"].isNull else { continue }
      let lumped = ChiSquareTest.lumped(baseline: row, candidate: other)
      #expect([lumped.baseline, lumped.candidate] == c["lumped_table"].array.map(\.ints))
      let second = ChiSquareTest(baseline: lumped.baseline, candidate: lumped.candidate)
      #expect(second.degreesOfFreedom == c["lumped_df"].int)
      #expect(isClose(second.chiSquare, c["lumped_chi2"].double, file.tolerance), "\(c)")
      #expect(isClose(second.p, c["p_lumped_chi2"].double, file.tolerance), "\(c)")
    }
  }

  @Test func nothingToCompareShowsNothing() {
    #expect(ChiSquareTest(baseline: [], candidate: []).p == 1)
    #expect(ChiSquareTest(baseline: [3, 4], candidate: [0, 0]).p == 1)
  }
}
