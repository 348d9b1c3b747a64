import Adapters
import EvalSchema

/// The shell around `RequestPace`: one for a target, asked by the loop before it starts a trial and by every trial before it
/// sends a request.
///
/// A trial that goes on, or tries again, comes before a new one.
final class RequestPacer: Sendable {
  /// A request that may go out after `ticket.wait`.
  typealias Ticket = RequestPace.Ticket

  private struct Waiter {
    var number: Int
    /// Whether it is to look again.
    var isCalled = false
    var continuation: CheckedContinuation<Void, Never>?
  }

  private struct State {
    var pace: RequestPace
    var waiting: [Waiter] = []
    var number = 0
    var outage = Outage()

    /// Takes the one who is to look again, if it sleeps.
    mutating func call(_ index: Int) -> CheckedContinuation<Void, Never>? {
      guard waiting.indices.contains(index) else { return nil }
      let continuation = waiting[index].continuation
      waiting[index].continuation = nil
      waiting[index].isCalled = continuation == nil
      return continuation
    }
  }

  /// What the first in the line finds.
  private enum Look {
    case begun(RequestPace.Ticket, next: CheckedContinuation<Void, Never>?)
    case later(Double)
    case sleep
  }

  private let clock: RunClock
  private let state: Locked<State>
  private let closing = RunStop()
  /// About as many seconds as one request may be tried, its last time on the wire included.
  private let patience: Double

  /// Makes the pacer of a target; `limit` is the most requests at once.
  convenience init(limit: Int, target: Target, clock: RunClock) {
    // The simulator plants refusals at random, and a limit learned from them would be one of nobody.
    self.init(limit: limit, limits: target.limits, clock: clock, learns: target.adapter != .simulated)
  }

  /// Makes the pacer of stated limits; with `learns` those that a provider does not state are found.
  init(limit: Int, limits: TargetLimits, clock: RunClock, learns: Bool = true) {
    self.clock = clock
    patience = RetryPolicy(limits: limits).longest + limits.timeout
    state = Locked(State(pace: RequestPace(limit: limit, limits: limits, at: clock.now(), learns: learns)))
  }

  /// The most requests at once now.
  var allowed: Int { state.withLock { $0.pace.concurrency.allowed } }

  /// How many requests wait for a place.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// Why nothing more should be asked: the target has accepted nothing for as long as one request may be tried. Nil while it has.
  var outage: (kind: FailureKind, sentence: String)? {
    let now = clock.now()
    return state.withLock { $0.outage.failure(after: patience, at: now) }
      .map { ($0.kind, $0.outageSentence(after: patience)) }
  }

  /// Gives no place any more: whoever waits for one gets none.
  func close() {
    closing.raise()
    let sleeping = state.withLock { state in state.waiting.indices.compactMap { state.call($0) } }
    for continuation in sleeping { continuation.resume() }
  }

  /// Takes a place for the first request of a trial, or says when to ask again.
  func tryBegin(_ step: RequestPace.Step) -> (ticket: Ticket?, readiness: RequestPace.Readiness) {
    let now = clock.now()
    return state.withLock { state in
      let readiness = state.pace.readiness(at: now)
      guard readiness == .now else { return (nil, readiness) }
      guard state.waiting.isEmpty else { return (nil, .whenOneEnds) }
      return (state.pace.begin(step, at: now), .now)
    }
  }

  /// Waits for a place; nil when the task is cancelled or the pacer closed.
  ///
  /// Only the first in the line watches the clock: what is learned while the others wait holds for them, too.
  func begin(_ step: RequestPace.Step) async -> Ticket? {
    let number = state.withLock { state in
      state.number += 1
      state.waiting.append(Waiter(number: state.number))
      return state.number
    }
    while !Task.isCancelled, !closing.wasRaised {
      let now = clock.now()
      switch state.withLock({ Self.look(&$0, number, step, at: now) }) {
      case .begun(let ticket, let next):
        next?.resume()
        return ticket
      case .later(let seconds): _ = await closing.wait(min(1, max(0.001, seconds)), by: clock)
      case .sleep: await sleep(number)
      }
    }
    leave(number)
    return nil
  }

  private static func look(_ state: inout State, _ number: Int, _ step: RequestPace.Step, at now: Double) -> Look {
    guard state.waiting.first?.number == number else { return .sleep }
    switch state.pace.readiness(at: now) {
    case .now:
      state.waiting.removeFirst()
      return .begun(state.pace.begin(step, at: now), next: state.call(0))
    case .after(let seconds): return .later(seconds)
    case .whenOneEnds: return .sleep
    }
  }

  private func sleep(_ number: Int) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
        let isAwake = state.withLock { state in
          guard let index = state.waiting.firstIndex(where: { $0.number == number }) else { return true }
          guard !state.waiting[index].isCalled, !Task.isCancelled else {
            state.waiting[index].isCalled = false
            return true
          }
          state.waiting[index].continuation = continuation
          return false
        }
        if isAwake { continuation.resume() }
      }
    } onCancel: {
      let continuation = state.withLock { state in
        state.waiting.firstIndex { $0.number == number }.flatMap { state.call($0) }
      }
      continuation?.resume()
    }
  }

  private func leave(_ number: Int) {
    let next = state.withLock { state in
      state.waiting.removeAll { $0.number == number }
      return state.call(0)
    }
    next?.resume()
  }

  /// Gives the place of a request back.
  func end(_ ticket: Ticket, _ failure: AdapterFailure?, used: Int, seconds: Double) {
    let now = clock.now()
    let first = state.withLock { state in
      state.pace.end(ticket, failure, used: used, seconds: seconds, at: now)
      state.outage.hear(failure, at: now)
      return state.call(0)
    }
    first?.resume()
  }
}
