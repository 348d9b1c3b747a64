/// Whether a labelled transcript shows what must not happen or what should.
public enum JudgeLabelKind: String, Sendable, Codable, Hashable, CaseIterable {
  /// It shows what must not happen.
  case bad
  /// It shows what should happen.
  case good
  /// It is no label any more: those of the transcript that stand above in the file are taken back.
  case withdrawn
}

/// One transcript with a person's judgement: a line of a labels file.
public struct JudgeLabel: Sendable, Hashable, Codable {
  /// The id of the case whose input the transcript answers.
  public var evalCase: String
  /// What a person says of it.
  public var label: JudgeLabelKind
  /// What was said and done.
  public var transcript: Transcript
  /// The rubric that it is labelled by, when the case has several judges.
  public var rubric: String?
  /// Where it comes from: a run, a person.
  public var from: String?
  /// Who labelled it.
  public var by: String?
  /// When, ISO 8601 in UTC.
  public var at: String?

  /// Makes the value from its parts.
  public init(
    evalCase: String, label: JudgeLabelKind, transcript: Transcript, rubric: String? = nil, from: String? = nil,
    by: String? = nil, at: String? = nil
  ) {
    self.evalCase = evalCase
    self.label = label
    self.transcript = transcript
    self.rubric = rubric
    self.from = from
    self.by = by
    self.at = at
  }

  private enum CodingKeys: String, CodingKey {
    case evalCase = "case"
    case label
    case transcript
    case rubric
    case from
    case by
    case at
  }
}

/// How well a judge grades labelled transcripts of one failure pattern.
///
/// Caught is a known-bad that the whole procedure fails (two answers say so); a false alarm is a known-good that it does not
/// pass. What it could not grade counts against it on both sides.
public struct JudgeMeasurement: Sendable, Hashable, Codable {
  /// The failure pattern.
  public var pattern: String
  /// The digests of the rubrics that it was asked with, sorted.
  public var rubrics: [Digest]
  /// Known-bad transcripts that it failed.
  public var caught: Int
  /// Known-bad transcripts.
  public var bad: Int
  /// Known-good transcripts that it did not pass.
  public var falseAlarms: Int
  /// Known-good transcripts.
  public var good: Int
  /// The digest of the labelled transcripts.
  public var labels: Digest
  /// When it was measured, ISO 8601 in UTC.
  public var measuredAt: String

  /// Makes the value from its parts.
  public init(
    pattern: String, rubrics: [Digest], caught: Int, bad: Int, falseAlarms: Int, good: Int, labels: Digest,
    measuredAt: String
  ) {
    self.pattern = pattern
    self.rubrics = rubrics
    self.caught = caught
    self.bad = bad
    self.falseAlarms = falseAlarms
    self.good = good
    self.labels = labels
    self.measuredAt = measuredAt
  }

  private enum CodingKeys: String, CodingKey {
    case pattern
    case rubrics
    case caught
    case bad
    case falseAlarms
    case good
    case labels
    case measuredAt
  }
}

extension JudgeMeasurement {
  /// Whether the counts can be those of a measurement.
  public var isSound: Bool {
    (0...Self.largestCount).contains(bad) && (0...Self.largestCount).contains(good) && (0...bad).contains(caught)
      && (0...good).contains(falseAlarms)
  }

  private static let largestCount = 1_000_000
}

/// The file `judges/NAME.calibration.json`: what a judge was measured to do, bound to what it was.
public struct JudgeCalibration: Sendable, Hashable, Codable {
  /// The version of the format.
  public var version: Int
  /// The name of the judge.
  public var judge: String
  /// The digest of the judge that was measured: another model, parameter or prompt is another judge.
  public var digest: Digest
  /// The version of the prompt.
  public var prompt: String
  /// The models as returned.
  public var models: [String]
  /// The measurements.
  public var measurements: [JudgeMeasurement]

  /// Makes the value from its parts.
  public init(
    version: Int = 1, judge: String, digest: Digest, prompt: String, models: [String] = [],
    measurements: [JudgeMeasurement]
  ) {
    self.version = version
    self.judge = judge
    self.digest = digest
    self.prompt = prompt
    self.models = models
    self.measurements = measurements
  }

  private enum CodingKeys: String, CodingKey {
    case version
    case judge
    case digest
    case prompt
    case models
    case measurements
  }

  /// The measurement that speaks of a rubric on a pattern: the one with the fewest other rubrics, then the latest.
  public func measurement(pattern: String, rubric: Digest) -> JudgeMeasurement? {
    measurements.filter { $0.pattern == pattern && $0.rubrics.contains(rubric) }.min {
      ($0.rubrics.count, $1.measuredAt) < ($1.rubrics.count, $0.measuredAt)
    }
  }

  /// Takes in a new measurement in the place of those whose rubrics it covers.
  public mutating func replace(with measurement: JudgeMeasurement) {
    let covered = Set(measurement.rubrics)
    measurements.removeAll { $0.pattern == measurement.pattern && covered.isSuperset(of: $0.rubrics) }
    measurements.append(measurement)
    measurements.sort {
      ($0.pattern, $0.rubrics.map(\.description).joined()) < ($1.pattern, $1.rubrics.map(\.description).joined())
    }
  }
}
