package import EvalSchema

/// What an import takes for granted, and what it asks for.
package struct ImportPolicy: Sendable, Hashable {
  /// A person's word that an incident is closed, for documents that do not say it.
  package struct Attestation: Sendable, Hashable {
    /// The day on which it was closed, as `2026-05-14`.
    package var closedOn: String
    /// Who says so.
    package var closedBy: String

    /// Makes the attestation.
    package init(closedOn: String, closedBy: String) {
      self.closedOn = closedOn
      self.closedBy = closedBy
    }
  }

  /// An incident that the evalset holds already.
  package struct KnownIncident: Sendable, Hashable {
    /// Its id.
    package var id: String
    /// The digest of the document that its cases were made from.
    package var sha256: Digest
    /// The file that says so.
    package var file: String

    /// Makes the value.
    package init(id: String, sha256: Digest, file: String) {
      self.id = id
      self.sha256 = sha256
      self.file = file
    }
  }

  /// How the team numbers severities.
  package var scheme: SeverityScheme
  /// Whether an incident that is over but not said to be reviewed is accepted.
  package var acceptsResolved: Bool
  /// Whether a document that is not closed gives drafts in place of a refusal; a draft can never gate.
  package var isProvisional: Bool
  /// A person's word that the incident is closed. It never overrides a document that says it is not.
  package var attestation: Attestation?
  /// Whether a case needs graders and a good exhibit to be whole.
  package var needsProof: Bool
  /// What the evalset holds already.
  package var known: [KnownIncident]
  /// Most bytes of a document.
  package var mostBytes: Int
  /// What must not be left in a record after redaction; nil when nothing is looked for.
  package var finder: SensitiveFinder?

  /// Makes a policy.
  package init(
    scheme: SeverityScheme = .sev1,
    acceptsResolved: Bool = false, isProvisional: Bool = false, attestation: Attestation? = nil,
    needsProof: Bool = true,
    known: [KnownIncident] = [], mostBytes: Int = 1 << 20
  ) {
    self.scheme = scheme
    self.acceptsResolved = acceptsResolved
    self.isProvisional = isProvisional
    self.attestation = attestation
    self.needsProof = needsProof
    self.known = known
    self.mostBytes = mostBytes
  }
}
