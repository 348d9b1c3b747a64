/// One rule of the gate with what was observed, its bound and its margin.
public struct RuleVerdict: Sendable, Hashable, Codable {
  /// The id of the test; `errors` for the share of errored trials, `model`, `coverage`, `design` or `record` for rules
  /// about the run.
  public var id: String
  /// `case`, `pattern` or `cap` for a test; else the id.
  public var kind: String
  /// The rule in words.
  public var text: String
  /// The ids of its cases.
  public var members: [String]
  /// The severity whose rules it follows.
  public var severity: Severity?
  /// Failed trials; for a rule about the run what breaks it: errored trials, models, cases or tests.
  public var failures: Int
  /// Valid trials; for a rule about the run of how many: asked trials, valid trials, cases or tests.
  public var valid: Int
  /// The limit.
  public var limit: Double
  /// The lower bound of the rate, rounded down, valid at any stop.
  public var lower: Double?
  /// The upper bound of the rate, rounded up, valid at any stop.
  public var upper: Double?
  /// How far the deciding bound is on the good side of the limit; negative when it is on the other side.
  public var margin: Double?
  /// The verdict.
  public var verdict: Verdict
  /// Why.
  public var reason: ReasonCode
  /// The finding as a sentence.
  public var sentence: String
  /// Whether it decides the gate.
  public var blocks: Bool
  /// The record of the waiver that keeps it from blocking.
  public var waiver: String?
  /// The file that states the rule, relative to the evalset.
  public var file: String
  /// The line in it.
  public var line: Int?

  /// Makes the value from its parts.
  public init(
    id: String, kind: String, text: String, members: [String] = [], severity: Severity? = nil, failures: Int,
    valid: Int, limit: Double, lower: Double? = nil, upper: Double? = nil, margin: Double? = nil, verdict: Verdict,
    reason: ReasonCode, sentence: String, blocks: Bool, waiver: String? = nil, file: String, line: Int? = nil
  ) {
    self.id = id
    self.kind = kind
    self.text = text
    self.members = members
    self.severity = severity
    self.failures = failures
    self.valid = valid
    self.limit = limit
    self.lower = lower
    self.upper = upper
    self.margin = margin
    self.verdict = verdict
    self.reason = reason
    self.sentence = sentence
    self.blocks = blocks
    self.waiver = waiver
    self.file = file
    self.line = line
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case kind
    case text
    case members
    case severity
    case failures
    case valid
    case limit
    case lower
    case upper
    case margin
    case verdict
    case reason
    case sentence
    case blocks
    case waiver
    case file
    case line
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    kind = try container.decode(String.self, forKey: .kind)
    text = try container.decode(String.self, forKey: .text)
    members = try container.decodeIfPresent([String].self, forKey: .members) ?? []
    severity = try container.decodeIfPresent(Severity.self, forKey: .severity)
    failures = try container.decode(Int.self, forKey: .failures)
    valid = try container.decode(Int.self, forKey: .valid)
    limit = try container.decode(Double.self, forKey: .limit)
    lower = try container.decodeIfPresent(Double.self, forKey: .lower)
    upper = try container.decodeIfPresent(Double.self, forKey: .upper)
    margin = try container.decodeIfPresent(Double.self, forKey: .margin)
    verdict = try container.decode(Verdict.self, forKey: .verdict)
    reason = try container.decode(ReasonCode.self, forKey: .reason)
    sentence = try container.decode(String.self, forKey: .sentence)
    blocks = try container.decode(Bool.self, forKey: .blocks)
    waiver = try container.decodeIfPresent(String.self, forKey: .waiver)
    file = try container.decode(String.self, forKey: .file)
    line = try container.decodeIfPresent(Int.self, forKey: .line)
  }
}
