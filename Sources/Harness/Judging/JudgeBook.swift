package import EvalSchema
import Statistics

/// Which judges a test rests on, what is known of them, and what the test has to allow for.
struct JudgeBook {
  /// The judges of the evalset.
  let judges: [Judge]
  /// The floor that they have to reach.
  var floor = JudgePolicy()

  /// The part of the chance of error that calibrations may use up: near the optimum of 4% + 1% for 5%.
  static let share = 0.2

  /// The judges of some cases, each once for a rubric and a pattern, in a fixed order.
  func evidence(of cases: [EvalCase]) -> [JudgeEvidence] {
    var found: [JudgeEvidence] = []
    for evalCase in cases {
      for spec in evalCase.judgeSpecs {
        guard let judge = judges.first(where: { $0.name == spec.by }) else {
          found.append(
            JudgeEvidence(
              judge: spec.by, digest: Digest(of: spec.by), pattern: evalCase.pattern, rubric: spec.rubricDigest))
          continue
        }
        found.append(
          JudgeEvidence(
            judge: judge.name, digest: judge.digest, pattern: evalCase.pattern, rubric: spec.rubricDigest,
            measurement: judge.measurement(pattern: evalCase.pattern, rubric: spec.rubricDigest)))
      }
    }
    var seen: Set<JudgeEvidence> = []
    return found.filter { seen.insert($0).inserted }.sorted {
      ($0.judge, $0.pattern, $0.rubric.description) < ($1.judge, $1.pattern, $1.rubric.description)
    }
  }

  /// What a test of a limit allows for; nil when no model judges its cases.
  ///
  /// Judges that nobody measured leave the limits as they are: the test may run, to collect what a person can label, and the
  /// gate lets it pass only when the policy accepts that.
  func correction(of cases: [EvalCase], limit: Double, passAlpha: Double, failAlpha: Double) -> JudgeCorrection? {
    let evidence = evidence(of: cases)
    guard !evidence.isEmpty else { return nil }
    let measured = Set(evidence.compactMap { one in one.measurement.map { Measured(judge: one.digest, it: $0) } })
    let limits = JudgePanelLimits(
      limit: limit, judges: measured.map { JudgePanelLimits.Counts($0.it) }, passAlpha: Self.share * passAlpha,
      failAlpha: Self.share * failAlpha)
    guard evidence.allSatisfy({ $0.measurement != nil }), limits.passLimit > 0 else {
      return barred(
        JudgeCorrection(
          evidence: evidence, passAlpha: 0, failAlpha: 0, sensitivityLower: 1, falseAlarmUpper: 0, passLimit: limit,
          failLimit: limit))
    }
    return barred(
      JudgeCorrection(
        evidence: evidence, passAlpha: Self.share * passAlpha, failAlpha: Self.share * failAlpha,
        sensitivityLower: limits.sensitivityLower, falseAlarmUpper: limits.falseAlarmUpper,
        passLimit: limits.passLimit, failLimit: limits.failLimit))
  }

  /// The correction with the reason why its judges may not decide, when there is one.
  private func barred(_ correction: JudgeCorrection) -> JudgeCorrection {
    var correction = correction
    correction.barred = floor.acceptUncalibrated ? nil : correction.shortfall(of: floor)
    return correction
  }

  /// One measurement counts once, for how many rubrics soever it speaks.
  private struct Measured: Hashable {
    var judge: Digest
    var it: JudgeMeasurement
  }
}

extension Judge {
  /// The sound measurement that speaks of a rubric on a pattern, when the calibration is of this judge.
  package func measurement(pattern: String, rubric: Digest) -> JudgeMeasurement? {
    guard let calibration, calibration.digest == digest else { return nil }
    return calibration.measurement(pattern: pattern, rubric: rubric).flatMap { $0.isSound ? $0 : nil }
  }
}

extension JudgePanelLimits.Counts {
  /// The counts of a measurement.
  init(_ measurement: JudgeMeasurement) {
    self.init(
      caught: measurement.caught, bad: measurement.bad, falseAlarms: measurement.falseAlarms, good: measurement.good)
  }
}

extension PlannedTest {
  /// The test with what it has to allow for: the shares of the chances of error that calibrations use up are taken from its own.
  func corrected(_ correction: JudgeCorrection?) -> PlannedTest {
    guard let correction else { return self }
    var test = self
    test.judges = correction
    test.passAlpha -= correction.passAlpha
    test.failAlpha -= correction.failAlpha
    return test
  }
}
