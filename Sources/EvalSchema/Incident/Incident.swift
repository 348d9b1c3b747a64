/// Lines of a postmortem, first and last, from 1. In files `31-38` or `31`.
public struct LineRange: Sendable, Hashable, Codable {
  /// The first line.
  public var first: Int
  /// The last line.
  public var last: Int

  /// Makes the value from its parts.
  public init(first: Int, last: Int) {
    self.first = first
    self.last = last
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let line = try? container.decode(Int.self) {  // One line is a bare number.
      self.init(first: line, last: line)
      return
    }
    let text = try container.decode(String.self)
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard let first = parts.first, let last = parts.last, parts.count <= 2, first <= last, first > 0 else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "lines are written `31-38`")
    }
    self.init(first: first, last: last)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode("\(first)-\(last)")
  }
}

/// The incident that a case was born from, and where its closed postmortem says so.
public struct IncidentReference: Sendable, Hashable, Codable {
  /// The id of the incident, for example `INC-2041`.
  public var id: String
  /// What the postmortem is called.
  public var title: String?
  /// The day on which the incident was closed, ISO 8601.
  public var closed: String?
  /// The status as the postmortem says it, word for word.
  public var status: String?
  /// The severity on our scale.
  public var severity: Severity
  /// The severity as the postmortem says it, word for word.
  public var severitySource: String?
  /// The path of the postmortem, relative to the evalset.
  public var postmortem: String
  /// The digest of the document that the case was made from.
  public var sha256: Digest
  /// The lines that each field of the case was taken from.
  public var lines: [String: LineRange]
  /// The sentence of the postmortem that says what happened.
  public var quote: String?
  /// The version of the importer that read it.
  public var importer: String?
  /// The version of the taxonomy that named the pattern; nil means 1.
  public var taxonomy: Int?
  /// The digest of the document before redaction; nil when nothing was taken out.
  public var redactedFrom: Digest?
  /// Who said that the incident is closed, where the document does not say it.
  public var attestedBy: String?
  /// Who proposed a part of the case, by part: `model`. Nothing counts before `confirmedBy` is there.
  public var proposedBy: [String: String]?
  /// Who confirmed what was proposed.
  public var confirmedBy: String?

  /// Makes the value from its parts.
  public init(
    id: String, title: String? = nil, closed: String? = nil, status: String? = nil, severity: Severity,
    severitySource: String? = nil, postmortem: String, sha256: Digest, lines: [String: LineRange] = [:],
    quote: String? = nil, importer: String? = nil, taxonomy: Int? = nil, redactedFrom: Digest? = nil,
    attestedBy: String? = nil, proposedBy: [String: String]? = nil, confirmedBy: String? = nil
  ) {
    self.id = id
    self.title = title
    self.closed = closed
    self.status = status
    self.severity = severity
    self.severitySource = severitySource
    self.postmortem = postmortem
    self.sha256 = sha256
    self.lines = lines
    self.quote = quote
    self.importer = importer
    self.taxonomy = taxonomy
    self.redactedFrom = redactedFrom
    self.attestedBy = attestedBy
    self.proposedBy = proposedBy
    self.confirmedBy = confirmedBy
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case title
    case closed
    case status
    case severity
    case severitySource = "severity_source"
    case postmortem
    case sha256
    case lines
    case quote
    case importer
    case taxonomy
    case redactedFrom = "redacted_from"
    case attestedBy = "attested_by"
    case proposedBy = "proposed_by"
    case confirmedBy = "confirmed_by"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    title = try container.decodeIfPresent(String.self, forKey: .title)
    closed = try container.decodeIfPresent(String.self, forKey: .closed)
    status = try container.decodeIfPresent(String.self, forKey: .status)
    severity = try container.decode(Severity.self, forKey: .severity)
    severitySource = try container.decodeIfPresent(String.self, forKey: .severitySource)
    postmortem = try container.decode(String.self, forKey: .postmortem)
    sha256 = try container.decode(Digest.self, forKey: .sha256)
    lines = try container.decodeIfPresent([String: LineRange].self, forKey: .lines) ?? [:]
    quote = try container.decodeIfPresent(String.self, forKey: .quote)
    importer = try container.decodeIfPresent(String.self, forKey: .importer)
    taxonomy = try container.decodeIfPresent(Int.self, forKey: .taxonomy)
    redactedFrom = try container.decodeIfPresent(Digest.self, forKey: .redactedFrom)
    attestedBy = try container.decodeIfPresent(String.self, forKey: .attestedBy)
    proposedBy = try container.decodeIfPresent([String: String].self, forKey: .proposedBy)
    confirmedBy = try container.decodeIfPresent(String.self, forKey: .confirmedBy)
  }
}
