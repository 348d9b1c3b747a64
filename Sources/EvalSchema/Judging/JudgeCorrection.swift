/// One judge of a test's cases, with what a calibration says of it.
public struct JudgeEvidence: Sendable, Hashable, Codable {
  /// The name of the judge.
  public var judge: String
  /// The digest of the judge.
  public var digest: Digest
  /// The failure pattern that it grades here.
  public var pattern: String
  /// The digest of the rubric.
  public var rubric: Digest
  /// The measurement; nil without one that is of this judge, rubric and pattern.
  public var measurement: JudgeMeasurement?

  /// Makes the value from its parts.
  public init(
    judge: String, digest: Digest, pattern: String, rubric: Digest, measurement: JudgeMeasurement? = nil
  ) {
    self.judge = judge
    self.digest = digest
    self.pattern = pattern
    self.rubric = rubric
    self.measurement = measurement
  }

  private enum CodingKeys: String, CodingKey {
    case judge
    case digest
    case pattern
    case rubric
    case measurement
  }
}

/// What a test allows for because models judge its trials: other limits for the judged rate than for the true one.
///
/// With a sensitivity of at least s, a true rate at the limit L shows as a judged rate of at least s·L; with false alarms in at
/// most f of good transcripts, it shows as at most f + (1 − f)·L. Both bounds have their own share of the chance of error.
public struct JudgeCorrection: Sendable, Hashable, Codable {
  /// The judges, by name, pattern and rubric.
  public var evidence: [JudgeEvidence]
  /// The part of the chance of a false pass that the bounds of the calibrations use up; 0 when nothing is corrected.
  public var passAlpha: Double
  /// The part of the chance of a false fail that they use up.
  public var failAlpha: Double
  /// The lower bound of the sensitivity; 1 when nothing is corrected.
  public var sensitivityLower: Double
  /// The upper bound of the chance of a false alarm; 0 when nothing is corrected.
  public var falseAlarmUpper: Double
  /// L': the judged rate has to be shown to be below this.
  public var passLimit: Double
  /// L'': the judged rate has to be shown to be above this.
  public var failLimit: Double
  /// Why the judges may not decide by the policy of the plan; nil when they may.
  ///
  /// Says what a run can tell while it goes on; the gate asks the policy in the record again.
  public var barred: String?

  /// Makes the value from its parts.
  public init(
    evidence: [JudgeEvidence], passAlpha: Double, failAlpha: Double, sensitivityLower: Double, falseAlarmUpper: Double,
    passLimit: Double, failLimit: Double, barred: String? = nil
  ) {
    self.evidence = evidence
    self.passAlpha = passAlpha
    self.failAlpha = failAlpha
    self.sensitivityLower = sensitivityLower
    self.falseAlarmUpper = falseAlarmUpper
    self.passLimit = passLimit
    self.failLimit = failLimit
    self.barred = barred
  }

  private enum CodingKeys: String, CodingKey {
    case evidence
    case passAlpha
    case failAlpha
    case sensitivityLower
    case falseAlarmUpper
    case passLimit
    case failLimit
    case barred
  }
}

extension JudgeCorrection {
  /// Whether every judge was measured: only then are the limits corrected.
  public var isMeasured: Bool { evidence.allSatisfy { $0.measurement != nil } }

  /// Why the judges may not decide by a floor; nil when they may.
  public func shortfall(of floor: JudgePolicy) -> String? {
    for one in evidence {
      guard let measurement = one.measurement else {
        return "judge \(one.judge) has no calibration for its rubric and the pattern \(one.pattern)"
      }
      if measurement.bad < floor.exemplars {
        return
          "judge \(one.judge) was measured with \(measurement.bad.counted("known failure")), and the policy asks for "
          + "\(floor.exemplars)"
      }
    }
    guard passAlpha > 0 else { return "judge \(evidence.first?.judge ?? "") caught none of its known failures" }
    if sensitivityLower < floor.sensitivity {
      return "the judge's sensitivity is shown to be at least \(Percent.text(sensitivityLower, .down)), and the policy "
        + "asks for \(Percent.text(floor.sensitivity))"
    }
    return nil
  }
}

extension PlannedTest {
  /// The limit that the judged rate is tested against for a pass.
  public var testedLimit: Double { judges?.passLimit ?? limit }

  /// The limit that the judged rate must be shown to be above for a fail, when it is another one.
  public var testedFailLimit: Double? {
    guard let judges, judges.failLimit != judges.passLimit else { return nil }
    return judges.failLimit
  }

  /// The whole chance of a false pass, that of the calibrations included.
  public var wholePassAlpha: Double { passAlpha + (judges?.passAlpha ?? 0) }

  /// The whole chance of a false fail.
  public var wholeFailAlpha: Double { failAlpha + (judges?.failAlpha ?? 0) }

  /// The bound of the true rate that an upper bound of the judged rate gives.
  public func trueUpper(_ judged: Double) -> Double {
    guard let judges else { return judged }
    return judges.sensitivityLower > 0 ? min(1, judged / judges.sensitivityLower) : 1
  }

  /// The bound of the true rate that a lower bound of the judged rate gives.
  public func trueLower(_ judged: Double) -> Double {
    guard let judges else { return judged }
    let alarms = judges.falseAlarmUpper
    return alarms < 1 ? max(0, (judged - alarms) / (1 - alarms)) : 0
  }
}

/// What a report shows of a case that a model judges: the estimate of its true rate behind the judged one.
public struct JudgedRate: Sendable, Hashable, Codable {
  /// The names of the judges.
  public var judges: [String]
  /// What was measured and tested, as a sentence.
  public var sentence: String
  /// The limit that the judged rate was tested against.
  public var testedLimit: Double
  /// The true rate, estimated (Rogan and Gladen 1978); nil without a usable measurement.
  public var estimate: Double?
  /// The lower end of its 95% interval (Lang and Reiczigel 2014), for a number of trials that was fixed.
  public var lower: Double?
  /// The upper end.
  public var upper: Double?

  /// Makes the value from its parts.
  public init(
    judges: [String], sentence: String, testedLimit: Double, estimate: Double? = nil, lower: Double? = nil,
    upper: Double? = nil
  ) {
    self.judges = judges
    self.sentence = sentence
    self.testedLimit = testedLimit
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
  }

  private enum CodingKeys: String, CodingKey {
    case judges
    case sentence
    case testedLimit
    case estimate
    case lower
    case upper
  }
}
