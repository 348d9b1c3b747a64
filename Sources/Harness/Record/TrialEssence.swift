import EvalSchema

/// The small fields of a record's line: all that a decision and the totals need. Transcripts are not decoded.
enum LineEssence: Decodable {
  case trial(TrialEssence)
  case other(kind: String)

  private enum CodingKeys: String, CodingKey { case kind, version }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try container.decode(String.self, forKey: .kind)
    guard kind == "trial" else {
      self = .other(kind: kind)
      return
    }
    let version = try container.decode(Int.self, forKey: .version)
    guard version <= RecordLine.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container, debugDescription: "version \(version) is newer than \(RecordLine.version)")
    }
    self = .trial(try TrialEssence(from: decoder))
  }
}

/// The small fields of a trial.
struct TrialEssence: Decodable {
  /// The small fields of a grade.
  struct GradeEssence: Decodable {
    var grader: String
    var path: String
    var result: GradeResult
  }

  /// The small fields of an attempt.
  struct AttemptEssence: Decodable {
    var kind: FailureKind
  }

  var evalCase: String
  var variant: String
  var index: Int
  var seed: UInt64
  var outcome: Outcome
  var error: AdapterFailure?
  var grades: [GradeEssence]
  var attempts: [AttemptEssence]
  var calls: Int
  var usage: Usage
  var costMicros: Int
  var startedAt: Double
  var latency: Double
  var model: String?
  var fingerprint: String?
  var afterStop: Bool
  var cached: Bool?
  var stop: StopReason?

  /// A trial that passed at once; its grades are known to be passes and are not kept.
  init(passedIn evalCase: String) {
    self.evalCase = evalCase
    variant = "base"
    (index, seed, outcome, grades, attempts) = (0, 0, .passed, Self.pass, [])
    (calls, usage, costMicros, startedAt, latency, afterStop) = (0, Usage(), 0, 0, 0, false)
  }

  private static let pass = [GradeEssence(grader: "", path: "", result: .pass)]

  private enum CodingKeys: String, CodingKey {
    case evalCase = "case"
    case variant, seed, index, outcome, error, grades, attempts, calls, usage, costMicros, startedAt, latency, model,
      fingerprint, afterStop, cached, stop
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    evalCase = try container.decode(String.self, forKey: .evalCase)
    index = try container.decode(Int.self, forKey: .index)
    outcome = try container.decode(Outcome.self, forKey: .outcome)
    error = try container.decodeIfPresent(AdapterFailure.self, forKey: .error)
    grades = try container.decodeIfPresent([GradeEssence].self, forKey: .grades) ?? []
    variant = try container.decodeIfPresent(String.self, forKey: .variant) ?? "base"
    seed = try container.decode(UInt64.self, forKey: .seed)
    attempts = try container.decodeIfPresent([AttemptEssence].self, forKey: .attempts) ?? []
    calls = try container.decodeIfPresent(Int.self, forKey: .calls) ?? 0
    usage = try container.decodeIfPresent(Usage.self, forKey: .usage) ?? Usage()
    costMicros = try container.decodeIfPresent(Int.self, forKey: .costMicros) ?? 0
    startedAt = try container.decodeIfPresent(Double.self, forKey: .startedAt) ?? 0
    latency = try container.decodeIfPresent(Double.self, forKey: .latency) ?? 0
    model = try container.decodeIfPresent(String.self, forKey: .model)
    fingerprint = try container.decodeIfPresent(String.self, forKey: .fingerprint)
    afterStop = try container.decodeIfPresent(Bool.self, forKey: .afterStop) ?? false
    cached = try container.decodeIfPresent(Bool.self, forKey: .cached)
    stop = try container.decodeIfPresent(String.self, forKey: .stop).flatMap { StopReason(rawValue: $0) }
    let counts = [
      calls, costMicros, usage.inputTokens, usage.outputTokens, usage.cachedInputTokens, usage.reasoningTokens,
    ]
    guard counts.allSatisfy({ (0...Self.largestCount).contains($0) }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .usage, in: container, debugDescription: "a count is below 0 or larger than any run's")
    }
  }

  /// No count of one trial is larger, so sums over millions of trials stay whole numbers.
  static let largestCount = 1_000_000_000_000

  /// Whether the outcome is the one that its own grades and error give: a line that says otherwise was changed.
  var isConsistent: Bool {
    switch outcome {
    case .errored: error != nil
    case .failed: error == nil && grades.contains { $0.result == .fail }
    case .passed: error == nil && !grades.isEmpty && grades.allSatisfy { $0.result == .pass }
    }
  }

  /// Failures that were tried again: all, but the one that stood.
  var retries: [FailureKind] {
    let kinds = attempts.map(\.kind)
    return outcome == .errored && error?.kind != .grader ? kinds.dropLast() : kinds
  }
}
