import Statistics

/// The benchmark of deciding: what a verdict costs, in trials and in time.
///
/// The suite: 20 cases with a limit of 1%, 80 of 5%, 200 of 10%; in each group 70% of the cases never fail, 20% fail at a
/// tenth of the limit, 5% at a quarter of it and 5% half of the time. All expected trials are exact.
enum Decide {
  private static let groups: [(cases: Double, limit: Double, budget: Int)] = [
    (20, 0.01, 2000), (80, 0.05, 400), (200, 0.1, 200),
  ]

  /// The rates of a group and their shares.
  private static func rates(_ limit: Double) -> [(rate: Double, share: Double)] {
    [(0, 0.70), (limit / 10, 0.20), (limit / 4, 0.05), (0.5, 0.05)]
  }

  /// Prints the table of expected trials, then the times.
  static func run() {
    print("Expected trials of a suite of 300 cases (exact)")
    let fixed = suite { _, budget, _ in Double(budget) }
    for (name, trials) in [
      ("fixed n", fixed),
      ("curtailed fixed n", suite(curtailed)),
      ("O'Brien-Fleming, 5 looks", suite(obrienFleming)),
      ("SPRT L/2 against L", suite { sprt($0, $0 / 2, $2) }),
      ("SPRT L/10 against L", suite { sprt($0, $0 / 10, $2) }),
      ("default, FAIL at alpha", suite { standard($0, $1, $2, tests: 1) }),
      ("default, FAIL at alpha/300", suite { standard($0, $1, $2, tests: 300) }),
      ("default, snapped budgets", suite { standard($0, Budget.snapped(limit: $0, budget: $1), $2, tests: 1) }),
    ] {
      print("  \(padded(name, 28)) \(padded(decimal(trials, 1), 10, left: true))   \(decimal(fixed / trials, 2))x")
    }
    print("  The SPRTs call acceptable cases FAIL; SPRT L/10 does so to a fifth of those at L/4.")
    time()
  }

  /// The expected trials of the suite when one case at a limit, with a budget, at a rate costs `cost`.
  private static func suite(_ cost: (_ limit: Double, _ budget: Int, _ rate: Double) -> Double) -> Double {
    groups.reduce(0) { sum, group in
      sum + group.cases
        * rates(group.limit).reduce(0) { $0 + $1.share * cost(group.limit, group.budget, $1.rate) }
    }
  }

  private static func standard(_ limit: Double, _ budget: Int, _ rate: Double, tests: Int) -> Double {
    let design = SequentialDesign(limit: limit, failAlpha: 0.05 / Double(tests), budget: budget)
    return OperatingCharacteristics(Staircases(design), rate: rate).expectedTrials
  }

  /// Stops the exact binomial test of a fixed number of trials as soon as its verdict is certain.
  private static func curtailed(_ limit: Double, _ budget: Int, _ rate: Double) -> Double {
    let pass = (0...budget).last { Binomial.cumulative($0, trials: budget, rate: limit) <= 0.05 } ?? -1
    let fail = (0...budget).first { Binomial.upperTail($0, trials: budget, rate: limit) <= 0.05 } ?? budget + 1
    return expectedTrials(rate, horizon: budget) { n, k in
      let most = k + budget - n
      return most <= pass || k >= fail || (k > pass && most < fail)
    }
  }

  /// Five equal looks at |z| >= 1.751 sqrt(5/look), 5% on each side (O'Brien and Fleming 1979).
  private static func obrienFleming(_ limit: Double, _ budget: Int, _ rate: Double) -> Double {
    let size = budget / 5
    return expectedTrials(rate, horizon: budget) { n, k in
      guard n % size == 0 else { return false }
      let z = (Double(k) / Double(n) - limit) / (limit * (1 - limit) / Double(n)).squareRoot()
      return abs(z) >= 1.751 * (5 / Double(n / size)).squareRoot()
    }
  }

  /// Wald's test of p0 against the limit with both errors at 5%, without an end.
  private static func sprt(_ limit: Double, _ p0: Double, _ rate: Double) -> Double {
    let perFailure = ln(limit / p0)
    let perPass = ln((1 - limit) / (1 - p0))
    let bound = ln(19)
    return expectedTrials(rate, horizon: 40_000) { n, k in
      abs(Double(k) * perFailure + Double(n - k) * perPass) >= bound
    }
  }

  /// The exact expected number of trials of any rule; `stops` is asked for every reachable (trials, failures).
  private static func expectedTrials(_ rate: Double, horizon: Int, _ stops: (Int, Int) -> Bool) -> Double {
    var walk = FailureWalk(rate: rate)
    var expected = 0.0
    while walk.trials < horizon, !walk.isEmpty {
      walk.step()
      guard !walk.isEmpty else { break }
      for k in walk.low...walk.high where walk.trials == horizon || stops(walk.trials, k) {
        expected += Double(walk.trials) * walk.take(k)
      }
    }
    return expected
  }

  private static func time() {
    let clock = ContinuousClock()
    print("Times (smallest of several)")
    let trials = 2_000_000
    let stairs = Staircases(SequentialDesign(limit: 0.01, failAlpha: 0.05 / 300, budget: 2000))
    var decided = 0
    let stream = smallest(5, clock) {
      var test = SequentialTest(stairs)
      for index in 0..<trials {
        test.observe(failed: index % 400 == 399)
        if test.verdict != nil {
          decided += 1
          test = SequentialTest(stairs)
        }
      }
    }
    print("  a trial's decision            \(decimal(stream / Double(trials) * 1e9, 1)) ns (\(decided) verdicts)")
    let small = smallest(5, clock) { decided += Staircases(design(0.001)).maximumFailures }
    print("  staircases, L = 0.1%          \(decimal(small * 1e3, 3)) ms")
    let plan = smallest(5, clock) { decided += planned(0.001) }
    print("  plan, L = 0.1%, 7 rates       \(decimal(plan * 1e3, 3)) ms")
    let all = smallest(3, clock) {
      for group in groups { for _ in 0..<Int(group.cases) { decided += planned(group.limit) } }
    }
    print("  plan of 300 cases, 7 rates    \(decimal(all * 1e3, 1)) ms")
    print("  checksum \(decided)")
  }

  private static func design(_ limit: Double) -> SequentialDesign {
    SequentialDesign(limit: limit, failAlpha: 0.05 / 300, budget: Int((20 / limit).rounded()))
  }

  /// Plans one case: its staircases and their behaviour at the rates a plan prints.
  private static func planned(_ limit: Double) -> Int {
    let stairs = Staircases(design(limit))
    return [0, limit / 10, limit / 4, limit / 2, limit, 2 * limit, 0.5].reduce(0) {
      $0 + OperatingCharacteristics(stairs, rate: $1).trialsQuantile(0.9)
    }
  }

  private static func smallest(_ repeats: Int, _ clock: ContinuousClock, _ work: () -> Void) -> Double {
    (0..<repeats).map { _ in clock.measure(work) / .seconds(1) }.min() ?? 0
  }

  private static func decimal(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { result, _ in result * 10 }
    let scaled = Int((value * scale).rounded())
    let fraction = String(scaled % Int(scale))
    return digits == 0
      ? "\(scaled)"
      : "\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  private static func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return left ? space + text : text + space
  }
}
