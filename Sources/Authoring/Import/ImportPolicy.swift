package import EvalSchema

/// What an import takes for granted, and what it asks for.
package struct ImportPolicy: Sendable, Hashable {
  /// A person's word that an incident is closed, for documents that do not say it.
  package struct Attestation: Sendable, Hashable {
    /// The day on which it was closed, as `2026-05-14`; nil when only that it is closed is attested.
    package var closedOn: String?
    /// Who says so.
    package var closedBy: String
    /// Why that may be said.
    package var reason: String?

    /// Makes the attestation.
    package init(closedOn: String?, closedBy: String, reason: String? = nil) {
      self.closedOn = closedOn
      self.closedBy = closedBy
      self.reason = reason
    }

    /// Reads `closed: WHO, WHY`; nil for anything else.
    package init?(_ statement: String, closedOn: String?) {
      guard let colon = statement.firstIndex(of: ":"), statement[..<colon].trimmed.lowercased() == "closed",
        let comma = statement[colon...].firstIndex(of: ",")
      else { return nil }
      let who = statement[statement.index(after: colon)..<comma].trimmed
      let why = statement[statement.index(after: comma)...].trimmed
      guard !who.isEmpty, !why.isEmpty else { return nil }
      self.init(closedOn: closedOn, closedBy: who, reason: why)
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
  /// The trace of the incident's run; nil when there is none.
  package var trace: TraceFile?
  /// What must not be left in a record after redaction; nil when nothing is looked for.
  package var finder: SensitiveFinder?

  /// Makes a policy.
  package init(
    scheme: SeverityScheme = .sev1,
    acceptsResolved: Bool = false, isProvisional: Bool = false, attestation: Attestation? = nil,
    needsProof: Bool = true,
    known: [KnownIncident] = [], mostBytes: Int = 1 << 20, trace: TraceFile? = nil
  ) {
    self.trace = trace
    self.scheme = scheme
    self.acceptsResolved = acceptsResolved
    self.isProvisional = isProvisional
    self.attestation = attestation
    self.needsProof = needsProof
    self.known = known
    self.mostBytes = mostBytes
  }
}
