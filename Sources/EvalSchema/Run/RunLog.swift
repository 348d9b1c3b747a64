/// The outcomes of one case in trial-index order: all that a decision needs. One byte for an outcome, eight for its
/// answer.
public struct CaseLog: Sendable, Hashable {
  /// The outcome at each index; nil where no trial was recorded.
  public var outcomes: [Outcome?]
  /// A digest of what the target did at each index, to see identical answers; 0 where nothing came.
  public var answers: [UInt64]
  /// For each failed trial, the graders that it failed.
  public var failures: [Int: [FailedGrade]]
  /// For each errored trial, why.
  public var errors: [Int: AdapterFailure]
  /// The models as returned, each with the first index that it answered.
  public var models: [String: Int]
  /// The provider's fingerprints as returned, a hundred at most, each with the first and the last index that it answered.
  public var fingerprints: [String: ClosedRange<Int>]
  /// For each trial that needed retries, how many.
  public var retried: [Int: Int]
  /// For each trial whose last turn had no ordinary end, why it ended.
  public var stops: [Int: StopReason]

  /// Makes the value from its parts.
  public init(
    outcomes: [Outcome?] = [], answers: [UInt64] = [], failures: [Int: [FailedGrade]] = [:],
    errors: [Int: AdapterFailure] = [:], models: [String: Int] = [:],
    fingerprints: [String: ClosedRange<Int>] = [:], retried: [Int: Int] = [:],
    stops: [Int: StopReason] = [:]
  ) {
    self.outcomes = outcomes
    self.answers = answers
    self.failures = failures
    self.errors = errors
    self.models = models
    self.fingerprints = fingerprints
    self.retried = retried
    self.stops = stops
  }
}

/// A grader that a trial failed.
public struct FailedGrade: Sendable, Hashable {
  /// Where it stands in the case file.
  public var path: String
  /// The grader in words.
  public var grader: String

  /// Makes the value from its parts.
  public init(path: String, grader: String) {
    self.path = path
    self.grader = grader
  }
}

/// A run as read from its record.
public struct RunLog: Sendable, Hashable {
  /// The first line.
  public var header: RunHeader
  /// The last footer; nil when the run, or its last part, did not end.
  public var footer: RunFooter?
  /// The cases as they were run, by id.
  public var cases: [CaseRecord]
  /// The outcomes by case id.
  public var logs: [String: CaseLog]
  /// The extensions of tests in the order of the record; `header.plan.design` has them applied.
  public var extensions: [ExtensionRecord]
  /// Trials whose answers came from a cache: they are recorded, and missing in `logs`.
  public var cached: Int

  /// Makes the value from its parts.
  public init(
    header: RunHeader, footer: RunFooter? = nil, cases: [CaseRecord], logs: [String: CaseLog],
    extensions: [ExtensionRecord] = [], cached: Int = 0
  ) {
    self.extensions = extensions
    self.cached = cached
    self.header = header
    self.footer = footer
    self.cases = cases
    self.logs = logs
  }

  /// Whether a trial of the record was lost and asked again, so that a later line of the same index counts.
  package func hasLater(_ trial: TrialRecord) -> Bool {
    guard let error = trial.error, error.kind.isFatal || error.kind.isRetryable else { return false }
    return logs[trial.evalCase]?.errors[trial.index] != error
  }
}
