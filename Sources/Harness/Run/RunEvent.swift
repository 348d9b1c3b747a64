package import EvalSchema

/// What a terminal may want to show of a run while it goes on. Events come one at a time, in the order of the record.
package enum RunEvent: Sendable {
  /// The record is open, the first trial not yet started.
  case started(RunProgress)
  /// The run goes on with a record: what stands in it, and the tests that have ended.
  case resumed(ResumeRecord, progress: RunProgress, counts: [String: CaseCounts], decisions: [DecisionRecord])
  /// Tests that ended undecided get a larger budget, before their further trials.
  case extended(ExtensionRecord)
  /// A trial was written; with what it cost in millionths of the currency unit, and its requests that were tried again.
  case trialFinished(
    evalCase: String, index: Int, outcome: Outcome, afterStop: Bool, costMicros: Int = 0, retries: Int = 0)
  /// A test ended.
  case testDecided(DecisionRecord)
  /// The last test of a case ended.
  case caseDone(String)
  /// A second has passed.
  case heartbeat(RunProgress)
  /// Nothing has come back for a minute; `oldest` names the trial that is out longest.
  case stuck(RunProgress)
  /// The record is complete.
  case finished(RunProgress)
}

/// Where a run stands.
package struct RunProgress: Sendable, Hashable {
  /// Trials written.
  package var trials = 0
  /// How many of them passed.
  package var passed = 0
  /// How many failed.
  package var failed = 0
  /// How many are errored.
  package var errored = 0
  /// Requests made.
  package var calls = 0
  /// Tokens.
  package var usage = Usage()
  /// Cost in millionths of the currency unit.
  package var costMicros = 0
  /// Requests that failed and were tried again.
  package var retries = 0
  /// Trials started and not back.
  package var inFlight = 0
  /// Most trials in flight that the target bears now.
  package var concurrency = 0
  /// Tests that have not ended.
  package var undecidedTests = 0
  /// Seconds since the start.
  package var elapsed = 0.0
  /// The trial that is out longest, `CASE/INDEX`: what is stuck.
  package var oldest: String?
  /// Seconds since that trial was started.
  package var oldestAge = 0.0

  /// Nothing has happened yet.
  package init() {}

  mutating func count(_ trial: TrialRecord) {
    trials += 1
    switch trial.outcome {
    case .passed: passed += 1
    case .failed: failed += 1
    case .errored: errored += 1
    }
    calls += trial.calls
    usage = usage + trial.usage
    costMicros += trial.costMicros
    retries += trial.retries
  }
}

extension TrialRecord {
  /// Requests that failed and were tried again: all that failed, but the one whose failure stood.
  var retries: Int {
    let stood = outcome == .errored && error?.kind != .grader && !attempts.isEmpty
    return attempts.count - (stood ? 1 : 0)
  }
}

/// The recorded trials of one case.
package struct CaseCounts: Sendable, Hashable {
  /// Trials that passed or failed.
  package var valid = 0
  /// How many of them failed.
  package var failures = 0
  /// Trials that are errored.
  package var errored = 0

  init(_ outcomes: [Outcome?]) {
    for case let outcome? in outcomes {
      if outcome == .errored { errored += 1 } else { valid += 1 }
      if outcome == .failed { failures += 1 }
    }
  }
}

/// What became of a run.
package struct RunSummary: Sendable {
  /// The id of the run.
  package var runID: String
  /// The path of the record.
  package var record: String
  /// The counts at the end.
  package var progress: RunProgress
  /// The tests that ended, in the order in which they did.
  package var decisions: [DecisionRecord]
  /// Whether the user stopped it.
  package var interrupted: Bool
  /// Why it ended before every test was decided, when it did.
  package var stopped: String?
  /// The budget of the run that ended it.
  package var budget: RunBudgetKind?
  /// Whether the record was complete already, so that nothing was asked and nothing written.
  package var wasComplete = false
  /// The extension that was made, when one was asked for.
  package var `extension`: ExtensionRecord?
}

/// A run that could not be recorded to its end. What was written stays and can be read.
package struct RunFailure: Error, Sendable {
  /// What went wrong.
  package var diagnostic: Diagnostic
  /// Trials that stand in the record.
  package var trials: Int
}
