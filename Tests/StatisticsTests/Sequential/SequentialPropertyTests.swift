import Testing

@testable import Statistics

/// The designs that the properties are tried on: a mix of limits, alphas, tests of a gate and closings.
let sampleDesigns: [SequentialDesign] = [
  SequentialDesign(limit: 0.05, budget: 400),
  SequentialDesign(limit: 0.05, budget: 400, closing: .open),
  SequentialDesign(limit: 0.1, failAlpha: 0.05 / 300, budget: 200),
  SequentialDesign(limit: 0.2, failAlpha: 0.05 / 20, budget: 97),
  SequentialDesign(limit: 0.5, passAlpha: 0.2, budget: 40),
  SequentialDesign(limit: 0.0429, passAlpha: 0.04, budget: 300),
  SequentialDesign(limit: 0.05, budget: 30),
]

@Suite struct SequentialPropertyTests {
  private let plans = sampleDesigns.map { Staircases($0) }

  private func run(_ stairs: Staircases, _ outcomes: some Sequence<Bool>) -> SequentialTest {
    var test = SequentialTest(stairs)
    for outcome in outcomes { test.observe(failed: outcome) }
    return test
  }

  private func rank(_ verdict: SequentialVerdict?) -> Int {
    switch verdict {
    case .pass: 2
    case .fail: 0
    default: 1
    }
  }

  @Test func turningAFailIntoAPassNeverMakesAVerdictWorse() {
    var dice = Dice(1)
    var changed = 0
    for stairs in plans {
      let limit = stairs.design.limit
      for rate in [limit / 4, limit, 2 * limit, 0.5] {
        for _ in 0..<40 {
          var outcomes = dice.outcomes(stairs.design.budget, rate: rate)
          let before = run(stairs, outcomes)
          guard let fail = outcomes.indices.filter({ outcomes[$0] }).randomElement(using: &dice) else { continue }
          outcomes[fail] = false
          let after = run(stairs, outcomes)
          #expect(rank(after.verdict) >= rank(before.verdict), "\(stairs.design)")
          if rank(after.verdict) != rank(before.verdict) { changed += 1 }
        }
      }
    }
    #expect(changed > 5)
  }

  @Test func theOrderWithinABatchDoesNotMatter() {
    var dice = Dice(2)
    for stairs in plans {
      for _ in 0..<20 {
        var one = SequentialTest(stairs)
        var other = SequentialTest(stairs)
        while one.trials < stairs.design.budget {
          let batch = dice.outcomes(7, rate: stairs.design.limit)
          let shuffled = batch.shuffled(using: &dice)
          one.observe(trials: batch.count, failures: batch.count { $0 })
          other.observe(trials: shuffled.count, failures: shuffled.count { $0 })
          #expect(one == other)
        }
      }
    }
  }

  @Test func theVerdictOfAPrefixIsKept() {
    var dice = Dice(3)
    for stairs in plans {
      for _ in 0..<20 {
        let outcomes = dice.outcomes(stairs.design.budget + 20, rate: stairs.design.limit * 0.8)
        let whole = run(stairs, outcomes)
        for length in stride(from: 0, through: outcomes.count, by: 11) {
          let part = run(stairs, outcomes.prefix(length))
          if let decidedAt = part.decidedAt {
            #expect(part.verdict == whole.verdict)
            #expect(decidedAt == whole.decidedAt)
          } else {
            #expect((whole.decidedAt ?? .max) > length)
          }
        }
        #expect(whole.verdict != nil)
      }
    }
  }

  @Test func aRunResumesAtAnyPoint() {
    var dice = Dice(4)
    for stairs in plans {
      for _ in 0..<10 {
        let outcomes = dice.outcomes(stairs.design.budget, rate: stairs.design.limit)
        let whole = run(stairs, outcomes)
        for cut in stride(from: 0, to: outcomes.count, by: 13) {
          let first = run(stairs, outcomes.prefix(cut))
          var second: SequentialTest
          if let verdict = first.verdict, let decidedAt = first.decidedAt, let failures = first.failuresAtVerdict {
            second = SequentialTest(
              stairs, trials: first.trials, failures: first.failures, verdict: verdict, decidedAt: decidedAt,
              failuresAtVerdict: failures)
          } else {
            // Another machine, other staircases of an equal design.
            second = SequentialTest(Staircases(stairs.design), trials: first.trials, failures: first.failures)
          }
          for outcome in outcomes.dropFirst(cut) { second.observe(failed: outcome) }
          #expect(second == whole)
        }
      }
    }
  }

  @Test func theCleanTrialsToPassAreEnoughAndNoneLess() throws {
    var dice = Dice(5)
    for stairs in plans where stairs.canDecide {
      for _ in 0..<30 {
        var test = SequentialTest(stairs)
        for outcome in dice.outcomes(20, rate: stairs.design.limit) { test.observe(failed: outcome) }
        guard test.verdict == nil, let left = test.cleanTrialsToPass else { continue }
        for _ in 0..<(left - 1) { test.observe(failed: false) }
        #expect(test.verdict == nil)
        #expect(test.cleanTrialsToPass == 1)
        test.observe(failed: false)
        #expect(test.verdict == .pass)
        #expect(test.cleanTrialsToPass == nil)
      }
    }
  }

  /// The machine and the dynamic programme are two readings of one rule: all 2^n sequences against the exact numbers.
  @Test(arguments: [
    SequentialDesign(limit: 0.5, passAlpha: 0.2, failAlpha: 0.1, budget: 12),
    SequentialDesign(limit: 0.3, passAlpha: 0.1, failAlpha: 0.2, budget: 11),
    SequentialDesign(limit: 0.4, passAlpha: 0.05, failAlpha: 0.05, budget: 12, closing: .open, minimumFailures: 1),
  ])
  func enumeratingEverySequenceGivesTheOperatingCharacteristics(design: SequentialDesign) {
    let stairs = Staircases(design)
    let n = design.budget
    for rate in [0.1, design.limit, 0.7] {
      var sums: [SequentialVerdict: Double] = [:]
      var trials = 0.0
      for word in 0..<(1 << n) {
        let test = run(stairs, (0..<n).lazy.map { word >> $0 & 1 == 1 })
        let failures = word.nonzeroBitCount
        let chance = power(rate, Double(failures)) * power(1 - rate, Double(n - failures))
        if let verdict = test.verdict { sums[verdict, default: 0] += chance }
        trials += chance * Double(test.decidedAt ?? 0)
      }
      let oc = OperatingCharacteristics(stairs, rate: rate)
      #expect(isClose(oc.pass, sums[.pass] ?? 0, 1e-11))
      #expect(isClose(oc.fail, sums[.fail] ?? 0, 1e-11))
      #expect(isClose(oc.passOutOfReach, sums[.passOutOfReach] ?? 0, 1e-11))
      #expect(isClose(oc.budget, sums[.budget] ?? 0, 1e-11))
      #expect(isClose(oc.expectedTrials, trials, 1e-11))
    }
  }
}

@Suite struct ExactLevelTests {
  /// The exact levels, over a grid of limits, budgets and numbers of tests: nothing here is simulated.
  @Test(arguments: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5], [1, 20, 300])
  func theExactLevelsAreWithinAlpha(limit: Double, tests: Int) {
    for perLimit in [3.0, 6, 10, 20, 30] {
      let failAlpha = 0.05 / Double(tests)
      let stairs = Staircases(
        SequentialDesign(limit: limit, failAlpha: failAlpha, budget: Int(perLimit / limit)))
      let oc = OperatingCharacteristics(stairs, rate: limit)
      #expect(oc.pass <= 0.05)
      #expect(oc.fail <= failAlpha)
      #expect(isClose(oc.pass, stairs.falsePass, 1e-9), "\(limit) \(tests) \(perLimit)")
      #expect(isClose(oc.pass + oc.fail + oc.inconclusive, 1, 1e-11))
    }
  }

  @Test(arguments: sampleDesigns)
  func theChanceOfAPassFallsAndOfAFailRisesWithTheRate(design: SequentialDesign) {
    let stairs = Staircases(design)
    let rates = [0, 0.1, 0.25, 0.5, 0.9, 1, 1.5, 2].map { min(1, $0 * design.limit) }
    let all = rates.map { OperatingCharacteristics(stairs, rate: $0) }
    for (smaller, larger) in zip(all, all.dropFirst()) {
      #expect(larger.pass <= smaller.pass + 1e-12)
      #expect(larger.fail >= smaller.fail - 1e-12)
    }
    if let last = all.first(where: { $0.rate == design.limit }) {
      #expect(last.pass <= design.passAlpha)
      #expect(last.fail <= design.failAlpha)
    }
  }

  /// Looking only at the ends of batches can miss a FAIL that a PASS follows; the level hardly notices.
  @Test(arguments: [0.01, 0.05, 0.2], [4, 8, 25])
  func looksAtTheEndsOfBatchesKeepTheLevel(limit: Double, batch: Int) {
    let stairs = Staircases(SequentialDesign(limit: limit, budget: Int(20 / limit)))
    let oc = OperatingCharacteristics(stairs, rate: limit, roundSize: batch)
    #expect(oc.pass <= 0.05, "\(oc.pass)")
    #expect(oc.fail <= 0.05)
  }
}

@Suite struct ExtensionTests {
  /// Continued with the evidence alone to twice and four times the budget; rounded to four digits.
  @Test(arguments: [
    (0.01, 2000, 4000, 0.0505), (0.01, 2000, 8000, 0.0515), (0.05, 400, 800, 0.0488), (0.05, 400, 1600, 0.0498),
  ])
  func theJoinedLevelIsKnown(limit: Double, budget: Int, extended: Int, level: Double) {
    let stairs = Staircases(SequentialDesign(limit: limit, budget: budget))
    let joined = stairs.extended(to: extended)
    #expect(abs(joined.falsePass - level) < 0.00005, "\(joined.falsePass)")
    #expect(joined.maximumFailures > stairs.maximumFailures)
    #expect(joined.passSteps.prefix(11).map(\.trials) == stairs.passSteps.map(\.trials))
  }

  @Test func aTestThatWasOutOfReachGoesOnAndPasses() {
    let stairs = Staircases(SequentialDesign(limit: 0.05, budget: 400))
    #expect(SequentialTest(stairs, trials: 300, failures: 11).verdict == .passOutOfReach)
    var resumed = SequentialTest(stairs.extended(to: 800), trials: 300, failures: 11)
    #expect(resumed.verdict == nil)
    while resumed.verdict == nil { resumed.observe(failed: false) }
    #expect(resumed.verdict == .pass)
    let open = Staircases(SequentialDesign(limit: 0.05, budget: 800, closing: .open))
    #expect(resumed.decidedAt == open.passSteps[11].trials)
    #expect(stairs.extended(to: 400) == stairs)
  }
}

@Suite struct EdgeTests {
  @Test(arguments: [-5, 0, 1, 2])
  func aBudgetThatIsTooSmallCannotDecide(budget: Int) {
    let stairs = Staircases(SequentialDesign(limit: 0.05, budget: budget))
    #expect(!stairs.canDecide)
    #expect(stairs.maximumFailures == -1)
    #expect(stairs.passAt(1) == -1)
    #expect(stairs.passSteps.isEmpty)
    #expect(OperatingCharacteristics(stairs, rate: 0.5).pass == 0)
  }

  @Test(arguments: [0.0, -1, .nan])
  func aLimitOfNothingCannotPass(limit: Double) {
    let stairs = Staircases(SequentialDesign(limit: limit, budget: 100))
    #expect(!stairs.canDecide)
    #expect(SequentialTest(stairs, trials: 90, failures: 0).verdict != .pass)
  }

  @Test func aLimitOfOneIsPassedByAnything() {
    let stairs = Staircases(SequentialDesign(limit: 1, budget: 20))
    #expect(stairs.canDecide)
    #expect(OperatingCharacteristics(stairs, rate: 1).pass == 0)
    #expect(OperatingCharacteristics(stairs, rate: 0.2).pass > 0.9)
  }

  @Test func aBatchBeyondTheBudgetEndsTheTest() {
    let stairs = Staircases(SequentialDesign(limit: 0.05, budget: 400))
    #expect(SequentialTest(stairs, trials: 405, failures: 10).verdict == .pass)
    #expect(SequentialTest(stairs, trials: 405, failures: 12).verdict == .budget)
    #expect(SequentialTest(stairs, trials: 405, failures: 60).verdict == .fail)
  }

  @Test func theZeroFailurePlanIsTheClassicalOne() {
    let stairs = Staircases(SequentialDesign(limit: 0.01, budget: 299))
    #expect(stairs.passSteps.map(\.trials) == [299])
    #expect(Staircases(SequentialDesign(limit: 0.01, budget: 298)).canDecide == false)
  }

  @Test func aFloorOfFailuresHoldsFailBack() {
    let three = Staircases(SequentialDesign(limit: 0.01, budget: 2000, minimumFailures: 3))
    #expect(SequentialTest(three, trials: 2, failures: 2).verdict == nil)
    #expect(SequentialTest(three, trials: 3, failures: 3).verdict == .fail)
    let two = Staircases(SequentialDesign(limit: 0.01, budget: 2000))
    #expect(SequentialTest(two, trials: 1, failures: 1).verdict == nil)
    #expect(SequentialTest(two, trials: 2, failures: 2).verdict == .fail)
  }

  @Test func aPlanOfTwentyMillionTrialsIsBuilt() {
    let stairs = Staircases(SequentialDesign(limit: 1e-6, budget: 20_000_000, closing: .open))
    #expect(stairs.maximumFailures == 8)
    for (trials, failures) in stairs.passSteps {
      #expect(stairs.evidence.logBelow(trials: trials, failures: failures) >= stairs.design.passThreshold)
      #expect(stairs.evidence.logBelow(trials: trials - 1, failures: failures) < stairs.design.passThreshold)
    }
    #expect(stairs.passAt(20_000_000) == 8)
  }

  @Test func aPooledTestCountsCompleteRoundsOnly() {
    let stairs = Staircases(SequentialDesign(limit: 0.05, budget: 400, closing: .open))
    var pool = PooledTest(stairs, cases: 10)
    let counted = pool.observe(round: Array(repeating: false, count: 9))
    #expect(!counted && pool.test.trials == 0)
    #expect(pool.cleanRoundsToPass == 7)
    for _ in 0..<7 { pool.observe(failuresInRound: 0, of: 10) }
    #expect(pool.verdict == .pass)
    #expect(pool.test.decidedAt == 70)
  }
}
