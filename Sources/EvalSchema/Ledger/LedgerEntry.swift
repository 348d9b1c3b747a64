/// What a line of the ledger records.
public enum LedgerEvent: String, Sendable, Codable, Hashable, CaseIterable {
  /// A case became permanent, or a retired one came back.
  case admit
  /// A case was changed.
  case amend
  /// A case no longer decides; its file stays.
  case retire
  /// A known failure was accepted for a time.
  case waive
  /// The policy was set or changed.
  case policy
  /// A case was run against the target of its incident and against the fixed one.
  case prove
  /// A case decides no gate until its watch has ended well.
  case watch
  /// The watch of a case ended well: it decides again.
  case activate
}

/// One line of `ledger.jsonl`: who changed what is judged, why, and what it was from then on.
///
/// In the file a line is one JSON object without spaces and with sorted keys, but for `seal`, which comes first: the SHA-256 of
/// everything after it in the line. `previous` is the seal of the line before, so that no line can be changed, removed or moved
/// without those after it being written anew.
public struct LedgerEntry: Sendable, Hashable, Codable {
  /// The version of the format.
  public var version: Int
  /// What happened.
  public var event: LedgerEvent
  /// The id of the case; nil where the event is about the policy.
  public var evalCase: String?
  /// The digest of what is recorded: the meaning of the case, of the policy, or the waiver.
  public var digest: Digest
  /// What the case demands from then on, and what it has to go on failing.
  public var strictness: CaseStrictness?
  /// The policy from then on.
  public var policy: Policy?
  /// The waiver.
  public var waiver: Waiver?
  /// What a proof found.
  public var proof: CaseProof?
  /// How a watch ended.
  public var watch: WatchEvidence?
  /// Why.
  public var reason: String
  /// The ticket or document that holds the decision.
  public var record: String
  /// Who did it.
  public var by: String
  /// When, ISO 8601 in UTC.
  public var at: String
  /// The seal of the line before; 64 zeros on the first line.
  public var previous: Digest
  /// The SHA-256 of what follows it in the line; nil before the line is written.
  public var seal: Digest?

  /// Makes the value from its parts.
  public init(
    version: Int = 1, event: LedgerEvent, evalCase: String? = nil, digest: Digest, strictness: CaseStrictness? = nil,
    policy: Policy? = nil, waiver: Waiver? = nil, proof: CaseProof? = nil, watch: WatchEvidence? = nil, reason: String,
    record: String, by: String, at: String, previous: Digest = LedgerEntry.beginning, seal: Digest? = nil
  ) {
    self.version = version
    self.event = event
    self.evalCase = evalCase
    self.digest = digest
    self.strictness = strictness
    self.policy = policy
    self.waiver = waiver
    self.proof = proof
    self.watch = watch
    self.reason = reason
    self.record = record
    self.by = by
    self.at = at
    self.previous = previous
    self.seal = seal
  }

  /// What the first line has as `previous`.
  public static let beginning = Digest(digits: String(repeating: "0", count: 64))

  /// The keys of a line.
  package enum CodingKeys: String, CodingKey, CaseIterable {
    case version
    case event
    case evalCase = "case"
    case digest
    case strictness
    case policy
    case waiver
    case proof
    case watch
    case reason
    case record
    case by
    case at
    case previous
    case seal
  }
}
