package import FoundationEssentials

/// Time as a run sees it; the door hands in the real one, tests one of their own.
package struct RunClock: Sendable {
  /// Seconds since some fixed moment; never runs backwards.
  package var now: @Sendable () -> Double
  /// The time of day.
  package var date: @Sendable () -> Date
  /// Waits before a request is tried again; throws when the run is cancelled.
  package var wait: @Sendable (Double) async throws -> Void
  /// Calls what it is given once when so many seconds have passed, unless it is called off before.
  package var alarm: @Sendable (Double, @escaping @Sendable () -> Void) -> CallOff

  /// Calls an alarm off; false when it rings or has rung.
  package typealias CallOff = @Sendable () -> Bool

  /// Makes the clock from its parts.
  package init(
    now: @escaping @Sendable () -> Double, date: @escaping @Sendable () -> Date,
    wait: @escaping @Sendable (Double) async throws -> Void,
    alarm: @escaping @Sendable (Double, @escaping @Sendable () -> Void) -> CallOff
  ) {
    self.now = now
    self.date = date
    self.wait = wait
    self.alarm = alarm
  }

  /// Returns when so many seconds have passed, or when the task is cancelled.
  func deadline(_ seconds: Double) async {
    let moment = AsyncStream<Never>.makeStream()
    let callOff = alarm(seconds) { moment.continuation.finish() }
    for await _ in moment.stream {}
    _ = callOff()
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
      alarm: { board.set($0, $1) })
  }
}
