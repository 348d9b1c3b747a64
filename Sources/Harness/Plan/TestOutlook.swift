import EvalSchema
import Statistics

/// What one design can decide, computed exactly: the part of a forecast that tests of the same design share.
struct TestOutlook {
  /// The steps with which it passes; trials in whole rounds.
  var passSteps: [ForecastStep]
  /// The steps with which it fails.
  var failSteps: [ForecastStep]
  /// Trials that it may use, the cut considered.
  var budget: Int
  /// What happens at stated true rates.
  var rates: [RateForecast]

  /// The rates, in units of the limit.
  static let rateUnits: [(label: String, factor: Double)] = [
    ("0", 0), (tenth, 0.1), ("L/4", 0.25), ("L/2", 0.5), ("L", 1), ("2L", 2), ("4L", 4),
  ]
  /// The label of the rate by which expectations are stated.
  static let tenth = "L/10"

  /// Nothing can be said of a design too large to be computed; it is refused before a run.
  init(tooLarge test: PlannedTest) {
    passSteps = []
    failSteps = []
    budget = test.budget
    rates = []
  }

  /// Computes the outlook of `staircases` for a test of `members` cases whose runs end after `cut` trials at the latest.
  ///
  /// - Parameter sensitivity: the part of the true failures that the trials' judges are taken to see, and no false alarms: rates
  ///   are stated as true ones.
  init(_ staircases: Staircases, members: Int, cut: Int?, sensitivity: Double = 1) {
    let limit = staircases.design.limit
    let last = min(staircases.design.budget, cut ?? .max)
    budget = last
    passSteps = staircases.passSteps
      .map { ForecastStep(trials: PlannedTest.roundedUp($0.trials, to: members), failures: $0.failures) }
      .filter { $0.trials <= last }
    failSteps = staircases.failSteps
      .map { ForecastStep(trials: min($0.trials, last) / members * members, failures: $0.failures) }
      .filter { $0.trials >= max(1, $0.failures) }
    rates = Self.rateUnits.compactMap { label, factor in
      let rate = factor * limit
      guard rate <= sensitivity else { return nil }
      guard last < staircases.design.budget else {
        let exact = OperatingCharacteristics(staircases, rate: rate, roundSize: members)
        return RateForecast(
          rate: rate / sensitivity, label: label, pass: exact.pass, fail: exact.fail, inconclusive: exact.inconclusive,
          expectedTrials: exact.expectedTrials)
      }
      var forecast = Self.cut(staircases, at: last, rate: rate, label: label, roundSize: members)
      forecast.rate = rate / sensitivity
      return forecast
    }
  }

  /// The exact behavior of a run that is cut before its budget: what is undecided there stays so.
  private static func cut(
    _ staircases: Staircases, at last: Int, rate: Double, label: String, roundSize: Int
  ) -> RateForecast {
    var walk = FailureWalk(rate: rate)
    var forecast = RateForecast(rate: rate, label: label, pass: 0, fail: 0, inconclusive: 0, expectedTrials: 0)
    while walk.trials < last, !walk.isEmpty {
      walk.step()
      let n = walk.trials
      guard n % roundSize == 0 || n == last else { continue }
      var passed = 0.0
      var failed = 0.0
      var neither = 0.0
      while !walk.isEmpty, staircases.verdict(trials: n, failures: walk.low) == .pass { passed += walk.takeLowest() }
      while !walk.isEmpty, staircases.verdict(trials: n, failures: walk.high) == .fail { failed += walk.takeHighest() }
      if n == last {
        neither = walk.takeAll()
      } else if !walk.isEmpty {
        for k in walk.low...walk.high where staircases.verdict(trials: n, failures: k) == .passOutOfReach {
          neither += walk.take(k)
        }
      }
      forecast.pass += passed
      forecast.fail += failed
      forecast.inconclusive += neither
      forecast.expectedTrials += Double(n) * (passed + failed + neither)
    }
    return forecast
  }

  /// What happens at a tenth of the limit.
  var atTenth: RateForecast? { rates.first { $0.label == Self.tenth } }

  /// Trials when nothing fails.
  var cleanTrials: Int { passSteps.first?.trials ?? budget }
}
