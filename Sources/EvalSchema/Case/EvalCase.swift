/// One permanent test born from an incident.
///
/// `severity` of a case is computed: see `effectiveSeverity`.
public struct EvalCase: Sendable, Hashable, Codable {
  /// The id, which is the file's name without `.yaml`.
  public var id: String
  /// What went wrong, in a line.
  public var title: String
  /// The incident that it was born from.
  public var incident: IncidentReference
  /// The id of its failure pattern.
  public var pattern: String
  /// Where the cause lay.
  public var layers: [Layer]
  /// Where the case serves.
  public var suite: Suite
  /// Who answers for the case.
  public var owner: String?
  /// Free labels for selection.
  public var tags: [String]
  /// What followed from the failure.
  public var consequence: Consequence?
  /// A severity lower than the computed one, with its reason.
  public var severityOverride: SeverityOverride?
  /// The failure rate that the case may have, when it is less than its severity allows.
  public var limit: Double?
  /// What came in.
  public var input: CaseInput
  /// What the system under test should do.
  public var expected: Expectation
  /// What the system did: the graders must fail each.
  public var knownBad: [Exhibit]
  /// What it should do: the graders must pass each.
  public var knownGood: [Exhibit]
  /// The case asked in other ways; its trials rotate through them and the case as it is.
  public var variants: [CaseVariant]
  /// What is known of the incident's run.
  public var evidence: IncidentEvidence?

  /// Makes the value from its parts.
  public init(
    id: String, title: String, incident: IncidentReference, pattern: String, layers: [Layer] = [],
    suite: Suite = .regression, owner: String? = nil, tags: [String] = [], consequence: Consequence? = nil,
    severityOverride: SeverityOverride? = nil, limit: Double? = nil, input: CaseInput, expected: Expectation,
    knownBad: [Exhibit] = [], knownGood: [Exhibit] = [], variants: [CaseVariant] = [],
    evidence: IncidentEvidence? = nil
  ) {
    self.id = id
    self.title = title
    self.incident = incident
    self.pattern = pattern
    self.layers = layers
    self.suite = suite
    self.owner = owner
    self.tags = tags
    self.consequence = consequence
    self.severityOverride = severityOverride
    self.limit = limit
    self.input = input
    self.expected = expected
    self.knownBad = knownBad
    self.knownGood = knownGood
    self.variants = variants
    self.evidence = evidence
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case title
    case incident
    case pattern
    case layers
    case suite
    case owner
    case tags
    case consequence
    case severityOverride = "severity_override"
    case limit
    case input
    case expected
    case knownBad = "known_bad"
    case knownGood = "known_good"
    case variants
    case evidence
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    title = try container.decode(String.self, forKey: .title)
    incident = try container.decode(IncidentReference.self, forKey: .incident)
    pattern = try container.decode(String.self, forKey: .pattern)
    layers = try container.decodeIfPresent([Layer].self, forKey: .layers) ?? []
    suite = try container.decodeIfPresent(Suite.self, forKey: .suite) ?? .regression
    owner = try container.decodeIfPresent(String.self, forKey: .owner)
    tags = try container.decodeIfPresent([String].self, forKey: .tags) ?? []
    consequence = try container.decodeIfPresent(Consequence.self, forKey: .consequence)
    severityOverride = try container.decodeIfPresent(SeverityOverride.self, forKey: .severityOverride)
    limit = try container.decodeIfPresent(Double.self, forKey: .limit)
    input = try container.decode(CaseInput.self, forKey: .input)
    expected = try container.decode(Expectation.self, forKey: .expected)
    knownBad = try container.decodeIfPresent([Exhibit].self, forKey: .knownBad) ?? []
    knownGood = try container.decodeIfPresent([Exhibit].self, forKey: .knownGood) ?? []
    variants = try container.decodeIfPresent([CaseVariant].self, forKey: .variants) ?? []
    evidence = try container.decodeIfPresent(IncidentEvidence.self, forKey: .evidence)
  }

  /// Writes every key but `variants` where there is none: the digest of a case without variants stays what it was.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(title, forKey: .title)
    try container.encode(incident, forKey: .incident)
    try container.encode(pattern, forKey: .pattern)
    try container.encode(layers, forKey: .layers)
    try container.encode(suite, forKey: .suite)
    try container.encodeIfPresent(owner, forKey: .owner)
    try container.encode(tags, forKey: .tags)
    try container.encodeIfPresent(consequence, forKey: .consequence)
    try container.encodeIfPresent(severityOverride, forKey: .severityOverride)
    try container.encodeIfPresent(limit, forKey: .limit)
    try container.encode(input, forKey: .input)
    try container.encode(expected, forKey: .expected)
    try container.encode(knownBad, forKey: .knownBad)
    try container.encode(knownGood, forKey: .knownGood)
    if !variants.isEmpty { try container.encode(variants, forKey: .variants) }
    try container.encodeIfPresent(evidence, forKey: .evidence)
  }
}

/// A recorded decision to rate a case other than computed.
public struct SeverityOverride: Sendable, Hashable, Codable {
  /// The severity to use.
  public var severity: Severity
  /// Why.
  public var reason: String
  /// The ticket or document that holds the decision.
  public var record: String

  /// Makes the value from its parts.
  public init(severity: Severity, reason: String, record: String) {
    self.severity = severity
    self.reason = reason
    self.record = record
  }

  private enum CodingKeys: String, CodingKey {
    case severity
    case reason
    case record
  }
}

/// What the system under test should do, in words and as graders.
public struct Expectation: Sendable, Hashable, Codable {
  /// The expected behavior as an observable statement.
  public var behavior: String
  /// The graders; a trial passes when all pass.
  public var graders: [GraderSpec]

  /// Makes the value from its parts.
  public init(behavior: String, graders: [GraderSpec] = []) {
    self.behavior = behavior
    self.graders = graders
  }

  private enum CodingKeys: String, CodingKey {
    case behavior
    case graders
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    behavior = try container.decode(String.self, forKey: .behavior)
    graders = try container.decodeIfPresent([GraderSpec].self, forKey: .graders) ?? []
  }
}

/// Recorded evidence kept with the case.
public struct Exhibit: Sendable, Hashable, Codable {
  /// Where it comes from: `incident`, `author`, or a run.
  public var from: String
  /// What there is to know about it.
  public var note: String?
  /// What was said and done.
  public var transcript: Transcript

  /// Makes the value from its parts.
  public init(from: String, note: String? = nil, transcript: Transcript) {
    self.from = from
    self.note = note
    self.transcript = transcript
  }

  private enum CodingKeys: String, CodingKey {
    case from
    case note
    case transcript
  }
}
