package import FoundationEssentials

/// Time as a run sees it; the door hands in the real one, tests one of their own.
package struct RunClock: Sendable {
  /// Seconds since some fixed moment; never runs backwards.
  package var now: @Sendable () -> Double
  /// The time of day.
  package var date: @Sendable () -> Date
  /// Waits before a request is tried again; throws when the run is cancelled.
  package var wait: @Sendable (Double) async throws -> Void
  /// Returns when a deadline of so many seconds has passed, or when it is cancelled.
  package var deadline: @Sendable (Double) async -> Void

  /// Makes the clock from its parts.
  package init(
    now: @escaping @Sendable () -> Double, date: @escaping @Sendable () -> Date,
    wait: @escaping @Sendable (Double) async throws -> Void, deadline: @escaping @Sendable (Double) async -> Void
  ) {
    self.now = now
    self.date = date
    self.wait = wait
    self.deadline = deadline
  }

  /// The clock of the machine.
  package static func system() -> RunClock {
    let start = ContinuousClock.now
    let board = DeadlineBoard()
    return RunClock(
      now: {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return Double(seconds) + Double(attoseconds) * 1e-18
      },
      date: { Date() },
      wait: { try await Task.sleep(for: .seconds(max(0, $0))) },
      deadline: { await board.wait($0) })
  }
}
