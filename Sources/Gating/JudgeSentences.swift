import EvalSchema
import Statistics

/// What is said of the judges behind a test: one place for every output.
enum JudgeSentences {
  /// What the test allowed for, as a sentence after the finding; nil when no model judges.
  static func note(on test: PlannedTest, floor: JudgePolicy, failed: Bool = false) -> String? {
    guard let correction = test.judges else { return nil }
    let names = Set(correction.evidence.map(\.judge)).sorted()
    let who = names.count == 1 ? "Judge \(names[0])" : "Judges \(names.joined(separator: ", "))"
    guard correction.passAlpha > 0 else {
      guard floor.acceptUncalibrated else { return nil }
      return
        "\(who) \(names.count == 1 ? "is" : "are") not calibrated, and the policy accepts that: what a judge misses is "
        + "not allowed for."
    }
    if failed {
      let (alarms, good) = measurements(correction).reduce((0, 0)) { ($0.0 + $1.falseAlarms, $0.1 + $1.good) }
      return
        "\(who) raised \(alarms) false alarms in \(good) known good transcripts, so the judged rate had to be above "
        + "\(Percent.text(correction.failLimit, .up)) instead of \(Percent.text(test.limit))."
    }
    let sensitivity = Percent.text(correction.sensitivityLower, .down)
    let tested = Percent.text(correction.passLimit, .down, apartFrom: test.limit)
    return "\(who) caught \(counts(correction)) known failures (sensitivity at least \(sensitivity)), so \(tested) was "
      + "tested instead of \(Percent.text(test.limit))."
  }

  /// `30 of 30`, or for several measurements `30 of 30 and 29 of 31`.
  private static func counts(_ correction: JudgeCorrection) -> String {
    measurements(correction).map { "\($0.caught) of \($0.bad)" }.joined(separator: " and ")
  }

  /// The measurements, each once.
  private static func measurements(_ correction: JudgeCorrection) -> [JudgeMeasurement] {
    var seen: Set<JudgeMeasurement> = []
    return correction.evidence.compactMap(\.measurement).filter { seen.insert($0).inserted }
  }

  /// What a report shows of a case's judged rate; the estimate needs one judge with exemplars of both kinds.
  static func rate(of test: PlannedTest, failures: Int, trials: Int, floor: JudgePolicy) -> JudgedRate? {
    guard let correction = test.judges else { return nil }
    var rate = JudgedRate(
      judges: Set(correction.evidence.map(\.judge)).sorted(),
      sentence: note(on: test, floor: floor) ?? correction.shortfall(of: floor).map { "Not calibrated: \($0)." } ?? "",
      testedLimit: test.testedLimit)
    let measured = measurements(correction)
    guard let one = measured.first, measured.count == 1, one.bad > 0, one.good > 0, trials > 0 else { return rate }
    let estimate = PrevalenceEstimate(
      judgedFailures: failures, trials: trials, caught: one.caught, bad: one.bad, cleared: one.good - one.falseAlarms,
      good: one.good)
    rate.estimate = estimate.point
    rate.lower = estimate.lower
    rate.upper = estimate.upper
    return rate
  }
}

/// Whether what a test allows for is what its measurements give: a corrected limit that nothing stands behind must never pass.
enum JudgeAudit {
  /// Why the correction of a test is not sound; nil for a sound one, or for none.
  ///
  /// - Parameter specs: the judges of each of the test's cases, with the pattern, by the id of the case.
  static func problem(_ test: PlannedTest, specs: [String: (pattern: String, judges: [JudgeSpec])]) -> String? {
    let wanted = test.members.flatMap { id in
      (specs[id]?.judges ?? []).map { Known(judge: $0.by, pattern: specs[id]?.pattern ?? "", rubric: $0.rubricDigest) }
    }
    guard let correction = test.judges else {
      return wanted.isEmpty ? nil : "a judge decides its trials, and the design does not say so"
    }
    let known = Set(
      correction.evidence.map { Known(judge: $0.judge, pattern: $0.pattern, rubric: $0.rubric) })
    guard known == Set(wanted) else { return "its design speaks of other judges than its cases" }
    for one in correction.evidence {
      guard let measurement = one.measurement else { continue }
      guard measurement.isSound, measurement.pattern == one.pattern, measurement.rubrics.contains(one.rubric) else {
        return "the calibration of judge \(one.judge) is not one of its rubric"
      }
    }
    guard correction.isMeasured, correction.passAlpha > 0 else {
      let isPlain =
        correction.passAlpha == 0 && correction.failAlpha == 0 && correction.sensitivityLower == 1
        && correction.falseAlarmUpper == 0 && correction.passLimit == test.limit && correction.failLimit == test.limit
      return isPlain ? nil : "its limits are corrected without a calibration"
    }
    var seen: Set<Measured> = []
    let counts = correction.evidence.compactMap { one in
      one.measurement.flatMap { it in
        seen.insert(Measured(judge: one.digest, it: it)).inserted
          ? JudgePanelLimits.Counts(
            caught: it.caught, bad: it.bad, falseAlarms: it.falseAlarms, good: it.good) : nil
      }
    }
    guard correction.failAlpha > 0 else { return "its calibration has no share of the chance of error" }
    let limits = JudgePanelLimits(
      limit: test.limit, judges: counts, passAlpha: correction.passAlpha, failAlpha: correction.failAlpha)
    let pairs = [
      (limits.sensitivityLower, correction.sensitivityLower), (limits.falseAlarmUpper, correction.falseAlarmUpper),
      (limits.passLimit, correction.passLimit), (limits.failLimit, correction.failLimit),
    ]
    guard limits.passLimit > 0, pairs.allSatisfy({ abs($0 - $1) <= 1e-9 }) else {
      return "its limits are not those that the calibration of its judges gives"
    }
    return nil
  }

  private struct Known: Hashable {
    var judge: String
    var pattern: String
    var rubric: Digest
  }

  private struct Measured: Hashable {
    var judge: Digest
    var it: JudgeMeasurement
  }
}
