package import EvalSchema

/// What the import of one postmortem gave: a verdict, its reason, and the text of case files.
///
/// Encodes to one element of `documents` in the report of `relapse import --format json`.
package struct ImportedDocument: Sendable, Hashable {
  /// The outcome for a document.
  package enum Verdict: String, Sendable, Hashable, Codable {
    /// Every case is whole.
    case accepted
    /// Something must be said by a person; what is known stands in drafts.
    case incomplete
    /// The document cannot become a case.
    case refused
  }

  /// The path as it was given.
  package var file: String
  /// The outcome.
  package var verdict: Verdict
  /// Why it is not accepted; nil when it is.
  package var reason: ImportReason?
  /// The status verbatim.
  package var status: String?
  /// The severity that the stated one means.
  package var severity: Severity?
  /// The digest of the bytes that were read.
  package var sha256: Digest
  /// The id of the incident; nil when none could be told.
  package var incidentID: String?
  /// The path by which the cases refer to the document, relative to the evalset.
  package var postmortem: String
  /// The cases, whole or not; none of a refused document.
  package var cases: [ImportedCase]
  /// Findings in the order of the text.
  package var diagnostics: [Diagnostic]
  /// What was taken out of the document and its cases, without saying what it was.
  package var redactions: [Redaction] = []
  /// What the stated severity may mean, when that is ambiguous; the higher first.
  package var severityCandidates: [Severity] = []
  /// Its position among the records of its file, from 0.
  package var position = 0
}

/// One case of an imported document.
package struct ImportedCase: Sendable, Hashable {
  /// The id of the case.
  package var id: String
  /// The path of its file relative to the evalset: in `cases/`, or in `drafts/` when something is missing.
  package var file: String
  /// The text of its file.
  package var text: String
  /// What a person must fill in, in the order of the file; empty for a whole case.
  package var missing: [String]
  /// Places in the document where the missing parts may stand.
  package var proposals: [ImportProposal]
  /// Cases that are much like this one, the most alike first; at most three.
  package var similar: [SimilarCase] = []
  /// The name of a pattern that is none, as it was written; nil when there is no such name.
  var unknownPattern: PostmortemMetadata.Statement?
}

extension ImportedDocument {
  /// The same with every case as a draft: whole cases lack nothing but the word that they may be written.
  var drafted: ImportedDocument {
    var document = self
    document.verdict = .incomplete
    document.reason = .missing
    for position in document.cases.indices where document.cases[position].missing.isEmpty {
      document.cases[position].missing = ["confirmation"]
      document.cases[position].file = "drafts/\(document.cases[position].id).yaml"
    }
    return document
  }
}

/// A place in a postmortem that may hold a part of a case. It is never put into one.
package struct ImportProposal: Sendable, Hashable, Codable {
  /// The part: `input`, `known_bad`, `expected`, `known_good`, `pattern`.
  package var field: String
  /// Where it stands.
  package var lines: LineRange?
  /// How it starts, on one line.
  package var quote: String
  /// The whole text, as it would stand in a case; no part of the report.
  package var text: String
  /// Who proposes it; nil for the document itself.
  package var proposedBy: String?

  /// Makes a proposal.
  package init(field: String, lines: LineRange?, text: String, quote: String? = nil, proposedBy: String? = nil) {
    (self.field, self.lines, self.text, self.proposedBy) = (field, lines, text, proposedBy)
    self.quote = quote ?? ImportProposal.excerpt(text)
  }

  private enum CodingKeys: String, CodingKey {
    case field, lines, quote
    case proposedBy = "proposed_by"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    field = try container.decode(String.self, forKey: .field)
    lines = try container.decodeIfPresent(LineRange.self, forKey: .lines)
    quote = try container.decode(String.self, forKey: .quote)
    text = quote
    proposedBy = try container.decodeIfPresent(String.self, forKey: .proposedBy)
  }

  /// The start of a text on one line, without control characters; at most 160 scalars.
  package static func excerpt(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.trimmed.unicodeScalars {
      if view.count == 160 {
        view.append("…")
        break
      }
      let isPrintable = scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
      view.append(isPrintable && !scalar.properties.isWhitespace ? scalar : " ")
    }
    return String(view)
  }
}

/// Why a document was not accepted, as a stable code.
package enum ImportReason: String, Sendable, Hashable, Codable, CaseIterable {
  // Incomplete.
  case missing
  // Refused for what it says.
  case notClosed = "not-closed"
  case unfilledTemplate = "unfilled-template"
  case truncated
  case notModelBehavior = "not-model-behavior"
  case badEqualsExpected = "bad-equals-expected"
  case invalidEvalCase = "invalid-eval-case"
  case unusableID = "unusable-id"
  case duplicateIncident = "duplicate-incident"
  case duplicateCase = "duplicate-case"
  case secretInFile = "secret-in-file"
  case cannotRedact = "cannot-redact"
  case traceRunMissing = "trace-run-missing"
  case traceRunUnnamed = "trace-run-unnamed"
  // Refused for its bytes.
  case empty, binary, undecodable, oversized
  case unsupportedFormat = "unsupported-format"
}

extension ImportedDocument: Encodable {
  private enum CodingKeys: String, CodingKey {
    case file, verdict, reason, status, severity, cases, diagnostics, redactions
  }

  private struct Finding: Encodable {
    var code: String
    var severity: String
    var line: Int?
    var column: Int?
    var message: String
    var hint: String?
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(reason, forKey: .reason)
    try container.encode(status, forKey: .status)
    try container.encode(severity, forKey: .severity)
    try container.encode(cases, forKey: .cases)
    let findings = diagnostics.map {
      Finding(
        code: $0.code, severity: $0.severity.rawValue, line: $0.place?.line, column: $0.place?.column,
        message: $0.message,
        hint: $0.hint)
    }
    try container.encode(findings, forKey: .diagnostics)
    try container.encode(redactions, forKey: .redactions)
  }
}

extension ImportedCase: Encodable {
  private enum CodingKeys: String, CodingKey { case id, file, missing, proposals, similar }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(file, forKey: .file)
    try container.encode(missing, forKey: .missing)
    try container.encode(proposals, forKey: .proposals)
    try container.encode(similar, forKey: .similar)
  }
}

/// The report of one import, as `{"documents": […]}`.
package struct ImportReport: Sendable, Hashable, Encodable {
  /// The documents in the order in which they were given.
  package var documents: [ImportedDocument]

  /// Makes the report.
  package init(documents: [ImportedDocument]) { self.documents = documents }
}
