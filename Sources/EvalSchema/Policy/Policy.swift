/// What one test speaks of.
public enum TestUnit: String, Sendable, Codable, Hashable, CaseIterable {
  /// Each case on its own.
  case evalCase = "case"
  /// The average of a pattern's cases, in complete rounds, with a loose cap for each case.
  case pattern
}

/// What happens to a pass of a case whose every answer is the same bytes: repeats of one answer may be one observation.
public enum IdenticalOutputs: String, Sendable, Codable, Hashable, CaseIterable {
  case warn, inconclusive
}

/// Limits, confidence, budgets and what blocks; versioned with the evalset.
public struct Policy: Sendable, Hashable, Codable {
  /// Raised by whoever changes the policy.
  public var version: Int
  /// One minus the chance of a false pass of one test, and of a false fail over all tests.
  public var confidence: Double
  /// The rules for each severity.
  public var severities: SeverityPolicies
  /// The largest share of a case's trials that may be errored.
  public var errorShare: Double
  /// Fewest valid trials of a case for any verdict but error.
  public var minimumValid: Int
  /// Whether an inconclusive test lets the gate pass; labelled wherever it does.
  public var allowInconclusive: Bool
  /// Whether a postmortem that is resolved but not reviewed may be imported.
  public var acceptResolved: Bool
  /// Whether a model without a pinned version may be gated.
  public var allowMutableAlias: Bool
  /// What happens to a pass of a case whose every answer is the same bytes.
  public var identicalOutputs: IdenticalOutputs
  /// The floor of judges; nil means the standard one.
  public var judges: JudgePolicy?

  /// Makes the value from its parts.
  public init(
    version: Int = 1, confidence: Double = 0.95, severities: SeverityPolicies = SeverityPolicies(),
    errorShare: Double = 0.05, minimumValid: Int = 1, allowInconclusive: Bool = false, acceptResolved: Bool = false,
    allowMutableAlias: Bool = false, identicalOutputs: IdenticalOutputs = .warn, judges: JudgePolicy? = nil
  ) {
    self.version = version
    self.confidence = confidence
    self.severities = severities
    self.errorShare = errorShare
    self.minimumValid = minimumValid
    self.allowInconclusive = allowInconclusive
    self.acceptResolved = acceptResolved
    self.allowMutableAlias = allowMutableAlias
    self.identicalOutputs = identicalOutputs
    self.judges = judges
  }

  private enum CodingKeys: String, CodingKey {
    case version
    case confidence
    case severities
    case errorShare = "error_share"
    case minimumValid = "minimum_valid"
    case allowInconclusive = "allow_inconclusive"
    case acceptResolved = "accept_resolved"
    case allowMutableAlias = "allow_mutable_alias"
    case identicalOutputs = "identical_outputs"
    case judges
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    version = try container.decodeIfPresent(Int.self, forKey: .version) ?? 1
    confidence = try container.decodeIfPresent(Double.self, forKey: .confidence) ?? 0.95
    severities = try container.decodeIfPresent(SeverityPolicies.self, forKey: .severities) ?? SeverityPolicies()
    errorShare = try container.decodeIfPresent(Double.self, forKey: .errorShare) ?? 0.05
    minimumValid = try container.decodeIfPresent(Int.self, forKey: .minimumValid) ?? 1
    allowInconclusive = try container.decodeIfPresent(Bool.self, forKey: .allowInconclusive) ?? false
    acceptResolved = try container.decodeIfPresent(Bool.self, forKey: .acceptResolved) ?? false
    allowMutableAlias = try container.decodeIfPresent(Bool.self, forKey: .allowMutableAlias) ?? false
    identicalOutputs = try container.decodeIfPresent(IdenticalOutputs.self, forKey: .identicalOutputs) ?? .warn
    judges = try container.decodeIfPresent(JudgePolicy.self, forKey: .judges)
  }
}

/// The rules for each severity.
public struct SeverityPolicies: Sendable, Hashable, Codable {
  /// Severity 1.
  public var s1: SeverityPolicy
  /// Severity 2.
  public var s2: SeverityPolicy
  /// Severity 3.
  public var s3: SeverityPolicy

  /// Makes the value from its parts.
  public init(
    s1: SeverityPolicy = SeverityPolicy(limit: 0.01, unit: .evalCase, budget: 2000),
    s2: SeverityPolicy = SeverityPolicy(limit: 0.05, unit: .evalCase, budget: 400),
    s3: SeverityPolicy = SeverityPolicy(limit: 0.05, unit: .pattern, cap: 0.5, budget: 400)
  ) {
    self.s1 = s1
    self.s2 = s2
    self.s3 = s3
  }

  private enum CodingKeys: String, CodingKey {
    case s1 = "S1"
    case s2 = "S2"
    case s3 = "S3"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    if let policy = try container.decodeIfPresent(SeverityPolicy.self, forKey: .s1) { s1 = policy }
    if let policy = try container.decodeIfPresent(SeverityPolicy.self, forKey: .s2) { s2 = policy }
    if let policy = try container.decodeIfPresent(SeverityPolicy.self, forKey: .s3) { s3 = policy }
  }

  /// The rules for one severity.
  public subscript(severity: Severity) -> SeverityPolicy {
    switch severity {
    case .s1: s1
    case .s2: s2
    case .s3: s3
    }
  }
}

/// The rules for one severity.
public struct SeverityPolicy: Sendable, Hashable, Codable {
  /// The largest acceptable failure rate.
  public var limit: Double
  /// What a test speaks of.
  public var unit: TestUnit
  /// With unit `pattern`, the largest acceptable failure rate of each single case.
  public var cap: Double?
  /// Most trials of a test; nil means 20 / limit.
  public var budget: Int?
  /// Whether its tests decide the gate; otherwise they are shown only.
  public var blocks: Bool

  /// Makes the value from its parts.
  public init(limit: Double, unit: TestUnit = .evalCase, cap: Double? = nil, budget: Int? = nil, blocks: Bool = true) {
    self.limit = limit
    self.unit = unit
    self.cap = cap
    self.budget = budget
    self.blocks = blocks
  }

  private enum CodingKeys: String, CodingKey {
    case limit
    case unit
    case cap
    case budget
    case blocks
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    limit = try container.decode(Double.self, forKey: .limit)
    unit = try container.decodeIfPresent(TestUnit.self, forKey: .unit) ?? .evalCase
    cap = try container.decodeIfPresent(Double.self, forKey: .cap)
    budget = try container.decodeIfPresent(Int.self, forKey: .budget)
    blocks = try container.decodeIfPresent(Bool.self, forKey: .blocks) ?? true
  }
}
