import Adapters
package import EvalSchema

/// What all requests to the judges of a run have in common: what only waits ends with the run, and a judge that accepts nothing
/// is not asked for ever.
package final class JudgeRequests: Sendable {
  /// A judge that has accepted nothing for as long as one request may be tried.
  package struct Outage: Sendable, Hashable {
    /// The name of the judge.
    package var judge: String
    /// What it said last.
    package var kind: FailureKind
    /// The same in words, for a footer.
    package var sentence: String
  }

  private struct State: Sendable {
    var lines: [String: Harness.Outage] = [:]
    var found: Outage?
  }

  /// Raised when what waits is not to be waited for any more.
  let ending = RunStop()
  private let state = Locked(State())

  /// Begins; what waits is called off when `stop` is raised, or by `end`.
  package init(stop: RunStop = RunStop()) {
    _ = stop.whenRaised { [ending] in ending.raise() }
  }

  /// Calls off what waits for its turn or to try again; what a judge works on may be answered.
  package func end() { ending.raise() }

  /// The first judge that accepted nothing for so long; it stays, and is asked nothing any more.
  package var outage: Outage? { state.withLock { $0.found } }

  /// Takes what a request came to; nil is an answer.
  ///
  /// Looked at with a refusal only, so that a judge whom nobody asks is not taken for one that is away.
  func hear(_ failure: AdapterFailure?, of judge: String, patience: Double, at now: Double) {
    let isOver = state.withLock { state in
      state.lines[judge, default: Harness.Outage()].hear(failure, at: now)
      guard state.found == nil, let failure, failure.kind != .cancelled,
        let last = state.lines[judge]?.failure(after: patience, at: now)
      else {
        return false
      }
      state.found = Outage(
        judge: judge, kind: last.kind, sentence: "judge \(judge): \(last.outageSentence(after: patience))")
      return true
    }
    if isOver { ending.raise() }
  }
}
