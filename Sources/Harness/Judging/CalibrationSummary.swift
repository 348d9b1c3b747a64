package import EvalSchema
import Statistics

/// What a measurement of a judge means for the limits that it can test, in sentences.
package struct CalibrationSummary: Sendable {
  /// The measurement.
  let measurement: JudgeMeasurement
  /// The policy whose limits are tested.
  let policy: Policy

  /// Takes a measurement.
  package init(_ measurement: JudgeMeasurement, policy: Policy) {
    self.measurement = measurement
    self.policy = policy
  }

  private var alpha: Double { 1 - policy.confidence }

  private func limits(_ limit: Double) -> JudgePanelLimits {
    JudgePanelLimits(
      limit: limit, judges: [JudgePanelLimits.Counts(measurement)], passAlpha: JudgeBook.share * alpha,
      failAlpha: JudgeBook.share * alpha)
  }

  /// Why the judge may not decide by the policy's floor; nil when it may.
  package var shortfall: String? {
    let floor = policy.judgeFloor
    if measurement.bad < floor.exemplars {
      return "\(measurement.bad) known failures are fewer than the \(floor.exemplars) that the policy asks for"
    }
    let sensitivity = limits(1).sensitivityLower
    if sensitivity == 0 { return "it caught no known failure" }
    guard sensitivity < floor.sensitivity else { return nil }
    return
      "a sensitivity of at least \(Percent.text(sensitivity, .down)) is below the \(Percent.text(floor.sensitivity)) "
      + "that the policy asks for"
  }

  /// The lines: counts, bounds, and for each limit of the policy what is tested instead.
  package func lines() -> [String] {
    let (it, bounds) = (measurement, limits(1))
    let rubrics = it.rubrics.count.counted("rubric")
    var lines = [
      "\(it.pattern) (\(rubrics)): caught \(it.caught) of \(it.bad.counted("known failure")), \(it.falseAlarms.counted("false alarm")) in "
        + "\(it.good.counted("known good transcript"))"
    ]
    let level = Percent.text(1 - JudgeBook.share * alpha)
    lines.append(
      "  sensitivity at least \(Percent.text(bounds.sensitivityLower, .down)), false alarms at most "
        + "\(Percent.text(bounds.falseAlarmUpper, .up)) (\(level) confidence each)")
    guard bounds.sensitivityLower > 0 else { return lines }
    for limit in Set(Severity.allCases.map { policy.severities[$0].limit }).sorted() {
      let corrected = limits(limit)
      let tested = Percent.text(corrected.passLimit, .down, apartFrom: limit)
      let clean = PlannedTest.firstCleanPass(
        limit: corrected.passLimit, passAlpha: alpha * (1 - JudgeBook.share))
      let trials = clean.map { $0.counted("clean trial") } ?? "no practical number of trials"
      let fail =
        corrected.failLimit < 1
        ? "a judged rate above \(Percent.text(corrected.failLimit, .up)) fails"
        : "nothing can fail without known good ones"
      lines.append(
        "  limit \(Percent.text(limit)): \(tested) is tested instead; \(trials) pass\(clean == 1 ? "es" : ""); \(fail)")
    }
    return lines
  }
}
