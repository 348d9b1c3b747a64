import EvalSchema

/// What a document says about its incident, as it goes into every case.
struct IncidentFacts: Sendable, Hashable {
  var id: IncidentID
  var title: String
  /// The day of closing as `2026-05-14`.
  var closed: String?
  var status: StatusGate
  /// Whether the incident counts as closed, by the document, the policy or an attestation.
  var isClosed: Bool
  var attestation: ImportPolicy.Attestation?
  var severity: Severity?
  /// The severity verbatim.
  var severitySource: String?
  /// What the stated severity may mean, when that is ambiguous.
  var severityCandidates: [Severity]
  /// The pattern, when the document names exactly one.
  var pattern: String?
  /// The first name of a pattern that is none.
  var unknownPattern: PostmortemMetadata.Statement?
  var patternCandidates: [String]
  var owner: String?
  var model: String?
  /// The path of the document relative to the evalset.
  var postmortem: String
  var sha256: Digest
  /// The digest of the document before redaction; nil when nothing was taken out.
  var redactedFrom: Digest?
  /// What made the case: importer, table of names, taxonomy.
  var importer: String
  /// The severity that a person says, where the document's is missing or ambiguous.
  var answeredSeverity: Severity?
  /// Who confirms what was proposed.
  var confirmedBy: String?
  /// Whether the root cause only names a symptom.
  var isCauseSymptom = false
}

extension IncidentFacts {
  /// The version of the importer's rules; it changes when the same document could give another case.
  static let version = 1

  /// Reads the facts of a document.
  init(
    _ reading: PostmortemReading, policy: ImportPolicy, postmortem: String, sha256: Digest, redactedFrom: Digest? = nil
  ) {
    let (heading, metadata, file) = (reading.heading, reading.metadata, reading.fileName)
    let stated = metadata.first(.title)?.value ?? heading
    id = IncidentID(metadata, title: heading.isEmpty ? stated : heading, file: file)
    title = IncidentFacts.bareTitle(stated, id: id.text)
    if title.isEmpty { title = IncidentID.stem(of: file) }

    status = StatusGate(metadata.all(.status) + IncidentFacts.labels(metadata, prefix: "incident::"))
    attestation = nil
    switch status.verdict {
    case .closed?: isClosed = true
    case .resolved? where policy.acceptsResolved: isClosed = true
    case .notClosed?: isClosed = false
    default:
      attestation = policy.attestation
      isClosed = policy.attestation != nil
    }
    closed =
      attestation?.closedOn ?? metadata.all(.closed).lazy.compactMap { DateReading.day(in: $0.value) }.first
      ?? status.value.flatMap { DateReading.day(in: $0) }

    (owner, model) = (metadata.first(.owner)?.value, metadata.first(.model)?.value)
    isCauseSymptom = reading.weaknesses.contains { $0.code == "root-cause-symptom" }
    self.postmortem = postmortem
    self.sha256 = sha256
    self.redactedFrom = redactedFrom
    importer =
      "relapse import \(IncidentFacts.version), names \(PostmortemField.tableVersion), taxonomy \(Taxonomy.version)"
    severity = nil
    severityCandidates = []
    pattern = nil
    patternCandidates = []
    readSeverity(metadata, scheme: policy.scheme)
    readPattern(metadata)
  }

  /// Takes over what is said about the document beyond what it holds.
  mutating func take(_ answers: ImportAnswers) {
    answeredSeverity = answers.severity
    if severity == nil { severity = answers.severity }
    if owner.map({ KeyedValue.isBlank($0) }) ?? true { owner = answers.owner ?? owner }
    confirmedBy = answers.confirmedBy
  }

  private mutating func readSeverity(_ metadata: PostmortemMetadata, scheme: SeverityScheme) {
    let severities = metadata.all(.severity) + IncidentFacts.labels(metadata, prefix: "severity::")
    severitySource = severities.first?.value
    let readings = severities.map { SeverityGate.read($0.value, scheme: scheme) }
    var known: Set<Severity> = []
    for reading in readings {
      switch reading {
      case .known(let severity): known.insert(severity)
      case .ambiguous(let candidates): severityCandidates += candidates
      case .unknown: continue
      }
    }
    if known.count == 1, severityCandidates.isEmpty {
      severity = known.first
    } else {
      severityCandidates = Set(severityCandidates + known).sorted(by: >)
    }

  }

  private mutating func readPattern(_ metadata: PostmortemMetadata) {
    for statement in metadata.all(.pattern) {
      switch PatternGate.read(statement.value) {
      case .known(let id): if pattern == nil { pattern = id }
      case .ambiguous(let ids): patternCandidates += ids.filter { !patternCandidates.contains($0) }
      case .unknown: if unknownPattern == nil { unknownPattern = statement }
      }
    }
    if pattern != nil { patternCandidates = [] }

  }

  static func plainTitle(of document: MarkdownDocument) -> String {
    if case .heading(_, let plain)? = document.title?.kind { return plain }
    return ""
  }

  /// A title without "Postmortem:", the id and marks at its start.
  static func bareTitle(_ title: String, id: String) -> String {
    var text = title.trimmed
    var isChanged = true
    while isChanged {
      isChanged = false
      for prefix in titlePrefixes where text.lowercased().hasPrefix(prefix) {
        let rest = String(text.dropFirst(prefix.count))
        guard let next = rest.unicodeScalars.first, !next.properties.isAlphabetic || prefix.hasSuffix(" ") else {
          continue
        }
        let bare = withoutMarks(rest)
        if bare.isEmpty { continue }
        text = bare
        isChanged = true
      }
      if !id.isEmpty, text.lowercased().hasPrefix(id.lowercased()), text.count > id.count {
        let bare = withoutMarks(String(text.dropFirst(id.count)))
        if !bare.isEmpty {
          text = bare
          isChanged = true
        }
      }
    }
    return withoutMarks(text)
  }

  private static func withoutMarks(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    if scalars.allSatisfy(isMark) { return "" }
    let start = scalars.firstIndex { !(isMark($0) || ":-–—]|#.".unicodeScalars.contains($0)) } ?? scalars.endIndex
    let end = scalars.lastIndex { !isMark($0) } ?? scalars.startIndex
    if start > end { return "" }
    return String(String.UnicodeScalarView(scalars[start...end])).trimmed
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.isEmojiPresentation || scalar.value == 0xFE0F
  }

  private static let titlePrefixes = [
    "postmortem", "post-mortem", "post mortem", "incident report", "incident postmortem", "incident review",
    "case study", "coe",
    "rca", "incident", "[model]", "[bug]", "critical incident",
  ]

  /// The values of labels such as `severity::2` and `Incident::ReviewCompleted`.
  private static func labels(_ metadata: PostmortemMetadata, prefix: String) -> [PostmortemMetadata.Statement] {
    metadata.all(.labels).flatMap { statement in
      statement.value.split { " ,~\"".contains($0) }.compactMap { label in
        guard label.lowercased().hasPrefix(prefix) else { return nil }
        let value = String(label.dropFirst(prefix.count))
        let shown = prefix.hasPrefix("severity") ? "severity \(value)" : value
        return PostmortemMetadata.Statement(field: statement.field, value: shown, line: statement.line)
      }
    }
  }
}
