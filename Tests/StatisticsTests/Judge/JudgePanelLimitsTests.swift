import Testing

@testable import Statistics

@Suite struct JudgePanelLimitsTests {
  typealias Counts = JudgePanelLimits.Counts

  @Test func oneJudgeIsTheCaseOfTheReference() {
    let panel = JudgePanelLimits(
      limit: 0.01, judges: [Counts(caught: 29, bad: 30, falseAlarms: 1, good: 100)], passAlpha: 0.01, failAlpha: 0.01)
    let one = JudgeLimits(limit: 0.01, caught: 29, bad: 30)
    #expect(panel.sensitivityLower == one.sensitivityLower)
    #expect(panel.passLimit == one.passLimit)
    #expect(panel.falseAlarmUpper == ClopperPearson.upper(failures: 1, trials: 100, alpha: 0.01))
    #expect(abs(panel.failLimit - (panel.falseAlarmUpper + (1 - panel.falseAlarmUpper) * 0.01)) < 1e-15)
  }

  @Test func theWeakestJudgeCountsForAPassAndAllAlarmsForAFail() {
    let (good, weak) = (
      Counts(caught: 50, bad: 50, falseAlarms: 0, good: 50), Counts(caught: 28, bad: 30, falseAlarms: 2, good: 40)
    )
    let panel = JudgePanelLimits(limit: 0.05, judges: [good, weak], passAlpha: 0.01, failAlpha: 0.01)
    #expect(panel.sensitivityLower == ClopperPearson.lower(failures: 28, trials: 30, alpha: 0.005))
    let alarms =
      ClopperPearson.upper(failures: 0, trials: 50, alpha: 0.005)
      + ClopperPearson.upper(failures: 2, trials: 40, alpha: 0.005)
    #expect(abs(panel.falseAlarmUpper - alarms) < 1e-15)
  }

  @Test func withoutKnownGoodNothingCanFailAndWithoutKnownBadNothingPasses() {
    let blind = JudgePanelLimits(
      limit: 0.05, judges: [Counts(caught: 0, bad: 0, falseAlarms: 0, good: 0)], passAlpha: 0.01, failAlpha: 0.01)
    #expect(blind.passLimit == 0 && blind.failLimit == 1)
    let stairs = Staircases(SequentialDesign(limit: 0.04, budget: 200, failLimit: 1))
    for failures in 0...200 { #expect(stairs.verdict(trials: 200, failures: failures) != .fail) }
  }

  /// What the whole procedure does at one truth: calibrate with `exemplars`, correct the limit, run to the end.
  ///
  /// The procedure asks again after `fail`, so it fails a bad trial with chance a·b, leaves it ungraded with a·(1 − b), and the
  /// ungraded trials are no observations: the judged rate among the rest is p·a·b / (1 − p·a·(1 − b)). The calibration counts only
  /// a·b as caught.
  static func falsePass(first a: Double, second b: Double, exemplars: Int, limit: Double, budget: Int) -> Double {
    let caughtRate = a * b
    let judged = limit * caughtRate / (1 - limit * a * (1 - b))
    var total = 0.0
    for caught in 0...exemplars {
      let chance = Binomial.probability(caught, trials: exemplars, rate: caughtRate)
      guard chance > 1e-12 else { continue }
      let limits = JudgePanelLimits(
        limit: limit, judges: [Counts(caught: caught, bad: exemplars, falseAlarms: 0, good: 0)], passAlpha: 0.01,
        failAlpha: 0.01)
      guard limits.passLimit > 0 else { continue }
      let stairs = Staircases(
        SequentialDesign(
          limit: limits.passLimit, passAlpha: 0.04, failAlpha: 0.04, budget: budget, failLimit: limits.failLimit))
      total += chance * OperatingCharacteristics(stairs, rate: judged).pass
    }
    return total
  }

  /// Exact, over every outcome of the calibration and of the run.
  @Test(arguments: [
    (0.99, 0.99, 30), (0.95, 0.95, 30), (0.9, 0.99, 30), (0.8, 0.9, 30), (0.97, 1.0, 60), (0.6, 0.8, 50),
  ])
  func theWholeProcedurePassesACaseAtItsLimitInAtMostFivePerCent(first: Double, second: Double, exemplars: Int) {
    let chance = Self.falsePass(first: first, second: second, exemplars: exemplars, limit: 0.05, budget: 400)
    #expect(chance <= 0.05, "\(chance)")
  }

  /// The correction is needed: without it the same judge lets a bad case pass far too often.
  @Test func withoutTheCorrectionTheClaimWouldBeFalse() {
    let judged = 0.05 * 0.8 * 0.9 / (1 - 0.05 * 0.8 * 0.1)
    let plain = Staircases(SequentialDesign(limit: 0.05, budget: 400))
    #expect(OperatingCharacteristics(plain, rate: judged).pass > 0.15)
  }

  /// A good target with a judge that raises alarms: FAIL stays within its level at the bound of the alarms.
  @Test(arguments: [0.0, 0.02, 0.05]) func falseAlarmsDoNotFailAGoodCase(alarms: Double) {
    let limits = JudgePanelLimits(
      limit: 0.01, judges: [Counts(caught: 30, bad: 30, falseAlarms: 2, good: 100)], passAlpha: 0.01, failAlpha: 0.01)
    #expect(alarms <= limits.falseAlarmUpper)
    let stairs = Staircases(
      SequentialDesign(
        limit: limits.passLimit, passAlpha: 0.04, failAlpha: 0.04, budget: 2000, failLimit: limits.failLimit))
    let judged = alarms + (1 - alarms) * 0.01
    #expect(OperatingCharacteristics(stairs, rate: judged).fail <= 0.04)
  }

  @Test func aFailLimitOfTheLimitItselfChangesNothing() {
    let plain = Staircases(SequentialDesign(limit: 0.05, failAlpha: 0.01, budget: 400))
    let same = Staircases(SequentialDesign(limit: 0.05, failAlpha: 0.01, budget: 400, failLimit: 0.05))
    for trials in stride(from: 1, through: 400, by: 7) {
      for failures in 0...min(trials, 40) {
        #expect(plain.verdict(trials: trials, failures: failures) == same.verdict(trials: trials, failures: failures))
      }
    }
  }
}
