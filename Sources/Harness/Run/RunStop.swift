import Adapters

/// The wish that a run ends soon: no trial is started any more, those in flight are finished and written.
///
/// The door raises it at the first Ctrl-C. Cancelling the task of the run ends it at once; trials in flight are then lost.
package final class RunStop: Sendable {
  private struct State: Sendable {
    var wasRaised = false
    var number = 0
    var waiting: [Int: @Sendable () -> Void] = [:]
  }

  private let state = Locked(State())

  /// A wish not yet uttered.
  package init() {}

  /// Asks the run to end soon; may be called from any thread.
  package func raise() {
    let waiting = state.withLock { state in
      state.wasRaised = true
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for wake in waiting { wake() }
  }

  /// Whether it was raised.
  package var wasRaised: Bool { state.withLock { $0.wasRaised } }

  /// Calls `wake` once when it is raised, at once if it was; what comes back forgets it.
  package func whenRaised(_ wake: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
    let number: Int? = state.withLock { state in
      if state.wasRaised { return nil }
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

  /// Waits so many seconds; false when it is raised before, or the task cancelled: what only waits must not hold an end up.
  func wait(_ seconds: Double, by clock: RunClock) async -> Bool {
    if wasRaised { return false }
    let end = clock.now() + seconds
    let wait = Task { try await clock.wait(max(0, end - clock.now())) }
    let forget = whenRaised { wait.cancel() }
    defer { forget() }
    return await withTaskCancellationHandler {
      do {
        try await wait.value
        return !wasRaised
      } catch {
        return false
      }
    } onCancel: {
      wait.cancel()
    }
  }
}
