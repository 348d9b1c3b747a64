import Testing

@testable import Statistics

/// The design of a `config` of the vector files.
func design(_ config: JSON) -> SequentialDesign {
  SequentialDesign(
    limit: config["L"].double, passAlpha: config["alpha"].double,
    failAlpha: config["alpha_fail"].double / config["m"].double, budget: config["N"].int,
    closing: config["closed"].bool ? .exact : .open)
}

/// The words of the vector files for a verdict.
func words(_ verdict: SequentialVerdict?) -> String? {
  switch verdict {
  case nil: nil
  case .pass: "PASS"
  case .fail: "FAIL"
  case .budget: "INCONCLUSIVE:budget"
  case .passOutOfReach: "INCONCLUSIVE:pass-out-of-reach"
  }
}

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

@Suite struct StaircaseVectorTests {
  @Test func reproducesTheReferenceStaircases() throws {
    let file = try VectorFile("10_staircases")
    for c in try file.cases() {
      let stairs = Staircases(design(c["config"]))
      #expect(stairs.passSteps.map(\.trials) == c["pass_at"].ints, "\(c["config"])")
      #expect(stairs.maximumFailures == c["k_max"].int)
      #expect(stairs.canDecide == (c["k_max"].int >= 0))
      var open = stairs.design
      open.closing = .open
      #expect(Staircases(open).maximumFailures == c["k_max_without_final_look"].int)
      check(stairs.failSteps, c["fail_until"].fields, stairs.design.budget)
      check(stairs.leaningSteps, c["fail_likely_until"].fields, stairs.design.budget)
    }
  }

  /// The file lists failures up to 40, also beyond the step that reaches the budget.
  private func check(_ steps: [(trials: Int, failures: Int)], _ expected: [String: JSON], _ budget: Int) {
    var listed: [Int: Int] = [:]
    for step in steps { listed[step.failures] = step.trials }
    let top = steps.last?.failures ?? 0
    for k in 0...40 {
      let last = expected[String(k)]?.int
      #expect((listed[k] ?? (k > top && k <= budget ? budget : nil)) == last, "\(k) failures")
    }
  }

  @Test func theStaircasesAreTheirStepsReadAtEveryTrial() throws {
    for c in try VectorFile("10_staircases").cases() {
      let stairs = Staircases(design(c["config"]))
      let (threshold, evidence) = (stairs.design.failThreshold, stairs.evidence)
      let open = Staircases.sinces(evidence, stairs.design.budget, threshold: stairs.design.passThreshold)
      for n in stride(from: 1, through: stairs.design.budget, by: 7) {
        // The definition: pointers over the evidence.
        var a = -1
        while evidence.logBelow(trials: n, failures: a + 1) >= stairs.design.passThreshold { a += 1 }
        #expect(open.filter { $0 <= n }.count - 1 == a)
        if n < stairs.design.budget { #expect(stairs.passAt(n) == a) }
        let b = stairs.failAt(n)
        #expect(b >= 2 && (b == 2 || evidence.logAbove(trials: n, failures: b - 1) < threshold))
        #expect(evidence.logAbove(trials: n, failures: b) >= threshold || b > n)
        let lean = stairs.leaningAt(n)
        #expect(lean == 0 || evidence.logAbove(trials: n, failures: lean - 1) < threshold / 2)
        #expect(evidence.logAbove(trials: n, failures: lean) >= threshold / 2 || lean > n)
      }
      #expect(stairs.passAt(stairs.design.budget) == stairs.maximumFailures)
    }
  }
}

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

@Suite struct OperatingCharacteristicsVectorTests {
  @Test func reproducesTheReferenceCharacteristics() throws {
    let file = try VectorFile("11_operating_characteristics")
    var plans: [SequentialDesign: Staircases] = [:]
    for c in try file.cases() {
      let design = design(c["config"])
      let stairs = plans[design] ?? Staircases(design)
      plans[design] = stairs
      let oc = OperatingCharacteristics(stairs, rate: c["rate"].double)
      let floor = 1e-15
      #expect(isClose(oc.pass, c["P_PASS"].double, file.tolerance, floor: floor), "\(c)")
      #expect(isClose(oc.fail, c["P_FAIL"].double, file.tolerance, floor: floor), "\(c)")
      #expect(isClose(oc.inconclusive, c["P_INCONCLUSIVE"].double, file.tolerance, floor: floor), "\(c)")
      #expect(isClose(oc.expectedTrials, c["expected_trials"].double, file.tolerance), "\(c)")
      #expect(oc.trialsQuantile(0.5) == c["median_trials"].int, "\(c)")
      #expect(oc.trialsQuantile(0.9) == c["p90_trials"].int, "\(c)")
      #expect(isClose(oc.pass + oc.fail + oc.inconclusive, 1, 1e-12))
    }
  }
}

@Suite struct AnytimeBoundsTests {
  @Test func reproducesTheReferenceBounds() throws {
    let file = try VectorFile("12_anytime_bounds")
    for c in try file.cases() {
      let (n, k, alpha) = (c["n"].int, c["k"].int, c["alpha"].double)
      let upper = AnytimeBounds.upper(trials: n, failures: k, alpha: alpha)
      let lower = AnytimeBounds.lower(trials: n, failures: k, alpha: alpha)
      #expect(isClose(upper, c["upper"].double, file.tolerance), "\(c)")
      #expect(isClose(lower, c["lower"].double, file.tolerance), "\(c)")
    }
  }

  @Test func theUpperBoundIsAtMostTheLimitExactlyWhenAnOpenTestPasses() {
    let stairs = Staircases(SequentialDesign(limit: 0.05, budget: 400, closing: .open))
    for n in stride(from: 20, through: 400, by: 19) {
      for k in 0...10 where k <= n {
        let bound = AnytimeBounds.upper(trials: n, failures: k, alpha: 0.05)
        #expect((bound <= 0.05) == (k <= stairs.passAt(n)), "\(k) in \(n)")
      }
    }
  }
}
