import Adapters
package import EvalSchema

/// An adapter that tries again by itself: how graders reach their judges, who know no retries.
///
/// Retries, deadlines and their waits are those of a target's trials. At most as many requests as the judge bears are under
/// way at a time; the others wait their turn. A judge that has accepted nothing for about as long as one request may be tried is
/// asked nothing any more: every request is then `cancelled`, with a sentence that says so.
package struct PatientAdapter: Adapter {
  private let inner: any Adapter
  private let judge: String
  private let retry: RetryPolicy
  private let clock: RunClock
  private let requests: JudgeRequests
  private let turns: Turnstile
  /// About as many seconds as one request may be tried, its last time on the wire included.
  private let patience: Double

  /// Wraps the way to a judge; what waits is called off when `requests` end.
  package init(
    _ inner: any Adapter, judge: String, limits: TargetLimits, clock: RunClock = .system(),
    requests: JudgeRequests = JudgeRequests()
  ) {
    self.inner = inner
    self.judge = judge
    self.clock = clock
    self.requests = requests
    retry = RetryPolicy(limits: limits)
    patience = retry.longest + limits.timeout
    turns = Turnstile(places: max(1, limits.concurrency))
  }

  package func respond(to request: Request) async throws(AdapterFailure) -> Response {
    let hasWaited = await turns.enter()
    let result = hasWaited && requests.ending.wasRaised ? .failure(calledOff) : await answer(request)
    await turns.leave()
    return try result.get()
  }

  /// How many requests wait for their turn.
  var waiting: Int { get async { await turns.waitingCount } }

  package func close() async { await inner.close() }

  private func answer(_ request: Request) async -> Result<Response, AdapterFailure> {
    var request = request
    let first = clock.now()
    while true {
      guard requests.outage?.judge != judge else { return .failure(calledOff) }
      let result = await inner.respond(to: request, by: clock)
      guard case .failure(let failure) = result else {
        requests.hear(nil, of: judge, patience: patience, at: clock.now())
        return result
      }
      requests.hear(failure, of: judge, patience: patience, at: clock.now())
      let unit = TrialSeed.unit(trial: request.seed, step: request.trial, attempt: request.attempt)
      let decision = retry.decision(
        after: failure, attempt: request.attempt, elapsed: clock.now() - first, unit: unit)
      guard case .wait(let seconds) = decision, !Task.isCancelled else { return result }
      guard await requests.ending.wait(seconds, by: clock) else { return .failure(calledOff) }
      request.attempt += 1
    }
  }

  /// What becomes of a request that only waits when nothing is to be waited for.
  private var calledOff: AdapterFailure {
    AdapterFailure(kind: .cancelled, message: requests.outage?.sentence ?? "the run was stopped")
  }
}

/// Lets so many through at a time, in the order in which they came.
private actor Turnstile {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { free = places }

  var waitingCount: Int { waiting.count }

  /// Whether it had to be waited for.
  func enter() async -> Bool {
    if free > 0 {
      free -= 1
      return false
    }
    await withCheckedContinuation { waiting.append($0) }
    return true
  }

  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
