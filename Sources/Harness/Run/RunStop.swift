import Adapters

/// The wish that a run ends soon: no trial is started any more, those in flight are finished and written.
///
/// The door raises it at the first Ctrl-C. Cancelling the task of the run ends it at once; trials in flight are then lost.
package final class RunStop: Sendable {
  private struct State: Sendable {
    var wasRaised = false
    /// Whether what only waits is called off.
    var isEnding = false
    var number = 0
    var waiting: [Int: @Sendable () -> Void] = [:]
  }

  private let state = Locked(State())

  /// A wish not yet uttered.
  package init() {}

  /// Asks the run to end soon; may be called from any thread.
  package func raise() {
    state.withLock { $0.wasRaised = true }
    endWaits()
  }

  /// Calls off what only waits: the run is ending, whether anybody asked for it or not.
  func endWaits() {
    let waiting = state.withLock { state in
      state.isEnding = true
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for wake in waiting { wake() }
  }

  /// Whether it was raised.
  package var wasRaised: Bool { state.withLock { $0.wasRaised } }

  private var isEnding: Bool { state.withLock { $0.isEnding } }

  /// Calls `wake` once when the run is ending, at once if it is; what comes back forgets it.
  func whenEnding(_ wake: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
    let number: Int? = state.withLock { state in
      if state.isEnding { return nil }
      state.number += 1
      state.waiting[state.number] = wake
      return state.number
    }
    guard let number else {
      wake()
      return {}
    }
    return { [state] in state.withLock { _ = $0.waiting.removeValue(forKey: number) } }
  }

  /// Waits so many seconds; false when the run is ending before, or the task cancelled: what only waits must not hold an end up.
  func wait(_ seconds: Double, by clock: RunClock) async -> Bool {
    if isEnding { return false }
    let end = clock.now() + seconds
    let wait = Task { try await clock.wait(max(0, end - clock.now())) }
    let forget = whenEnding { wait.cancel() }
    defer { forget() }
    return await withTaskCancellationHandler {
      do {
        try await wait.value
        return !isEnding
      } catch {
        return false
      }
    } onCancel: {
      wait.cancel()
    }
  }
}
