/// What a record says beside the verdict: times, costs, retries, examples. Reports show it; no verdict depends on it.
public struct RunFacts: Sendable, Hashable {
  /// The first line of the record.
  public var header: RunHeader
  /// The last line; nil when the run did not end.
  public var footer: RunFooter?
  /// The cases as they were run, by id.
  public var cases: [CaseRecord]
  /// Trial lines, after-stop ones included.
  public var trials: Int
  /// Trials that came back after their case was decided: kept, not used.
  public var afterStop: Int
  /// Requests that failed and were tried again.
  public var retries: Int
  /// The same by kind.
  public var retriesByKind: [FailureKind: Int]
  /// Tokens.
  public var usage: Usage
  /// Cost in millionths of the currency unit.
  public var costMicros: Int
  /// The currency of `costMicros`.
  public var currency: String?
  /// Requests made.
  public var calls: Int
  /// How long trials took.
  public var latencies: LatencySummary?
  /// For each case id, trials with transcripts: failing ones first, in index order, bounded.
  public var examples: [String: [TrialRecord]]
  /// How long the trials of each case took.
  public var latenciesByCase: [String: LatencySummary]
  /// Lines at the end of the record that were torn and dropped.
  public var damagedLines: Int

  /// Makes the value from its parts.
  public init(
    header: RunHeader, footer: RunFooter? = nil, cases: [CaseRecord], trials: Int, afterStop: Int, retries: Int,
    retriesByKind: [FailureKind: Int], usage: Usage, costMicros: Int, currency: String? = nil, calls: Int,
    latencies: LatencySummary? = nil, examples: [String: [TrialRecord]],
    latenciesByCase: [String: LatencySummary] = [:], damagedLines: Int = 0
  ) {
    self.header = header
    self.footer = footer
    self.cases = cases
    self.trials = trials
    self.afterStop = afterStop
    self.retries = retries
    self.retriesByKind = retriesByKind
    self.usage = usage
    self.costMicros = costMicros
    self.currency = currency
    self.calls = calls
    self.latencies = latencies
    self.examples = examples
    self.latenciesByCase = latenciesByCase
    self.damagedLines = damagedLines
  }
}

/// How long trials took, in seconds.
public struct LatencySummary: Sendable, Hashable, Codable {
  /// Half took less.
  public var median: Double
  /// Nine of ten took less.
  public var p90: Double
  /// The longest.
  public var maximum: Double

  /// Makes the value from its parts.
  public init(median: Double, p90: Double, maximum: Double) {
    self.median = median
    self.p90 = p90
    self.maximum = maximum
  }

  private enum CodingKeys: String, CodingKey {
    case median
    case p90
    case maximum
  }
}

/// Everything that a report of a gate is made of.
public struct GateReport: Sendable, Hashable {
  /// The verdict.
  public var verdict: GateVerdict
  /// What the record says beside it.
  public var facts: RunFacts
  /// The folder of the run, as the user would type it.
  public var runDirectory: String

  /// Makes the value from its parts.
  public init(verdict: GateVerdict, facts: RunFacts, runDirectory: String) {
    self.verdict = verdict
    self.facts = facts
    self.runDirectory = runDirectory
  }
}
