import Adapters

/// Deadlines that are nearly always called off: one for every request in flight.
///
/// A `Task.sleep` that is cancelled leaves its timer in the queue of the system until it would have rung: nearly a kilobyte for each
/// trial of the last minute. Here an alarm that is called off leaves nothing. One sleep watches all alarms; none is longer than a
/// second, so that one overtaken by an earlier alarm is over soon.
final class DeadlineBoard: Sendable {
  private struct Alarm: Sendable {
    var at: ContinuousClock.Instant
    var ring: @Sendable () -> Void
  }

  private struct State: Sendable {
    var number = 0
    var alarms: [Int: Alarm] = [:]
    /// When the sleep that counts ends.
    var rings: ContinuousClock.Instant?
  }

  private let state = Locked(State())

  /// How many alarms are set.
  var count: Int { state.withLock { $0.alarms.count } }

  /// Calls `ring` once when so many seconds have passed, from any thread; what comes back calls it off.
  func set(_ seconds: Double, _ ring: @escaping @Sendable () -> Void) -> RunClock.CallOff {
    let at = ContinuousClock.now + .seconds(max(0, seconds))
    let number = state.withLock { state in
      state.number += 1
      state.alarms[state.number] = Alarm(at: at, ring: ring)
      return state.number
    }
    watch(until: at)
    return { [state] in state.withLock { $0.alarms.removeValue(forKey: number) != nil } }
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
    let (due, next) = state.withLock { state -> ([Alarm], ContinuousClock.Instant?) in
      // Overtaken by an earlier one, which watches from then on.
      guard state.rings == own else { return ([], nil) }
      state.rings = nil
      let due = state.alarms.filter { $0.value.at <= now }
      for number in due.keys { state.alarms[number] = nil }
      return (due.sorted { $0.key < $1.key }.map(\.value), state.alarms.values.map(\.at).min())
    }
    for alarm in due { alarm.ring() }
    if let next { watch(until: next) }
  }
}
