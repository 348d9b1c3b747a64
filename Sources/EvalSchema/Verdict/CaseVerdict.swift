/// What was found of one case.
public struct CaseVerdict: Sendable, Hashable, Codable {
  /// The id.
  public var id: String
  /// The title.
  public var title: String
  /// The case file, relative to the evalset.
  public var file: String
  /// The digest of the case.
  public var digest: Digest
  /// Its effective severity.
  public var severity: Severity
  /// Its failure pattern.
  public var pattern: String
  /// Its suite.
  public var suite: Suite
  /// Who answers for it.
  public var owner: String?
  /// The incident that it guards against.
  public var incident: IncidentNote
  /// The limit of its own rate.
  public var limit: Double
  /// Whether that limit is the case's own, or the cap that goes with its pattern.
  public var limitKind: TestKind
  /// Failed trials, up to the decision.
  public var failures: Int
  /// Valid trials.
  public var valid: Int
  /// Errored trials.
  public var errored: Int
  /// The lower bound of its rate, rounded down.
  public var lower: Double?
  /// The upper bound of its rate, rounded up.
  public var upper: Double?
  /// The worst verdict of its tests.
  public var verdict: Verdict
  /// Why.
  public var reason: ReasonCode
  /// The finding as a sentence.
  public var sentence: String
  /// Outcomes in trial order: `.` passed, `F` failed, `E` errored.
  public var strip: String
  /// The ids of its tests.
  public var tests: [String]
  /// When undecided: clean trials that would still be needed to pass.
  public var cleanTrialsToPass: Int?
  /// The chance that five runs all pass, estimated from the trials up to the decision; nil below five valid ones.
  public var passHatK: Double?
  /// Twice the chance that two runs disagree, at most 1, estimated likewise; nil below two valid ones.
  public var flakiness: Double?
  /// Which graders failed, most frequent first.
  public var failureGroups: [FailureGroup]
  /// The record of its waiver.
  public var waiver: String?
  /// What is behind its rate when models judge it.
  public var judged: JudgedRate?

  /// Makes the value from its parts.
  public init(
    id: String, title: String, file: String, digest: Digest, severity: Severity, pattern: String, suite: Suite,
    owner: String? = nil, incident: IncidentNote, limit: Double, limitKind: TestKind, failures: Int, valid: Int,
    errored: Int, lower: Double? = nil, upper: Double? = nil, verdict: Verdict, reason: ReasonCode, sentence: String,
    strip: String, tests: [String], cleanTrialsToPass: Int? = nil, passHatK: Double? = nil, flakiness: Double? = nil,
    failureGroups: [FailureGroup] = [], waiver: String? = nil, judged: JudgedRate? = nil
  ) {
    self.id = id
    self.title = title
    self.file = file
    self.digest = digest
    self.severity = severity
    self.pattern = pattern
    self.suite = suite
    self.owner = owner
    self.incident = incident
    self.limit = limit
    self.limitKind = limitKind
    self.failures = failures
    self.valid = valid
    self.errored = errored
    self.lower = lower
    self.upper = upper
    self.verdict = verdict
    self.reason = reason
    self.sentence = sentence
    self.strip = strip
    self.tests = tests
    self.cleanTrialsToPass = cleanTrialsToPass
    self.passHatK = passHatK
    self.flakiness = flakiness
    self.failureGroups = failureGroups
    self.waiver = waiver
    self.judged = judged
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case title
    case file
    case digest
    case severity
    case pattern
    case suite
    case owner
    case incident
    case limit
    case limitKind
    case failures
    case valid
    case errored
    case lower
    case upper
    case verdict
    case reason
    case sentence
    case strip
    case tests
    case cleanTrialsToPass
    case passHatK
    case flakiness
    case failureGroups
    case waiver
    case judged
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    title = try container.decode(String.self, forKey: .title)
    file = try container.decode(String.self, forKey: .file)
    digest = try container.decode(Digest.self, forKey: .digest)
    severity = try container.decode(Severity.self, forKey: .severity)
    pattern = try container.decode(String.self, forKey: .pattern)
    suite = try container.decode(Suite.self, forKey: .suite)
    owner = try container.decodeIfPresent(String.self, forKey: .owner)
    incident = try container.decode(IncidentNote.self, forKey: .incident)
    limit = try container.decode(Double.self, forKey: .limit)
    limitKind = try container.decode(TestKind.self, forKey: .limitKind)
    failures = try container.decode(Int.self, forKey: .failures)
    valid = try container.decode(Int.self, forKey: .valid)
    errored = try container.decode(Int.self, forKey: .errored)
    lower = try container.decodeIfPresent(Double.self, forKey: .lower)
    upper = try container.decodeIfPresent(Double.self, forKey: .upper)
    verdict = try container.decode(Verdict.self, forKey: .verdict)
    reason = try container.decode(ReasonCode.self, forKey: .reason)
    sentence = try container.decode(String.self, forKey: .sentence)
    strip = try container.decode(String.self, forKey: .strip)
    tests = try container.decode([String].self, forKey: .tests)
    cleanTrialsToPass = try container.decodeIfPresent(Int.self, forKey: .cleanTrialsToPass)
    passHatK = try container.decodeIfPresent(Double.self, forKey: .passHatK)
    flakiness = try container.decodeIfPresent(Double.self, forKey: .flakiness)
    failureGroups = try container.decodeIfPresent([FailureGroup].self, forKey: .failureGroups) ?? []
    waiver = try container.decodeIfPresent(String.self, forKey: .waiver)
    judged = try container.decodeIfPresent(JudgedRate.self, forKey: .judged)
  }
}

/// The incident of a case, for reports.
public struct IncidentNote: Sendable, Hashable, Codable {
  /// The id.
  public var id: String
  /// The title.
  public var title: String?
  /// The day it was closed.
  public var closed: String?
  /// The severity as the postmortem says it.
  public var severitySource: String?
  /// The path of the postmortem, relative to the evalset.
  public var postmortem: String
  /// The line of what happened.
  public var line: Int?
  /// What happened, in the postmortem's words.
  public var quote: String?
  /// Whether the graders fail every recorded bad output of the incident.
  public var caught: Bool
  /// The grader that does.
  public var caughtBy: String?

  /// Makes the value from its parts.
  public init(
    id: String, title: String? = nil, closed: String? = nil, severitySource: String? = nil, postmortem: String,
    line: Int? = nil, quote: String? = nil, caught: Bool, caughtBy: String? = nil
  ) {
    self.id = id
    self.title = title
    self.closed = closed
    self.severitySource = severitySource
    self.postmortem = postmortem
    self.line = line
    self.quote = quote
    self.caught = caught
    self.caughtBy = caughtBy
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case title
    case closed
    case severitySource
    case postmortem
    case line
    case quote
    case caught
    case caughtBy
  }
}

/// Failed trials of a case that broke the same rule.
public struct FailureGroup: Sendable, Hashable, Codable {
  /// Where the grader stands in the case file.
  public var path: String
  /// Its line.
  public var line: Int?
  /// The grader in words.
  public var grader: String
  /// How many trials.
  public var count: Int
  /// The index of the first of them.
  public var exampleTrial: Int

  /// Makes the value from its parts.
  public init(path: String, line: Int? = nil, grader: String, count: Int, exampleTrial: Int) {
    self.path = path
    self.line = line
    self.grader = grader
    self.count = count
    self.exampleTrial = exampleTrial
  }

  private enum CodingKeys: String, CodingKey {
    case path
    case line
    case grader
    case count
    case exampleTrial
  }
}

/// Errored trials of one kind.
public struct ErrorCount: Sendable, Hashable, Codable {
  /// The kind.
  public var kind: FailureKind
  /// How many.
  public var count: Int
  /// The first message, shortened.
  public var sample: String

  /// Makes the value from its parts.
  public init(kind: FailureKind, count: Int, sample: String) {
    self.kind = kind
    self.count = count
    self.sample = sample
  }

  private enum CodingKeys: String, CodingKey {
    case kind
    case count
    case sample
  }
}
