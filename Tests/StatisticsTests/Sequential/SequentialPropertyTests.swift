import Testing

@testable import Statistics

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
