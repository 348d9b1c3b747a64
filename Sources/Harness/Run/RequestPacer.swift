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
    var step: RequestPace.Step
    var continuation: CheckedContinuation<Ticket?, Never>
  }

  private struct State {
    var pace: RequestPace
    var waiting: [Waiter] = []
    var number = 0
    var cancelled: Set<Int> = []
    var outage = Outage()
    var isClosed = false
  }

  private let clock: RunClock
  private let state: Locked<State>

  /// Makes the pacer of a target; `limit` is the most requests at once.
  init(limit: Int, limits: TargetLimits, clock: RunClock) {
    self.clock = clock
    state = Locked(State(pace: RequestPace(limit: limit, limits: limits, at: clock.now())))
  }

  /// The most requests at once now.
  var allowed: Int { state.withLock { $0.pace.concurrency.allowed } }

  /// How many requests wait for a place.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// What the target said last, when it has accepted nothing for so many seconds.
  func outage(after seconds: Double) -> AdapterFailure? {
    let now = clock.now()
    return state.withLock { $0.outage.failure(after: seconds, at: now) }
  }

  /// Gives no place any more: whoever waits for one gets none.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for waiter in waiting { waiter.continuation.resume(returning: nil) }
  }

  /// Takes a place for the first request of a trial, or says when to ask again.
  func tryBegin(_ step: RequestPace.Step) -> (ticket: Ticket?, readiness: RequestPace.Readiness) {
    let now = clock.now()
    return state.withLock { state in
      guard state.waiting.isEmpty else { return (nil, .whenOneEnds) }
      let readiness = state.pace.readiness(at: now)
      guard readiness == .now else { return (nil, readiness) }
      return (state.pace.begin(step, at: now), .now)
    }
  }

  /// Waits for a place; nil when the task is cancelled or the pacer closed.
  func begin(_ step: RequestPace.Step) async -> Ticket? {
    let number = state.withLock { state in
      state.number += 1
      return state.number
    }
    defer { state.withLock { _ = $0.cancelled.remove(number) } }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let now = clock.now()
        let given: Ticket?? = state.withLock { state in
          if state.cancelled.remove(number) != nil || state.isClosed { return .some(nil) }
          guard state.waiting.isEmpty, state.pace.active < state.pace.concurrency.allowed else {
            state.waiting.append(Waiter(number: number, step: step, continuation: continuation))
            return nil
          }
          return .some(state.pace.begin(step, at: now))
        }
        if let given { continuation.resume(returning: given) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let index = state.waiting.firstIndex(where: { $0.number == number }) else {
          state.cancelled.insert(number)
          return nil
        }
        return state.waiting.remove(at: index)
      }
      waiter?.continuation.resume(returning: nil)
    }
  }

  /// Gives the place of a request back.
  func end(_ ticket: Ticket, _ failure: AdapterFailure?, used: Int, seconds: Double) {
    let now = clock.now()
    let ready: [(Waiter, Ticket)] = state.withLock { state in
      state.pace.end(ticket, failure, used: used, seconds: seconds, at: now)
      state.outage.hear(failure, at: now)
      var ready: [(Waiter, Ticket)] = []
      while !state.waiting.isEmpty, state.pace.active < state.pace.concurrency.allowed {
        let waiter = state.waiting.removeFirst()
        ready.append((waiter, state.pace.begin(waiter.step, at: now)))
      }
      return ready
    }
    for (waiter, ticket) in ready { waiter.continuation.resume(returning: ticket) }
  }
}
