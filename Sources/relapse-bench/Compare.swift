import EvalSchema
import Gating
import Harness
import Statistics

/// The benchmark of comparing: simulated pairs with known truth, 1,000 repetitions each, through the code that decides.
///
/// First the paired test of the average against its exact operating characteristics, then whole suites through the scheduler of
/// `relapse compare`, then attributions. Seeds are fixed: the same table every time.
enum CompareBench {
  private static let repetitions = 1_000

  /// Prints the tables; those of one part only with its name (`average`, `suites`, `attributions`).
  static func run(_ parts: [String] = []) {
    let clock = ContinuousClock()
    func isWanted(_ part: String) -> Bool { parts.isEmpty || parts.contains(part) }
    let took = clock.measure {
      if isWanted("average") { average() }
      if isWanted("suites") { suites() }
      if isWanted("attributions") { attributions() }
    }
    print("\n\(Int(Double(took.components.seconds))) s")
  }

  // MARK: The average

  /// The table of docs/statistics.md: one test, pair by pair.
  private static func average() {
    print("Pairs to a verdict: \(repetitions) repetitions against the exact values (dynamic programming)\n")
    print("| margin, budget | discordance | difference | PASS | exact | FAIL | exact | mean pairs | exact | off |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    var dice = Dice(1)
    var worst = 0.0
    for (margin, budget, discordances) in [
      (0.02, 3_000, [0, 0.01, 0.05, 0.1]), (0.05, 1_000, [0, 0.05, 0.1, 0.2]),
    ] {
      for discordance in discordances {
        for difference in [0, margin, 2 * margin, 4 * margin] {
          // A difference needs that many discordant pairs; the table's rows start there.
          let total = max(discordance, difference)
          let design = PairedDesign(margin: margin, budget: budget)
          guard
            let exact = PairedOperatingCharacteristics(design, difference: difference, discordance: total)
          else { continue }
          var (pass, fail, pairs) = (0, 0, 0)
          for _ in 0..<repetitions {
            var test = PairedTest(design)
            while test.verdict == nil {
              let point = dice.unit()
              let plus = (total + difference) / 2
              test.observe(
                baselineFailed: point >= plus && point < total, candidateFailed: point < plus)
            }
            pairs += test.decidedAt ?? 0
            if test.verdict == .pass { pass += 1 }
            if test.verdict == .fail { fail += 1 }
          }
          let mean = Double(pairs) / Double(repetitions)
          let off = abs(mean / exact.expectedPairs - 1)
          worst = max(worst, off)
          let cells = [
            "\(points(margin)), \(budget)", percent(total), points(difference), share(pass), rate(exact.pass),
            share(fail), rate(exact.fail), decimal(mean), decimal(exact.expectedPairs), percent(off),
          ]
          print("| \(cells.joined(separator: " | ")) |")
        }
      }
    }
    print("\nfarthest from the exact mean: \(percent(worst)) (allowed 10%)\n")
  }

  // MARK: Suites

  /// A suite of cases with the rates of both arms.
  private struct Suite {
    var baseline: [Double]
    var candidate: [Double]

    var difference: Double {
      (candidate.reduce(0, +) - baseline.reduce(0, +)) / Double(max(1, baseline.count))
    }
  }

  private static let cases = 50
  private static let margin = 0.05

  private static func suites() {
    print(
      "Suites of \(cases) cases (mean rate 5%, correlation 0.4), margin \(points(margin)), at most 40 rounds, "
        + "\(repetitions) repetitions\n")
    print("| truth | PASS | FAIL | undecided | mean pairs | false claims | its 95% bounds | right case named |")
    print("|---|---|---|---|---|---|---|---|")
    let truths: [(String, (inout Dice, [Double]) -> [Double])] = [
      ("no change", { $1 }),
      ("+2 points everywhere", { _, rates in rates.map { min(1, $0 + 0.02) } }),
      ("+5 points everywhere", { _, rates in rates.map { min(1, $0 + 0.05) } }),
      ("+10 points everywhere", { _, rates in rates.map { min(1, $0 + 0.1) } }),
      (
        "one case to 50%",
        { _, rates in
          var rates = rates
          rates[7] = 0.5
          return rates
        }
      ),
      ("better: every rate halved", { _, rates in rates.map { $0 / 2 } }),
      ("other weak cases, equal average", { $1.reversed() }),
    ]
    var dice = Dice(2)
    for (name, change) in truths {
      var (pass, fail, pairs, wrong, named) = (0, 0, 0, 0, 0)
      var isOne = false
      for _ in 0..<repetitions {
        var rates = (0..<cases).map { _ in min(0.9, dice.beta(0.075, 1.425)) }
        if name.hasPrefix("one case") {
          isOne = true
          rates[7] = 0.02
        }
        let suite = Suite(baseline: rates, candidate: change(&dice, rates))
        let ended = play(suite, &dice)
        pairs += ended.pairs
        if ended.verdict == .pass { pass += 1 }
        if ended.verdict == .fail { fail += 1 }
        if ended.isFalse(suite, margin) { wrong += 1 }
        if ended.named.contains(7) { named += 1 }
      }
      let lower = ClopperPearson.lower(failures: wrong, trials: repetitions, alpha: 0.025)
      let upper = ClopperPearson.upper(failures: wrong, trials: repetitions, alpha: 0.025)
      let cells = [
        name, share(pass), share(fail), share(repetitions - pass - fail),
        decimal(Double(pairs) / Double(repetitions)), share(wrong),
        "\(percent(lower)) to \(percent(upper))\(lower > 0.05 ? " ABOVE 5%" : "")", isOne ? share(named) : "–",
      ]
      print("| \(cells.joined(separator: " | ")) |")
    }
    print(
      "\nA false claim: PASS at or above the margin, FAIL on average at or below it, FAIL of some case or a named case that is"
    )
    print("not worse. Allowed: 5% for PASS, 5% for FAIL.\n")
  }

  private struct Ended {
    var verdict: SequentialVerdict?
    var cause: SuiteComparison.Cause?
    var pairs: Int
    var named: [Int]

    func isFalse(_ suite: Suite, _ margin: Double) -> Bool {
      let worse = zip(suite.baseline, suite.candidate).map { $0 < $1 }
      if verdict == .pass { return suite.difference >= margin - 1e-12 }
      guard verdict == .fail else { return false }
      if named.contains(where: { !worse[$0] }) { return true }
      return cause == .average ? suite.difference <= margin : !worse.contains(true)
    }
  }

  private static func play(_ suite: Suite, _ dice: inout Dice) -> Ended {
    var scheduler = PairScheduler(
      cases: cases, margin: margin, alpha: 0.05, maximumRounds: 40, errorShare: 0.05, ahead: 1)
    while let launch = scheduler.next(where: { _ in true }) {
      let rate =
        launch.role == .baseline ? suite.baseline[launch.caseIndex] : suite.candidate[launch.caseIndex]
      _ = scheduler.complete(launch, dice.unit() < rate ? .failed : .passed)
    }
    return Ended(
      verdict: scheduler.verdict, cause: scheduler.cause, pairs: scheduler.total.pairs, named: scheduler.named)
  }

  // MARK: Attributions

  private static func attributions() {
    print("Attributions: four surfaces differ, one carries the change, \(repetitions) repetitions\n")
    print("| cases that regressed, rates | named, alone | another named | nothing named | trials of a swap |")
    print("|---|---|---|---|---|")
    var dice = Dice(3)
    for (cases, before, after) in [(1, 0.02, 0.5), (1, 0.02, 0.3), (3, 0.05, 0.25), (5, 0.0, 0.15)] {
      let alpha = AttributionDecider.alpha(0.05, surfaces: 4).single
      let rounds = AttributionDecider.rounds(cases: cases)
      var (right, other, none, trials) = (0, 0, 0, 0)
      for _ in 0..<repetitions {
        let planted = Int(dice.unit() * 4)
        var found: [Int] = []
        for surface in 0..<4 {
          var test = SwapTest(alpha: alpha, margin: 0.05)
          var round = 0
          while round < rounds, !test.isDecided {
            round += 1
            trials += cases
            test.observe(
              round: (0..<cases).map { _ in
                SwapTest.Triple(
                  baselineFailed: dice.unit() < before, swapFailed: dice.unit() < (surface == planted ? after : before),
                  candidateFailed: dice.unit() < after)
              })
          }
          if test.share == .most { found.append(surface) }
        }
        if found == [planted] { right += 1 }
        if found.contains(where: { $0 != planted }) { other += 1 }
        if found.isEmpty { none += 1 }
      }
      let cells = [
        "\(cases): \(percent(before)) to \(percent(after))", share(right), share(other), share(none),
        decimal(Double(trials) / Double(4 * repetitions)),
      ]
      print("| \(cells.joined(separator: " | ")) |")
    }
  }

  // MARK: Words

  private static func share(_ count: Int) -> String { percent(Double(count) / Double(repetitions)) }

  private static func percent(_ rate: Double) -> String { decimal(rate * 100) + "%" }

  private static func rate(_ rate: Double) -> String { percent(rate) }

  private static func points(_ rate: Double) -> String { decimal(rate * 100) + "pp" }

  /// A number with at most one decimal.
  private static func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}

/// Seeded dice (SplitMix64: Steele, Lea and Flood 2014).
private struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 }

  mutating func unit() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return Double((word ^ word >> 31) >> 11) * 0x1p-53
  }

  /// A beta variate, by two powers of uniforms (Jöhnk 1964): fast for small parameters.
  mutating func beta(_ a: Double, _ b: Double) -> Double {
    while true {
      let (x, y) = (power(unit(), 1 / a), power(unit(), 1 / b))
      if x + y <= 1, x + y > 0 { return x / (x + y) }
      // For a parameter above 1 the pair is rarely kept; the loop still ends.
    }
  }

  private func power(_ base: Double, _ exponent: Double) -> Double {
    base <= 0 ? 0 : exponential(exponent * ln(base))
  }
}
