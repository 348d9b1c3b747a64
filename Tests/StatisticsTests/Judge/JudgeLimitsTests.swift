import Testing

@testable import Statistics

@Suite struct JudgeLimitsTests {
  @Test func reproducesTheReferenceLimits() throws {
    let file = try VectorFile("23_judge")
    for c in try file.cases("limits") {
      let limits = JudgeLimits(
        limit: c["L"].double, caught: c["caught"].int, bad: c["bad"].int, falseAlarms: c["false_alarms"].int,
        good: c["good"].int, alpha: c["alpha_judge"].double)
      #expect(isClose(limits.sensitivityLower, c["se_lower"].double, file.tolerance), "\(c)")
      #expect(isClose(limits.falseAlarmLower, c["fpr_lower"].double, file.tolerance), "\(c)")
      #expect(isClose(limits.falseAlarmUpper, c["fpr_upper"].double, file.tolerance), "\(c)")
      #expect(isClose(limits.passLimit, c["pass_limit"].double, file.tolerance), "\(c)")
      #expect(isClose(limits.failLimit, c["fail_limit"].double, file.tolerance), "\(c)")
    }
  }

  /// 30 of 30 caught at a limit of 1%: tested against 0.86% at 4%, 423 clean trials.
  @Test(arguments: [(10, 0, 576), (20, 0, 457), (30, 0, 423), (30, 1, 455), (50, 0, 398), (100, 0, 380)])
  func thePriceOfAnImperfectJudgeInCleanTrials(bad: Int, missed: Int, clean: Int) {
    let limits = JudgeLimits(limit: 0.01, caught: bad - missed, bad: bad)
    let stairs = Staircases(SequentialDesign(limit: limits.passLimit, passAlpha: 0.04, budget: 4000))
    #expect(stairs.passSteps.first?.trials == clean)
  }

  @Test func aJudgeThatCatchesNothingAllowsNoPass() {
    let limits = JudgeLimits(limit: 0.05, caught: 0, bad: 10)
    #expect(!Staircases(SequentialDesign(limit: limits.passLimit, budget: 1000)).canDecide)
  }
}
