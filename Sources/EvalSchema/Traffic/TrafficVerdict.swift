/// The verdict on a candidate against a baseline by what both did in production: the file `comparison.json` of observed traffic.
///
/// Its first keys are those of a comparison of trials. A pure function of both logs and the graders.
public struct TrafficVerdict: Sendable, Hashable, Codable {
  /// The version of this form.
  public var schemaVersion: String
  /// What was compared: `observed-traffic`, never trials.
  public var kind: String
  /// What decided.
  public var tool: ToolVersion
  /// The verdict.
  public var verdict: Verdict
  /// The exit code that says it.
  public var exitCode: Int
  /// Why.
  public var reason: TrafficReason
  /// Why, in a sentence with numbers.
  public var sentence: String
  /// The name of the evalset whose graders judged both.
  public var evalset: String
  /// The largest acceptable difference of a check's rates.
  public var margin: Double
  /// One minus α.
  public var confidence: Double
  /// What the verdict claims and with which chance it errs, in a sentence.
  public var statement: String
  /// What was compared with.
  public var baseline: TrafficSide
  /// What was judged.
  public var candidate: TrafficSide
  /// What was found of each check, worst first.
  public var checks: [TrafficCheck]
  /// The graders of the chosen cases that do not hold for any traffic.
  public var leftOut: [LeftOutGrader]
  /// How the outputs of the arms differ beside the checks; they warn and never decide.
  public var metrics: [DistributionMetric]
  /// What a reader must know beside the verdict.
  public var warnings: [Diagnostic]

  /// Makes the value from its parts.
  public init(
    schemaVersion: String = "1.0.0", kind: String = "observed-traffic", tool: ToolVersion, verdict: Verdict,
    reason: TrafficReason, sentence: String, evalset: String, margin: Double, confidence: Double, statement: String,
    baseline: TrafficSide, candidate: TrafficSide, checks: [TrafficCheck], leftOut: [LeftOutGrader],
    metrics: [DistributionMetric], warnings: [Diagnostic]
  ) {
    self.schemaVersion = schemaVersion
    self.kind = kind
    self.tool = tool
    self.verdict = verdict
    exitCode = Int(verdict.exitStatus.rawValue)
    self.reason = reason
    self.sentence = sentence
    self.evalset = evalset
    self.margin = margin
    self.confidence = confidence
    self.statement = statement
    self.baseline = baseline
    self.candidate = candidate
    self.checks = checks
    self.leftOut = leftOut
    self.metrics = metrics
    self.warnings = warnings
  }

  private enum CodingKeys: String, CodingKey {
    case schemaVersion, kind, tool, verdict, exitCode, reason, sentence, evalset, margin, confidence, statement
    case baseline, candidate, checks, leftOut, metrics, warnings
  }
}

/// Why a verdict on observed traffic is as it is.
public enum TrafficReason: String, Sendable, Codable, Hashable, CaseIterable {
  /// Every check is shown to fail at most the margin more often.
  case notWorse = "traffic-not-worse"
  /// Some check fails more often.
  case checkWorse = "traffic-worse"
  /// Neither was shown.
  case undecided = "traffic-undecided"
  /// An arm has no answer that could be judged.
  case emptyArm = "traffic-arm-empty"
  /// Too large a share of an arm's answers errored, or could not be judged.
  case tooManyErrors = "traffic-too-many-errors"
  /// Too large a share of a log could not be read.
  case tooManyUnread = "traffic-too-many-unread"
}

/// One arm.
public struct TrafficSide: Sendable, Hashable, Codable {
  /// The file.
  public var file: String
  /// What was read.
  public var reading: TrafficReading
  /// Answers that came to their end.
  public var answered: Int
  /// Answers that errored.
  public var errored: Int
  /// The models as returned, with their answers.
  public var models: [String: Int]
  /// When the first answer began, ISO 8601 in UTC; nil when the log has no times.
  public var from: String?
  /// When the last answer began.
  public var until: String?

  /// Makes the value from its parts.
  public init(
    file: String, reading: TrafficReading, answered: Int, errored: Int, models: [String: Int], from: String? = nil,
    until: String? = nil
  ) {
    self.file = file
    self.reading = reading
    self.answered = answered
    self.errored = errored
    self.models = models
    self.from = from
    self.until = until
  }

  private enum CodingKeys: String, CodingKey {
    case file, reading, answered, errored, models, from, until
  }
}

/// What was found of one check in both arms.
public struct TrafficCheck: Sendable, Hashable, Codable {
  /// The id of the case whose graders it applies, or `empty-answers`.
  public var id: String
  /// What it is, for people.
  public var title: String
  /// The failure pattern.
  public var pattern: String
  /// The severity of the case.
  public var severity: Severity
  /// The paths of the graders that were applied.
  public var graders: [String]
  /// Answers of the baseline.
  public var baseline: TrafficCounts
  /// Answers of the candidate.
  public var candidate: TrafficCounts
  /// The difference of the rates with its bounds, which hold at any look, for this check alone; nil when an arm has none.
  public var difference: DifferenceEstimate?
  /// How it changed, by the bounds against the margin.
  public var change: ChangeClass
  /// One over the evidence that the candidate fails more often, at most 1.
  public var p: Double
  /// The same after Holm over all checks.
  public var pAdjusted: Double
  /// Whether it is shown to be worse over all checks together.
  public var isShownWorse: Bool
  /// The finding as a sentence.
  public var sentence: String
  /// The first failures of the candidate.
  public var examples: [TrafficExample]

  /// Makes the value from its parts.
  public init(
    _ plan: TrafficCheckPlan, baseline: TrafficCounts, candidate: TrafficCounts, difference: DifferenceEstimate?,
    change: ChangeClass, p: Double, pAdjusted: Double, isShownWorse: Bool, sentence: String,
    examples: [TrafficExample]
  ) {
    (id, title, pattern, severity, graders) = (plan.id, plan.title, plan.pattern, plan.severity, plan.graders)
    self.baseline = baseline
    self.candidate = candidate
    self.difference = difference
    self.change = change
    self.p = p
    self.pAdjusted = pAdjusted
    self.isShownWorse = isShownWorse
    self.sentence = sentence
    self.examples = examples
  }

  private enum CodingKeys: String, CodingKey {
    case id, title, pattern, severity, graders, baseline, candidate, difference, change, p, pAdjusted, isShownWorse
    case sentence, examples
  }
}

/// The answers that a check judged in one arm.
public struct TrafficCounts: Sendable, Hashable, Codable {
  /// Answers that could be judged.
  public var valid: Int
  /// Answers that do or say what must not be.
  public var failures: Int
  /// Answers that could not be judged.
  public var ungraded: Int

  /// Makes the value from its parts.
  public init(valid: Int = 0, failures: Int = 0, ungraded: Int = 0) {
    self.valid = valid
    self.failures = failures
    self.ungraded = ungraded
  }

  private enum CodingKeys: String, CodingKey {
    case valid, failures, ungraded
  }
}
