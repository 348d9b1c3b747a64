import Adapters

/// Waits that are nearly always called off: the deadline of every request in flight.
///
/// A `Task.sleep` that is cancelled leaves its timer in the queue of the system until it would have rung: nearly a kilobyte for each
/// trial of the last minute. Here a wait that is called off leaves nothing. One sleep watches all waits; none is longer than a
/// second, so that one overtaken by an earlier deadline is over soon.
final class DeadlineBoard: Sendable {
  private struct Waiter: Sendable {
    var at: ContinuousClock.Instant
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct State: Sendable {
    var number = 0
    var waiting: [Int: Waiter] = [:]
    var cancelled: Set<Int> = []
    /// When the sleep that counts ends.
    var rings: ContinuousClock.Instant?
  }

  private let state = Locked(State())

  /// How many wait.
  var count: Int { state.withLock { $0.waiting.count } }

  /// Returns when so many seconds have passed, or when the task is cancelled.
  func wait(_ seconds: Double) async {
    let at = ContinuousClock.now + .seconds(max(0, seconds))
    let number = state.withLock { state in
      state.number += 1
      return state.number
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.cancelled.remove(number) != nil { return true }
          state.waiting[number] = Waiter(at: at, continuation: continuation)
          return false
        }
        if isOver { continuation.resume() } else { watch(until: at) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        if let waiter = state.waiting.removeValue(forKey: number) { return waiter }
        state.cancelled.insert(number)
        return nil
      }
      waiter?.continuation.resume()
    }
    // Cancelled when it was over already.
    state.withLock { _ = $0.cancelled.remove(number) }
  }

  private func watch(until at: ContinuousClock.Instant) {
    let soon = min(at, ContinuousClock.now + .seconds(1))
    let isFirst = state.withLock { state in
      if let rings = state.rings, rings <= soon { return false }
      state.rings = soon
      return true
    }
    guard isFirst else { return }
    Task {
      do { try await Task.sleep(until: soon, clock: .continuous) } catch {}  // Nothing cancels it.
      ring(soon)
    }
  }

  private func ring(_ own: ContinuousClock.Instant) {
    let now = ContinuousClock.now
    let (due, next) = state.withLock { state -> ([Waiter], ContinuousClock.Instant?) in
      // Overtaken by an earlier one, which watches from then on.
      guard state.rings == own else { return ([], nil) }
      state.rings = nil
      let due = state.waiting.filter { $0.value.at <= now }
      for number in due.keys { state.waiting[number] = nil }
      return (Array(due.values), state.waiting.values.map(\.at).min())
    }
    for waiter in due { waiter.continuation.resume() }
    if let next { watch(until: next) }
  }
}
