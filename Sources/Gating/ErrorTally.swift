import EvalSchema

/// The errored trials of some cases, up to their decisions, by kind.
struct ErrorTally {
  /// How many of each kind.
  private(set) var counts: [FailureKind: Int] = [:]
  /// The message of the first of each kind, in the order of case ids and indices.
  private(set) var samples: [FailureKind: String] = [:]

  /// Counts.
  init(members: [String], replay: GateBattery, log: RunLog) {
    for id in members.sorted() {
      let errors = log.logs[id]?.errors ?? [:]
      for index in errors.keys.sorted() where index < replay.used(id) {
        guard let failure = errors[index] else { continue }
        counts[failure.kind, default: 0] += 1
        if samples[failure.kind] == nil { samples[failure.kind] = String(failure.message.unicodeScalars.prefix(300)) }
      }
    }
  }

  /// Whether there is none.
  var isEmpty: Bool { counts.isEmpty }

  /// The reason of the most frequent kind.
  var reason: ReasonCode {
    if let fatal = fatalReason { return fatal }
    let most = counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }
    return most?.key == .grader ? .graderError : .tooManyErrors
  }

  /// The reason of a kind that every further trial would share; nil without one.
  var fatalReason: ReasonCode? {
    if counts[.auth] != nil { return .authFailed }
    if counts[.quota] != nil { return .quotaExceeded }
    return nil
  }

  /// The kinds for the verdict, most frequent first.
  var errors: [ErrorCount] {
    counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
      .map { ErrorCount(kind: $0.key, count: $0.value, sample: samples[$0.key] ?? "") }
  }
}
