/// The verdict on one target by one evalset: the file `verdict.json`, and the only source of every report's words and
/// numbers.
///
/// A pure function of the plan and of the outcomes up to each decision: no clock, host, path, run id, concurrency,
/// latency, cost
/// or trial after the stop stands in it.
public struct GateVerdict: Sendable, Hashable, Codable {
  /// The version of this form.
  public var schemaVersion: String
  /// What decided.
  public var tool: ToolVersion
  /// The verdict.
  public var verdict: Verdict
  /// The exit code that says it.
  public var exitCode: Int
  /// Why, by the worst test.
  public var reason: ReasonCode
  /// Why, in a sentence with numbers.
  public var sentence: String
  /// What it was judged by.
  public var evalset: EvalsetIdentity
  /// What was judged.
  public var target: TargetIdentity
  /// The digest of the plan.
  public var planDigest: Digest
  /// The seed of the run.
  public var seed: UInt64
  /// How it was decided.
  public var method: MethodNote
  /// Counts.
  public var summary: VerdictSummary
  /// Every rule that decided, passing ones too: worst first, then by severity and margin.
  public var rules: [RuleVerdict]
  /// Every case, by id.
  public var cases: [CaseVerdict]
  /// Errored trials by kind, up to each decision.
  public var errors: [ErrorCount]
  /// Assumptions that look broken, and what was allowed by the policy.
  public var warnings: [Diagnostic]

  /// Makes the value from its parts.
  public init(
    schemaVersion: String = "1.0.0", tool: ToolVersion, verdict: Verdict, exitCode: Int, reason: ReasonCode,
    sentence: String, evalset: EvalsetIdentity, target: TargetIdentity, planDigest: Digest, seed: UInt64,
    method: MethodNote, summary: VerdictSummary, rules: [RuleVerdict], cases: [CaseVerdict],
    errors: [ErrorCount] = [], warnings: [Diagnostic] = []
  ) {
    self.schemaVersion = schemaVersion
    self.tool = tool
    self.verdict = verdict
    self.exitCode = exitCode
    self.reason = reason
    self.sentence = sentence
    self.evalset = evalset
    self.target = target
    self.planDigest = planDigest
    self.seed = seed
    self.method = method
    self.summary = summary
    self.rules = rules
    self.cases = cases
    self.errors = errors
    self.warnings = warnings
  }

  private enum CodingKeys: String, CodingKey {
    case schemaVersion
    case tool
    case verdict
    case exitCode
    case reason
    case sentence
    case evalset
    case target
    case planDigest
    case seed
    case method
    case summary
    case rules
    case cases
    case errors
    case warnings
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    schemaVersion = try container.decodeIfPresent(String.self, forKey: .schemaVersion) ?? "1.0.0"
    tool = try container.decode(ToolVersion.self, forKey: .tool)
    verdict = try container.decode(Verdict.self, forKey: .verdict)
    exitCode = try container.decode(Int.self, forKey: .exitCode)
    reason = try container.decode(ReasonCode.self, forKey: .reason)
    sentence = try container.decode(String.self, forKey: .sentence)
    evalset = try container.decode(EvalsetIdentity.self, forKey: .evalset)
    target = try container.decode(TargetIdentity.self, forKey: .target)
    planDigest = try container.decode(Digest.self, forKey: .planDigest)
    seed = try container.decode(UInt64.self, forKey: .seed)
    method = try container.decode(MethodNote.self, forKey: .method)
    summary = try container.decode(VerdictSummary.self, forKey: .summary)
    rules = try container.decode([RuleVerdict].self, forKey: .rules)
    cases = try container.decode([CaseVerdict].self, forKey: .cases)
    errors = try container.decodeIfPresent([ErrorCount].self, forKey: .errors) ?? []
    warnings = try container.decodeIfPresent([Diagnostic].self, forKey: .warnings) ?? []
  }
}

/// The evalset that judged.
public struct EvalsetIdentity: Sendable, Hashable, Codable {
  /// Its name.
  public var name: String
  /// The digest of its manifest and cases.
  public var digest: Digest
  /// The version of its policy.
  public var policyVersion: Int

  /// Makes the value from its parts.
  public init(name: String, digest: Digest, policyVersion: Int) {
    self.name = name
    self.digest = digest
    self.policyVersion = policyVersion
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case digest
    case policyVersion
  }
}

/// The target that was judged.
public struct TargetIdentity: Sendable, Hashable, Codable {
  /// Its name.
  public var name: String
  /// How it was reached.
  public var adapter: AdapterKind
  /// The model as requested.
  public var model: String?
  /// The models as returned, sorted.
  public var modelsReturned: [String]
  /// The digest of its surfaces.
  public var fingerprint: Digest
  /// The digest of the system prompt.
  public var systemDigest: Digest?
  /// Sampling parameters.
  public var parameters: [String: JSONValue]
  /// Surfaces stated by the user.
  public var surfaces: [String: String]

  /// Makes the value from its parts.
  public init(
    name: String, adapter: AdapterKind, model: String? = nil, modelsReturned: [String] = [], fingerprint: Digest,
    systemDigest: Digest? = nil, parameters: [String: JSONValue] = [:], surfaces: [String: String] = [:]
  ) {
    self.name = name
    self.adapter = adapter
    self.model = model
    self.modelsReturned = modelsReturned
    self.fingerprint = fingerprint
    self.systemDigest = systemDigest
    self.parameters = parameters
    self.surfaces = surfaces
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case adapter
    case model
    case modelsReturned
    case fingerprint
    case systemDigest
    case parameters
    case surfaces
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    adapter = try container.decode(AdapterKind.self, forKey: .adapter)
    model = try container.decodeIfPresent(String.self, forKey: .model)
    modelsReturned = try container.decodeIfPresent([String].self, forKey: .modelsReturned) ?? []
    fingerprint = try container.decode(Digest.self, forKey: .fingerprint)
    systemDigest = try container.decodeIfPresent(Digest.self, forKey: .systemDigest)
    parameters = try container.decodeIfPresent([String: JSONValue].self, forKey: .parameters) ?? [:]
    surfaces = try container.decodeIfPresent([String: String].self, forKey: .surfaces) ?? [:]
  }
}

/// How a verdict was decided, for the reader who checks.
public struct MethodNote: Sendable, Hashable, Codable {
  /// The version of the stopping rule.
  public var design: String
  /// One minus α.
  public var confidence: Double
  /// The tests that can raise a false alarm.
  public var tests: Int
  /// What the verdict claims and with which chance it errs, in a sentence.
  public var statement: String

  /// Makes the value from its parts.
  public init(design: String, confidence: Double, tests: Int, statement: String) {
    self.design = design
    self.confidence = confidence
    self.tests = tests
    self.statement = statement
  }

  private enum CodingKeys: String, CodingKey {
    case design
    case confidence
    case tests
    case statement
  }
}

/// Counts: asked = valid + errored, always.
public struct VerdictSummary: Sendable, Hashable, Codable {
  /// Cases that ran.
  public var cases: Int
  /// Cases that passed.
  public var pass: Int
  /// Cases that failed.
  public var fail: Int
  /// Cases that are undecided.
  public var inconclusive: Int
  /// Cases that could not be judged.
  public var error: Int
  /// Cases whose failure is waived; counted in `fail` or `inconclusive` too.
  public var waived: Int
  /// Cases that are watching: run and shown, deciding nothing; counted by their verdict too. Not in the JSON when there are none.
  public var watching: Int {
    get { watchingCases ?? 0 }
    set { watchingCases = newValue > 0 ? newValue : nil }
  }
  private var watchingCases: Int?
  /// Cases that were not selected.
  public var skipped: Int
  /// Trials asked, up to each decision.
  public var asked: Int
  /// Trials with an outcome.
  public var valid: Int
  /// Trials without one.
  public var errored: Int
  /// Trials that failed.
  public var failures: Int

  /// Makes the value from its parts.
  public init(
    cases: Int, pass: Int = 0, fail: Int = 0, inconclusive: Int = 0, error: Int = 0, waived: Int = 0,
    skipped: Int = 0, asked: Int = 0, valid: Int = 0, errored: Int = 0, failures: Int = 0
  ) {
    self.cases = cases
    self.pass = pass
    self.fail = fail
    self.inconclusive = inconclusive
    self.error = error
    self.waived = waived
    self.skipped = skipped
    self.asked = asked
    self.valid = valid
    self.errored = errored
    self.failures = failures
  }

  private enum CodingKeys: String, CodingKey {
    case cases
    case pass
    case fail
    case inconclusive
    case error
    case waived
    case watchingCases = "watching"
    case skipped
    case asked
    case valid
    case errored
    case failures
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    cases = try container.decode(Int.self, forKey: .cases)
    pass = try container.decodeIfPresent(Int.self, forKey: .pass) ?? 0
    fail = try container.decodeIfPresent(Int.self, forKey: .fail) ?? 0
    inconclusive = try container.decodeIfPresent(Int.self, forKey: .inconclusive) ?? 0
    error = try container.decodeIfPresent(Int.self, forKey: .error) ?? 0
    waived = try container.decodeIfPresent(Int.self, forKey: .waived) ?? 0
    watchingCases = try container.decodeIfPresent(Int.self, forKey: .watchingCases)
    skipped = try container.decodeIfPresent(Int.self, forKey: .skipped) ?? 0
    asked = try container.decodeIfPresent(Int.self, forKey: .asked) ?? 0
    valid = try container.decodeIfPresent(Int.self, forKey: .valid) ?? 0
    errored = try container.decodeIfPresent(Int.self, forKey: .errored) ?? 0
    failures = try container.decodeIfPresent(Int.self, forKey: .failures) ?? 0
  }
}
