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
    /// Whether it no longer decides.
    package var isRetired: Bool
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

  /// Takes the lines of a whole ledger. Complexity: O(n).
  package init(_ entries: [LedgerEntry] = []) {
    var cases: [String: CaseState] = [:]
    var policy: (value: Policy, line: Int)?
    var waivers: Set<Waiver> = []
    for (line, entry) in entries.enumerated() {
      if let value = entry.policy { policy = (value, line) }
      if let waiver = entry.waiver { waivers.insert(waiver) }
      guard let id = entry.evalCase, let strictness = entry.strictness else { continue }
      var knownBad = cases[id]?.knownBad ?? []
      let known = Set(knownBad.map(\.exhibit.digest))
      knownBad += strictness.knownBad.filter { !known.contains($0.digest) }.map { ($0, line) }
      cases[id] = CaseState(
        line: line, strictness: strictness, digest: entry.digest, isRetired: entry.event == .retire, knownBad: knownBad)
    }
    self.entries = entries
    self.cases = cases
    self.policy = policy
    self.waivers = waivers
  }

  /// The seal that the next line continues.
  package var head: Digest { entries.last?.seal ?? LedgerEntry.beginning }

  /// The ids of the cases that no longer decide.
  package var retired: Set<String> { Set(cases.filter(\.value.isRetired).keys) }

  /// The name of the file in the folder of an evalset.
  package static let file = "ledger.jsonl"
}
