import EvalSchema

@testable import Authoring

/// A document as a team would write it, with the verdict that it must get; written for these tests.
struct PostmortemDocument: Sendable {
  /// What it is.
  var name: String
  /// The name of its file.
  var file: String
  /// What it holds.
  var bytes: [UInt8]
  /// The verdict.
  var verdict: ImportedDocument.Verdict
  /// Why it is not accepted.
  var reason: ImportReason?
  /// The id of the incident.
  var incident: String?
  /// The severity on our scale.
  var severity: Severity?
  /// What is missing, for each case.
  var missing: [[String]]
  /// Findings that it must have besides.
  var codes: [String]
  /// What is taken for granted.
  var policy: ImportPolicy

  init(
    _ name: String, _ file: String, _ text: String, _ verdict: ImportedDocument.Verdict,
    _ reason: ImportReason? = nil, incident: String? = nil, severity: Severity? = nil, missing: [[String]] = [],
    codes: [String] = [], policy: ImportPolicy = ImportPolicy()
  ) {
    self.init(
      name, file, bytes: Array(text.utf8), verdict, reason, incident: incident, severity: severity, missing: missing,
      codes: codes, policy: policy)
  }

  init(
    _ name: String, _ file: String, bytes: [UInt8], _ verdict: ImportedDocument.Verdict,
    _ reason: ImportReason? = nil, incident: String? = nil, severity: Severity? = nil, missing: [[String]] = [],
    codes: [String] = [], policy: ImportPolicy = ImportPolicy()
  ) {
    (self.name, self.file, self.bytes, self.verdict, self.reason) = (name, file, bytes, verdict, reason)
    (self.incident, self.severity, self.missing, self.codes, self.policy) = (incident, severity, missing, codes, policy)
  }

  /// What a case lacks whose three parts stand in the document.
  static let proof = ["graders", "known_good"]
  /// What a case lacks of which only prose is there.
  static let everything = ["input", "expected", "graders", "known_bad", "known_good"]

  /// A person's word that it is closed.
  static let attested = ImportPolicy(
    attestation: ImportPolicy.Attestation(closedOn: "2026-05-14", closedBy: "Ana Ruiz", reason: "review signed"))
}

extension PostmortemDocument: CustomStringConvertible {
  var description: String { name }
}
