import EvalSchema

/// What the lines of one case add up to.
struct CaseTally {
  /// Its outcomes.
  private(set) var log = CaseLog()
  /// How long its trials took.
  private(set) var latencies = LatencySample()
  /// A few of its trials.
  var examples = TrialExamples()
  /// The trials whose answers came from a cache.
  private(set) var cached: Set<Int> = []
  /// The names of what its trials ask in turn.
  var variants = [CaseVariant.base]
  private var graders: [FailedGrade: FailedGrade] = [:]

  /// The variant whose turn an index is.
  func variant(ofTrial index: Int) -> String { variants[index % variants.count] }

  /// Whether no trial of this index was seen.
  func isFree(_ index: Int) -> Bool { index >= log.outcomes.count || log.outcomes[index] == nil }

  /// The trials that errored in such a way.
  func errored(_ isMeant: (FailureKind) -> Bool) -> Set<Int> {
    Set(log.errors.filter { isMeant($0.value.kind) }.keys)
  }

  /// The outcomes that are observations: an answer from a cache is none, so its trial is missing.
  var observed: CaseLog {
    guard !cached.isEmpty else { return log }
    var log = log
    for index in cached {
      (log.outcomes[index], log.answers[index]) = (nil, 0)
      log.failures[index] = nil
      log.errors[index] = nil
      log.retried[index] = nil
      log.stops[index] = nil
    }
    return log
  }

  /// Counts a trial with the digest of its answer; one that was lost before is replaced.
  mutating func take(_ trial: TrialEssence, answer: UInt64) {
    let missing = trial.index + 1 - log.outcomes.count
    if missing > 0 {
      log.outcomes.append(contentsOf: repeatElement(nil, count: missing))
      log.answers.append(contentsOf: repeatElement(0, count: missing))
    }
    log.outcomes[trial.index] = trial.outcome
    log.answers[trial.index] = answer
    if trial.outcome == .failed {
      log.failures[trial.index] = trial.grades.filter { $0.result == .fail }.map { shared($0) }
    }
    log.errors[trial.index] = trial.error
    if trial.cached == true { cached.insert(trial.index) }
    if let model = trial.model { log.models[model] = min(log.models[model] ?? .max, trial.index) }
    if let print = trial.fingerprint {
      if let known = log.fingerprints[print] {
        log.fingerprints[print] = min(known.lowerBound, trial.index)...max(known.upperBound, trial.index)
      } else if log.fingerprints.count < 100 {
        log.fingerprints[print] = trial.index...trial.index
      }
    }
    let retries = trial.retries.count
    log.retried[trial.index] = retries > 0 ? retries : nil
    log.stops[trial.index] = trial.stop
    if trial.outcome != .errored { latencies.add(trial.latency) }
  }

  /// One copy of a grader's words for all trials that fail it.
  private mutating func shared(_ grade: TrialEssence.GradeEssence) -> FailedGrade {
    let failed = FailedGrade(path: grade.path, grader: grade.grader)
    if let known = graders[failed] { return known }
    graders[failed] = failed
    return failed
  }
}

/// What the lines of a whole run add up to.
struct RunTotals {
  private(set) var trials = 0
  private(set) var afterStop = 0
  private(set) var outcomes: [Outcome: Int] = [:]
  private(set) var calls = 0
  private(set) var usage = Usage()
  private(set) var costMicros = 0
  private(set) var retriesByKind: [FailureKind: Int] = [:]
  private(set) var latencies = LatencySample(capacity: 8192)
  /// Seconds from the start of the run to the end of its last trial.
  private(set) var elapsed = 0.0

  /// Counts a trial.
  mutating func take(_ trial: TrialEssence) {
    trials += 1
    outcomes[trial.outcome, default: 0] += 1
    if trial.afterStop { afterStop += 1 }
    let end = trial.startedAt + trial.latency
    if end.isFinite { elapsed = max(elapsed, end) }
    calls += trial.calls
    usage = usage + trial.usage
    costMicros += trial.costMicros
    for kind in trial.retries { retriesByKind[kind, default: 0] += 1 }
    if trial.outcome != .errored { latencies.add(trial.latency) }
  }
}
