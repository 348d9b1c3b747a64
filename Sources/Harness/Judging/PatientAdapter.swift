import Adapters
package import EvalSchema

/// An adapter that tries again by itself: how graders reach their judges, who know no retries.
///
/// Retries, deadlines and their waits are those of a target's trials. At most as many requests as the judge bears are under
/// way at a time; the others wait their turn.
package struct PatientAdapter: Adapter {
  private let inner: any Adapter
  private let retry: RetryPolicy
  private let clock: RunClock
  private let stop: RunStop
  private let turns: Turnstile

  /// Wraps an adapter of a target; what waits to try again is called off when `stop` is raised.
  package init(
    _ inner: any Adapter, limits: TargetLimits, clock: RunClock = .system(), stop: RunStop = RunStop()
  ) {
    self.inner = inner
    self.clock = clock
    self.stop = stop
    retry = RetryPolicy(limits: limits)
    turns = Turnstile(places: max(1, limits.concurrency))
  }

  package func respond(to request: Request) async throws(AdapterFailure) -> Response {
    await turns.enter()
    let result = await answer(request)
    await turns.leave()
    return try result.get()
  }

  package func close() async { await inner.close() }

  private func answer(_ request: Request) async -> Result<Response, AdapterFailure> {
    var request = request
    let first = clock.now()
    while true {
      let result = await inner.respond(to: request, by: clock)
      guard case .failure(let failure) = result else { return result }
      let unit = TrialSeed.unit(trial: request.seed, step: request.trial, attempt: request.attempt)
      let decision = retry.decision(
        after: failure, attempt: request.attempt, elapsed: clock.now() - first, unit: unit)
      guard case .wait(let seconds) = decision, !Task.isCancelled else { return result }
      guard await stop.wait(seconds, by: clock) else {
        return .failure(AdapterFailure(kind: .cancelled, message: "the run was stopped"))
      }
      request.attempt += 1
    }
  }
}

/// Lets so many through at a time, in the order in which they came.
private actor Turnstile {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { free = places }

  func enter() async {
    if free > 0 {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
