/// How a watch of a case ended: what stands in the ledger when a case decides again.
///
/// Holds counts and bounds only.
public struct WatchEvidence: Sendable, Hashable, Codable {
  /// The id of the watch: the name of its folder.
  public var id: String
  /// The name of the target.
  public var target: String
  /// The digest of its surfaces.
  public var fingerprint: Digest
  /// When the watch began, ISO 8601 in UTC.
  public var from: String
  /// When it was to end.
  public var until: String
  /// When it ended.
  public var endedAt: String
  /// Intervals that were observed.
  public var observed: Int
  /// Intervals in which nothing was observed.
  public var missed: Int
  /// The limit.
  public var limit: Double
  /// One minus the chance of error.
  public var confidence: Double
  /// Failed trials of the case.
  public var failures: Int
  /// Valid trials of the case.
  public var valid: Int
  /// Errored trials of the case.
  public var errored: Int
  /// The upper bound of the rate, rounded up, valid at any stop.
  public var upper: Double
  /// How it ended.
  public var verdict: Verdict
  /// The digest of the state that this was taken from.
  public var state: Digest

  /// Makes the value from its parts.
  public init(
    id: String, target: String, fingerprint: Digest, from: String, until: String, endedAt: String, observed: Int,
    missed: Int, limit: Double, confidence: Double, failures: Int, valid: Int, errored: Int, upper: Double,
    verdict: Verdict, state: Digest
  ) {
    self.id = id
    self.target = target
    self.fingerprint = fingerprint
    self.from = from
    self.until = until
    self.endedAt = endedAt
    self.observed = observed
    self.missed = missed
    self.limit = limit
    self.confidence = confidence
    self.failures = failures
    self.valid = valid
    self.errored = errored
    self.upper = upper
    self.verdict = verdict
    self.state = state
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case target
    case fingerprint
    case from
    case until
    case endedAt
    case observed
    case missed
    case limit
    case confidence
    case failures
    case valid
    case errored
    case upper
    case verdict
    case state
  }
}

extension WatchEvidence {
  /// Why this is no evidence that a watch ended well; nil when it is.
  public var problem: String? {
    if verdict != .pass { return "the watch did not end well" }
    // Times in UTC of one form sort as texts.
    if endedAt < until { return "the watch ended before its day" }
    if observed < 2 { return "a watch has two observed intervals at least" }
    if valid < 1 || failures < 0 || failures > valid { return "its counts are none" }
    return upper <= limit ? nil : "its bound is above the limit"
  }
}
