/// What kind of claim a planned test makes.
public enum TestKind: String, Sendable, Codable, Hashable {
  /// One case's rate is below its limit.
  case evalCase = "case"
  /// The average rate of a pattern's cases is below the limit.
  case pattern
  /// One case's rate is below the loose cap that goes with its pattern's test.
  case cap
}

/// One sequential test of "the failure rate is below the limit", as planned before the first trial.
public struct PlannedTest: Sendable, Hashable, Codable {
  /// The id: `case:ID`, `pattern:ID` or `cap:ID`.
  public var id: String
  /// What kind of claim it makes.
  public var kind: TestKind
  /// The ids of its cases, sorted; one unless the kind is `pattern`.
  public var members: [String]
  /// The severity whose rules it follows.
  public var severity: Severity
  /// The limit L.
  public var limit: Double
  /// The chance of a false pass.
  public var passAlpha: Double
  /// The chance of a false fail: α over the number of tests of the gate.
  public var failAlpha: Double
  /// Most valid trials N; for a pattern the sum over its cases.
  public var budget: Int
  /// Whether the exact final look at N belongs to it; never for a pattern.
  public var isClosed: Bool
  /// Whether it decides the gate.
  public var blocks: Bool
  /// What it allows for because models judge its trials; nil when none does.
  public var judges: JudgeCorrection?
  /// The larger budget that the test was given after it ended undecided; nil without one.
  ///
  /// Filled in by the reader of a record from its extension lines. No part of the plan and of its digest: the plan stays what
  /// was fixed before the first trial.
  public var extendedTo: Int?

  /// Makes the value from its parts.
  public init(
    id: String, kind: TestKind, members: [String], severity: Severity, limit: Double, passAlpha: Double,
    failAlpha: Double, budget: Int, isClosed: Bool, blocks: Bool = true, judges: JudgeCorrection? = nil,
    extendedTo: Int? = nil
  ) {
    self.id = id
    self.kind = kind
    self.members = members
    self.severity = severity
    self.limit = limit
    self.passAlpha = passAlpha
    self.failAlpha = failAlpha
    self.budget = budget
    self.isClosed = isClosed
    self.blocks = blocks
    self.judges = judges
    self.extendedTo = extendedTo
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case kind
    case members
    case severity
    case limit
    case passAlpha
    case failAlpha
    case budget
    case isClosed
    case blocks
    case judges
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    kind = try container.decode(TestKind.self, forKey: .kind)
    members = try container.decode([String].self, forKey: .members)
    severity = try container.decode(Severity.self, forKey: .severity)
    limit = try container.decode(Double.self, forKey: .limit)
    passAlpha = try container.decode(Double.self, forKey: .passAlpha)
    failAlpha = try container.decode(Double.self, forKey: .failAlpha)
    budget = try container.decode(Int.self, forKey: .budget)
    isClosed = try container.decode(Bool.self, forKey: .isClosed)
    blocks = try container.decodeIfPresent(Bool.self, forKey: .blocks) ?? true
    judges = try container.decodeIfPresent(JudgeCorrection.self, forKey: .judges)
  }
}

/// The stopping rule of a run: all that a verdict depends on, beside the outcomes.
public struct StoppingDesign: Sendable, Hashable, Codable {
  /// The version of the evidence grid and its rules.
  public var version: String
  /// One minus α.
  public var confidence: Double
  /// The tests, sorted by id.
  public var tests: [PlannedTest]
  /// The largest share of errored trials of a case.
  public var errorShare: Double
  /// Fewest valid trials of a case.
  public var minimumValid: Int
  /// Most trials of each case, when the run is cut short of what its tests could use.
  public var maximumTrials: Int?

  /// Makes the value from its parts.
  public init(
    version: String = "grid-1", confidence: Double, tests: [PlannedTest], errorShare: Double, minimumValid: Int = 1,
    maximumTrials: Int? = nil
  ) {
    self.version = version
    self.confidence = confidence
    self.tests = tests
    self.errorShare = errorShare
    self.minimumValid = minimumValid
    self.maximumTrials = maximumTrials
  }

  private enum CodingKeys: String, CodingKey {
    case version
    case confidence
    case tests
    case errorShare
    case minimumValid
    case maximumTrials
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    version = try container.decodeIfPresent(String.self, forKey: .version) ?? "grid-1"
    confidence = try container.decode(Double.self, forKey: .confidence)
    tests = try container.decode([PlannedTest].self, forKey: .tests)
    errorShare = try container.decode(Double.self, forKey: .errorShare)
    minimumValid = try container.decodeIfPresent(Int.self, forKey: .minimumValid) ?? 1
    maximumTrials = try container.decodeIfPresent(Int.self, forKey: .maximumTrials)
  }
}

extension StoppingDesign {
  /// The number of tests that can raise a false alarm: the m of `failAlpha`.
  public var blockingTests: Int { tests.count { $0.blocks } }
}
