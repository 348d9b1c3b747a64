/// A watch on disk: what is watched, and for each interval what was counted. The file `watch.json` in the folder of the watch.
///
/// The test goes on over days from the counts alone: the verdict is a pure function of this value.
public struct WatchState: Sendable, Hashable, Codable {
  /// The version of this form.
  public var version: Int
  /// What wrote it.
  public var tool: ToolVersion
  /// The id: the name of the folder.
  public var id: String
  /// The name of the evalset.
  public var evalset: String
  /// The name of the target.
  public var target: String
  /// The digest of the target's surfaces when the watch began.
  public var fingerprint: Digest
  /// The digest of the policy when the watch began.
  public var policy: Digest
  /// When it began, seconds since 1970.
  public var start: Int
  /// When it ends.
  public var end: Int
  /// Seconds from one interval to the next.
  public var every: Int
  /// Trials of each case in an interval.
  public var trials: Int
  /// Fewest valid trials of a case for a watch that ends well.
  public var minimumValid: Int
  /// One minus α.
  public var confidence: Double
  /// The largest share of errored trials of a case.
  public var errorShare: Double
  /// The seed of the first interval.
  public var seed: UInt64
  /// What is watched, by id.
  public var cases: [WatchedCase]
  /// The intervals in which something was observed, in order.
  public var intervals: [WatchInterval]
  /// The verdict that ended the watch; nil while it goes on. A FAIL is kept whatever comes.
  public var ended: Verdict?
  /// When it ended, seconds since 1970.
  public var endedAt: Int?

  /// Makes the value from its parts.
  public init(
    version: Int = 1, tool: ToolVersion, id: String, evalset: String, target: String, fingerprint: Digest,
    policy: Digest, start: Int, end: Int, every: Int, trials: Int, minimumValid: Int, confidence: Double,
    errorShare: Double, seed: UInt64, cases: [WatchedCase], intervals: [WatchInterval] = []
  ) {
    self.version = version
    self.tool = tool
    self.id = id
    self.evalset = evalset
    self.target = target
    self.fingerprint = fingerprint
    self.policy = policy
    self.start = start
    self.end = end
    self.every = every
    self.trials = trials
    self.minimumValid = minimumValid
    self.confidence = confidence
    self.errorShare = errorShare
    self.seed = seed
    self.cases = cases
    self.intervals = intervals
  }

  private enum CodingKeys: String, CodingKey {
    case version, tool, id, evalset, target, fingerprint, policy, start, end, every, trials, minimumValid, confidence
    case errorShare, seed, cases, intervals, ended, endedAt
  }
}

/// One case of a watch.
public struct WatchedCase: Sendable, Hashable, Codable {
  /// The id.
  public var id: String
  /// The digest of the case when the watch began.
  public var digest: Digest
  /// Its limit.
  public var limit: Double
  /// Its severity.
  public var severity: Severity
  /// Whether the ledger had it in `watching` when the watch began.
  public var isWatching: Bool

  /// Makes the value from its parts.
  public init(id: String, digest: Digest, limit: Double, severity: Severity, isWatching: Bool) {
    self.id = id
    self.digest = digest
    self.limit = limit
    self.severity = severity
    self.isWatching = isWatching
  }

  private enum CodingKeys: String, CodingKey {
    case id, digest, limit, severity, isWatching
  }
}

/// One interval in which something was observed.
public struct WatchInterval: Sendable, Hashable, Codable {
  /// Which one, from 0: it begins at start + index × every.
  public var index: Int
  /// When its run began, seconds since 1970.
  public var startedAt: Int
  /// When its run ended.
  public var endedAt: Int
  /// The id of its run: its record is in `intervals/`.
  public var run: String
  /// The counts of each case, by id.
  public var counts: [String: WatchCounts]
  /// The models as returned, sorted.
  public var models: [String]
  /// Why its run ended before its trials were made, when it did.
  public var stopped: String?

  /// Makes the value from its parts.
  public init(
    index: Int, startedAt: Int, endedAt: Int, run: String, counts: [String: WatchCounts], models: [String],
    stopped: String? = nil
  ) {
    self.index = index
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.run = run
    self.counts = counts
    self.models = models
    self.stopped = stopped
  }

  private enum CodingKeys: String, CodingKey {
    case index, startedAt, endedAt, run, counts, models, stopped
  }
}

/// The trials of a case in an interval.
public struct WatchCounts: Sendable, Hashable, Codable {
  /// Valid trials.
  public var valid: Int
  /// Failed trials.
  public var failures: Int
  /// Errored trials.
  public var errored: Int

  /// Makes the value from its parts.
  public init(valid: Int = 0, failures: Int = 0, errored: Int = 0) {
    self.valid = valid
    self.failures = failures
    self.errored = errored
  }

  private enum CodingKeys: String, CodingKey {
    case valid, failures, errored
  }

  /// The sum of two counts.
  public static func + (left: WatchCounts, right: WatchCounts) -> WatchCounts {
    WatchCounts(
      valid: left.valid + right.valid, failures: left.failures + right.failures, errored: left.errored + right.errored)
  }
}

extension WatchState {
  /// How many intervals the watch has: one begins at its start, and one every so often before its end.
  public var planned: Int { max(1, (end - start + every - 1) / max(1, every)) }

  /// The interval in which a moment lies; nil before the start and from the end on.
  public func interval(at now: Int) -> Int? { now >= start && now < end ? (now - start) / max(1, every) : nil }

  /// When an interval begins, seconds since 1970.
  public func begin(of index: Int) -> Int { start + index * every }

  /// The intervals before a moment in which nothing was observed.
  public func missed(at now: Int) -> [Int] {
    let observed = Set(intervals.map(\.index))
    let reached = min(planned, now >= end ? planned : max(0, (now - start) / max(1, every)))
    return (0..<reached).filter { !observed.contains($0) }
  }
}
