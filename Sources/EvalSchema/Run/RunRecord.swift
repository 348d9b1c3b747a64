/// One line of a run record: a JSON object with `kind` and `version`. Readers skip kinds that they do not know.
public enum RecordLine: Sendable, Hashable {
  case header(RunHeader)
  case evalCase(CaseRecord)
  case trial(TrialRecord)
  /// A trial that was answered and is about to be judged by a model: kept, so that the answer is not paid for twice.
  case answer(TrialRecord)
  case decision(DecisionRecord)
  case footer(RunFooter)
  case resume(ResumeRecord)
  case `extension`(ExtensionRecord)
  case unknown(kind: String)

  /// The version of the format that this code writes.
  public static let version = 1
}

extension RecordLine: Codable {
  private enum CodingKeys: String, CodingKey { case kind, version }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try container.decode(String.self, forKey: .kind)
    let version = try container.decode(Int.self, forKey: .version)
    guard version <= Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container, debugDescription: "version \(version) is newer than \(Self.version)")
    }
    switch kind {
    case "header": self = .header(try RunHeader(from: decoder))
    case "case": self = .evalCase(try CaseRecord(from: decoder))
    case "trial": self = .trial(try TrialRecord(from: decoder))
    case "answer": self = .answer(try TrialRecord(from: decoder))
    case "decision": self = .decision(try DecisionRecord(from: decoder))
    case "footer": self = .footer(try RunFooter(from: decoder))
    case "resume": self = .resume(try ResumeRecord(from: decoder))
    case "extension": self = .extension(try ExtensionRecord(from: decoder))
    default: self = .unknown(kind: kind)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.version, forKey: .version)
    switch self {
    case .header(let header):
      try container.encode("header", forKey: .kind)
      try header.encode(to: encoder)
    case .evalCase(let record):
      try container.encode("case", forKey: .kind)
      try record.encode(to: encoder)
    case .trial(let trial):
      try container.encode("trial", forKey: .kind)
      try trial.encode(to: encoder)
    case .answer(let trial):
      try container.encode("answer", forKey: .kind)
      try trial.encode(to: encoder)
    case .decision(let decision):
      try container.encode("decision", forKey: .kind)
      try decision.encode(to: encoder)
    case .footer(let footer):
      try container.encode("footer", forKey: .kind)
      try footer.encode(to: encoder)
    case .resume(let record):
      try container.encode("resume", forKey: .kind)
      try record.encode(to: encoder)
    case .extension(let record):
      try container.encode("extension", forKey: .kind)
      try record.encode(to: encoder)
    case .unknown(let kind): try container.encode(kind, forKey: .kind)
    }
  }
}

/// The first line of a record: everything that was fixed before the first call.
public struct RunHeader: Sendable, Hashable, Codable {
  /// What wrote the record.
  public var tool: ToolVersion
  /// The id of the run.
  public var runID: String
  /// When it began, ISO 8601 UTC.
  public var startedAt: String
  /// The plan.
  public var plan: RunPlan
  /// The digest of the plan.
  public var planDigest: Digest
  /// The policy, verbatim.
  public var policy: Policy
  /// The file of the policy, relative to the evalset.
  public var policyFile: String
  /// The line of the policy in it.
  public var policyLine: Int?
  /// The line of each severity's rules in it, by the name of the severity.
  public var severityLines: [String: Int]
  /// The path of the evalset, as given.
  public var evalsetPath: String
  /// The target with its surfaces; holds names of keys, never keys.
  public var target: Target
  /// The waivers in force.
  public var waivers: [Waiver]
  /// Most trials in flight.
  public var concurrency: Int
  /// The command line that began the run.
  public var command: [String]
  /// Where the transcripts come from, when no model was called for this record.
  public var origin: RunOrigin?
  /// What the run is in a comparison; nil for a run of its own.
  public var arm: ArmPlan?
  /// The judges of its cases; nil without any.
  public var judges: [JudgeIdentity]?

  /// Makes the value from its parts.
  public init(
    tool: ToolVersion, runID: String, startedAt: String, plan: RunPlan, planDigest: Digest, policy: Policy,
    policyFile: String = "evalset.yaml", policyLine: Int? = nil, severityLines: [String: Int] = [:],
    evalsetPath: String, target: Target,
    waivers: [Waiver] = [], concurrency: Int, command: [String] = [], origin: RunOrigin? = nil,
    arm: ArmPlan? = nil, judges: [JudgeIdentity]? = nil
  ) {
    self.tool = tool
    self.runID = runID
    self.startedAt = startedAt
    self.plan = plan
    self.planDigest = planDigest
    self.policy = policy
    self.policyFile = policyFile
    self.policyLine = policyLine
    self.severityLines = severityLines
    self.evalsetPath = evalsetPath
    self.target = target
    self.waivers = waivers
    self.concurrency = concurrency
    self.command = command
    self.origin = origin
    self.arm = arm
    self.judges = judges
  }

  private enum CodingKeys: String, CodingKey {
    case tool
    case runID
    case startedAt
    case plan
    case planDigest
    case policy
    case policyFile
    case policyLine
    case severityLines
    case evalsetPath
    case target
    case waivers
    case concurrency
    case command
    case origin
    case arm
    case judges
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    tool = try container.decode(ToolVersion.self, forKey: .tool)
    runID = try container.decode(String.self, forKey: .runID)
    startedAt = try container.decode(String.self, forKey: .startedAt)
    plan = try container.decode(RunPlan.self, forKey: .plan)
    planDigest = try container.decode(Digest.self, forKey: .planDigest)
    policy = try container.decode(Policy.self, forKey: .policy)
    policyFile = try container.decodeIfPresent(String.self, forKey: .policyFile) ?? "evalset.yaml"
    policyLine = try container.decodeIfPresent(Int.self, forKey: .policyLine)
    severityLines = try container.decodeIfPresent([String: Int].self, forKey: .severityLines) ?? [:]
    evalsetPath = try container.decode(String.self, forKey: .evalsetPath)
    target = try container.decode(Target.self, forKey: .target)
    waivers = try container.decodeIfPresent([Waiver].self, forKey: .waivers) ?? []
    concurrency = try container.decode(Int.self, forKey: .concurrency)
    command = try container.decodeIfPresent([String].self, forKey: .command) ?? []
    origin = try container.decodeIfPresent(RunOrigin.self, forKey: .origin)
    arm = try container.decodeIfPresent(ArmPlan.self, forKey: .arm)
    judges = try container.decodeIfPresent([JudgeIdentity].self, forKey: .judges)
  }
}

/// The record whose transcripts were graded again.
public struct RunOrigin: Sendable, Hashable, Codable {
  /// The id of its run.
  public var runID: String
  /// The digest of its plan.
  public var planDigest: Digest
  /// The digest of its bytes.
  public var sha256: Digest

  /// Makes the value from its parts.
  public init(runID: String, planDigest: Digest, sha256: Digest) {
    self.runID = runID
    self.planDigest = planDigest
    self.sha256 = sha256
  }

  private enum CodingKeys: String, CodingKey {
    case runID
    case planDigest
    case sha256
  }
}

/// The program and its version.
public struct ToolVersion: Sendable, Hashable, Codable {
  /// The program.
  public var name: String
  /// Its version.
  public var version: String

  /// Makes the value from its parts.
  public init(name: String = "relapse", version: String) {
    self.name = name
    self.version = version
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case version
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decodeIfPresent(String.self, forKey: .name) ?? "relapse"
    version = try container.decode(String.self, forKey: .version)
  }
}

/// A case as it was run, with the proof that it catches its incident.
public struct CaseRecord: Sendable, Hashable, Codable {
  /// The case with its file.
  public var file: CaseFile
  /// Its effective severity.
  public var severity: Severity
  /// The digest of its canonical JSON.
  public var digest: Digest
  /// The self-test of each exhibit.
  public var proofs: [ExhibitProof]
  /// The last proof on targets by the ledger, in one line, in the form that the case has now; nil without one.
  public var proven: String?

  /// Makes the value from its parts.
  public init(
    file: CaseFile, severity: Severity, digest: Digest, proofs: [ExhibitProof] = [], proven: String? = nil
  ) {
    self.file = file
    self.severity = severity
    self.digest = digest
    self.proofs = proofs
    self.proven = proven
  }

  private enum CodingKeys: String, CodingKey {
    case file
    case severity
    case digest
    case proofs
    case proven
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    file = try container.decode(CaseFile.self, forKey: .file)
    severity = try container.decode(Severity.self, forKey: .severity)
    digest = try container.decode(Digest.self, forKey: .digest)
    proofs = try container.decodeIfPresent([ExhibitProof].self, forKey: .proofs) ?? []
    proven = try container.decodeIfPresent(String.self, forKey: .proven)
  }
}

/// What the graders of a case say of one of its exhibits.
public struct ExhibitProof: Sendable, Hashable, Codable {
  /// The exhibit: `known_bad.0`, `known_good.1`.
  public var exhibit: String
  /// Whether a known-bad is failed, or a known-good is passed.
  public var holds: Bool
  /// For a known-bad, the first grader that fails it; for a known-good that is not passed, the one that does not.
  public var grader: String?
  /// Where that grader stands in the case file.
  public var path: String?
  /// What that grader says.
  public var reason: String?

  /// Makes the value from its parts.
  public init(exhibit: String, holds: Bool, grader: String? = nil, path: String? = nil, reason: String? = nil) {
    self.exhibit = exhibit
    self.holds = holds
    self.grader = grader
    self.path = path
    self.reason = reason
  }

  private enum CodingKeys: String, CodingKey {
    case exhibit
    case holds
    case grader
    case path
    case reason
  }
}
