/// What came of a trial. Errored is evidence about the infrastructure, neither a pass nor a failure.
public enum Outcome: String, Sendable, Codable, Hashable {
  case passed, failed, errored
}

/// One execution of one case against one target.
public struct TrialRecord: Sendable, Hashable, Codable {
  /// The id of the case.
  public var evalCase: String
  /// The variant.
  public var variant: String
  /// The trial's index within its case, from 0.
  public var index: Int
  /// Its seed.
  public var seed: UInt64
  /// What came of it.
  public var outcome: Outcome
  /// Why it is errored.
  public var error: AdapterFailure?
  /// What each grader said.
  public var grades: [Grade]
  /// What the target did.
  public var transcript: Transcript
  /// The requests that failed on the way and were tried again.
  public var attempts: [AttemptRecord]
  /// How many requests were made, failed ones included.
  public var calls: Int
  /// The tokens it took.
  public var usage: Usage
  /// What it cost, in millionths of the currency unit.
  public var costMicros: Int
  /// Seconds from the start of the run.
  public var startedAt: Double
  /// Seconds it took, waiting for retries included.
  public var latency: Double
  /// The model as returned.
  public var model: String?
  /// The provider's fingerprint, as returned.
  public var fingerprint: String?
  /// Whether the case was decided before it came back: it is kept and not used.
  public var afterStop: Bool
  /// True when an answer of it came from a cache of earlier answers: it is no new observation. Nil otherwise.
  public var cached: Bool?

  /// Makes the value from its parts.
  public init(
    evalCase: String, variant: String = "base", index: Int, seed: UInt64, outcome: Outcome,
    error: AdapterFailure? = nil, grades: [Grade] = [], transcript: Transcript = Transcript(),
    attempts: [AttemptRecord] = [], calls: Int = 0, usage: Usage = Usage(), costMicros: Int = 0,
    startedAt: Double = 0, latency: Double = 0, model: String? = nil, fingerprint: String? = nil,
    afterStop: Bool = false, cached: Bool? = nil
  ) {
    self.evalCase = evalCase
    self.variant = variant
    self.index = index
    self.seed = seed
    self.outcome = outcome
    self.error = error
    self.grades = grades
    self.transcript = transcript
    self.attempts = attempts
    self.calls = calls
    self.usage = usage
    self.costMicros = costMicros
    self.startedAt = startedAt
    self.latency = latency
    self.model = model
    self.fingerprint = fingerprint
    self.afterStop = afterStop
    self.cached = cached
  }

  private enum CodingKeys: String, CodingKey {
    case evalCase = "case"
    case variant
    case index
    case seed
    case outcome
    case error
    case grades
    case transcript
    case attempts
    case calls
    case usage
    case costMicros
    case startedAt
    case latency
    case model
    case fingerprint
    case afterStop
    case cached
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    evalCase = try container.decode(String.self, forKey: .evalCase)
    variant = try container.decodeIfPresent(String.self, forKey: .variant) ?? "base"
    index = try container.decode(Int.self, forKey: .index)
    seed = try container.decode(UInt64.self, forKey: .seed)
    outcome = try container.decode(Outcome.self, forKey: .outcome)
    error = try container.decodeIfPresent(AdapterFailure.self, forKey: .error)
    grades = try container.decodeIfPresent([Grade].self, forKey: .grades) ?? []
    transcript = try container.decodeIfPresent(Transcript.self, forKey: .transcript) ?? Transcript()
    attempts = try container.decodeIfPresent([AttemptRecord].self, forKey: .attempts) ?? []
    calls = try container.decodeIfPresent(Int.self, forKey: .calls) ?? 0
    usage = try container.decodeIfPresent(Usage.self, forKey: .usage) ?? Usage()
    costMicros = try container.decodeIfPresent(Int.self, forKey: .costMicros) ?? 0
    startedAt = try container.decodeIfPresent(Double.self, forKey: .startedAt) ?? 0
    latency = try container.decodeIfPresent(Double.self, forKey: .latency) ?? 0
    model = try container.decodeIfPresent(String.self, forKey: .model)
    fingerprint = try container.decodeIfPresent(String.self, forKey: .fingerprint)
    afterStop = try container.decodeIfPresent(Bool.self, forKey: .afterStop) ?? false
    cached = try container.decodeIfPresent(Bool.self, forKey: .cached)
  }
}

/// A request that failed and was tried again, or was the last.
public struct AttemptRecord: Sendable, Hashable, Codable {
  /// The step of the trial, from 0.
  public var step: Int
  /// What kind of failure it was.
  public var kind: FailureKind
  /// What happened.
  public var message: String
  /// Seconds waited before the next try.
  public var waited: Double

  /// Makes the value from its parts.
  public init(step: Int, kind: FailureKind, message: String, waited: Double = 0) {
    self.step = step
    self.kind = kind
    self.message = message
    self.waited = waited
  }

  private enum CodingKeys: String, CodingKey {
    case step
    case kind
    case message
    case waited
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    step = try container.decode(Int.self, forKey: .step)
    kind = try container.decode(FailureKind.self, forKey: .kind)
    message = try container.decode(String.self, forKey: .message)
    waited = try container.decodeIfPresent(Double.self, forKey: .waited) ?? 0
  }
}

/// A test reached its verdict: the trace of the sequential decision, never its source.
public struct DecisionRecord: Sendable, Hashable, Codable {
  /// The id of the test.
  public var test: String
  /// The verdict.
  public var verdict: Verdict
  /// Why.
  public var reason: ReasonCode
  /// Valid trials at the decision.
  public var trials: Int
  /// Failures at the decision.
  public var failures: Int

  /// Makes the value from its parts.
  public init(test: String, verdict: Verdict, reason: ReasonCode, trials: Int, failures: Int) {
    self.test = test
    self.verdict = verdict
    self.reason = reason
    self.trials = trials
    self.failures = failures
  }

  private enum CodingKeys: String, CodingKey {
    case test
    case verdict
    case reason
    case trials
    case failures
  }
}

/// Which budget of a run ended it.
public enum RunBudgetKind: String, Sendable, Codable, Hashable, CaseIterable {
  case time, cost
}

/// The end of a run or of a part of it; a record whose last part has none was interrupted. The last one counts.
public struct RunFooter: Sendable, Hashable, Codable {
  /// When it ended, ISO 8601 UTC.
  public var endedAt: String
  /// How long it took.
  public var seconds: Double
  /// How many trial lines stand before it.
  public var trials: Int
  /// Whether it was stopped by a signal.
  public var interrupted: Bool
  /// Why the run ended before every test was decided, when it did.
  public var stopped: String?
  /// The budget of the run that was used up, when that is why it ended.
  public var budget: RunBudgetKind?
  /// What the target, or the judge, said last, when the run ended because it had accepted nothing for minutes.
  public var outage: FailureKind?
  /// The judge whose outage it was; nil when it was the target's.
  public var judge: String?
  /// Of an arm of a comparison: for each case, the trial indices below this one were used; the others came after the stop.
  public var used: [String: Int]?

  /// Makes the value from its parts.
  public init(
    endedAt: String, seconds: Double, trials: Int, interrupted: Bool = false, stopped: String? = nil,
    budget: RunBudgetKind? = nil, outage: FailureKind? = nil, judge: String? = nil, used: [String: Int]? = nil
  ) {
    self.endedAt = endedAt
    self.seconds = seconds
    self.trials = trials
    self.interrupted = interrupted
    self.stopped = stopped
    self.budget = budget
    self.outage = outage
    self.judge = judge
    self.used = used
  }

  private enum CodingKeys: String, CodingKey {
    case endedAt
    case seconds
    case trials
    case interrupted
    case stopped
    case budget
    case outage
    case judge
    case used
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    endedAt = try container.decode(String.self, forKey: .endedAt)
    seconds = try container.decode(Double.self, forKey: .seconds)
    trials = try container.decode(Int.self, forKey: .trials)
    interrupted = try container.decodeIfPresent(Bool.self, forKey: .interrupted) ?? false
    stopped = try container.decodeIfPresent(String.self, forKey: .stopped)
    budget = try container.decodeIfPresent(RunBudgetKind.self, forKey: .budget)
    outage = try container.decodeIfPresent(FailureKind.self, forKey: .outage)
    judge = try container.decodeIfPresent(String.self, forKey: .judge)
    used = try container.decodeIfPresent([String: Int].self, forKey: .used)
  }
}
