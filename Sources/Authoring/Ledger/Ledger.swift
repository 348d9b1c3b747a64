package import EvalSchema

/// The ledger of an evalset as read: whole, with an unbroken chain.
package struct Ledger: Sendable {
  /// What the ledger holds of one case.
  package struct CaseState: Sendable {
    /// The index of the last line about the case among `entries`.
    package var line: Int
    /// What the case demands by that line.
    package var strictness: CaseStrictness
    /// The digest of its meaning by that line.
    package var digest: Digest
    /// Where it stands in its life.
    package var stage: CaseStage
    /// Whether it no longer decides.
    package var isRetired: Bool { stage == .retired }
    /// Every known-bad that it ever had, in the order in which they came, with the index of the line that brought it.
    package var knownBad: [(exhibit: RecordedExhibit, line: Int)]
  }

  /// The lines; the number of a line is its index plus one.
  package let entries: [LedgerEntry]
  /// What is known of each case, by id.
  package let cases: [String: CaseState]
  /// The policy by the last line about it, with the index of the line.
  package let policy: (value: Policy, line: Int)?
  /// Every waiver that was recorded.
  package let waivers: Set<Waiver>
  /// The last proof of each case, by id.
  package let proofs: [String: RecordedProof]
  /// The lines that are no legal move in the life of their case, with the reason.
  package let illegalMoves: [(line: Int, reason: String)]

  /// A proof with the form of the case that it is of.
  package struct RecordedProof: Sendable, Hashable {
    /// The index of its line among `entries`.
    package var line: Int
    /// The digest of the case's meaning when it was proven.
    package var digest: Digest
    /// What was found.
    package var proof: CaseProof
  }

  /// Takes the lines of a whole ledger. Complexity: O(n).
  package init(_ entries: [LedgerEntry] = []) {
    var cases: [String: CaseState] = [:]
    var policy: (value: Policy, line: Int)?
    var waivers: Set<Waiver> = []
    var proofs: [String: RecordedProof] = [:]
    var illegal: [(line: Int, reason: String)] = []
    for (line, entry) in entries.enumerated() {
      if let value = entry.policy { policy = (value, line) }
      if let waiver = entry.waiver { waivers.insert(waiver) }
      guard let id = entry.evalCase else { continue }
      if let proof = entry.proof { proofs[id] = RecordedProof(line: line, digest: entry.digest, proof: proof) }
      var stage = cases[id]?.stage
      switch CaseStage.after(entry, from: stage, digest: cases[id]?.digest) {
      case .success(let next): stage = next
      case .failure(let move):
        illegal.append((line, move.reason))
        // What is recorded of the case is still held against its file.
        if entry.event == .retire { stage = .retired }
      }
      if let stage { cases[id]?.stage = stage }
      guard let strictness = entry.strictness else { continue }
      var knownBad = cases[id]?.knownBad ?? []
      let known = Set(knownBad.map(\.exhibit.digest))
      knownBad += strictness.knownBad.filter { !known.contains($0.digest) }.map { ($0, line) }
      cases[id] = CaseState(
        line: line, strictness: strictness, digest: entry.digest, stage: stage ?? .active, knownBad: knownBad)
    }
    self.entries = entries
    self.cases = cases
    self.policy = policy
    self.waivers = waivers
    self.proofs = proofs
    illegalMoves = illegal
  }

  /// The seal that the next line continues.
  package var head: Digest { entries.last?.seal ?? LedgerEntry.beginning }

  /// The ids of the cases that no longer decide.
  package var retired: Set<String> { Set(cases.filter(\.value.isRetired).keys) }

  /// The ids of the cases that are run and decide nothing yet.
  package var watching: Set<String> { Set(cases.filter { $0.value.stage == .watching }.keys) }

  /// Whether the last proof of a case is of another form of it than the one with this digest.
  package func isStale(_ proof: RecordedProof, now digest: Digest) -> Bool { proof.digest != digest }

  /// The name of the file in the folder of an evalset.
  package static let file = "ledger.jsonl"
}
