/// Notices that nothing comes back: said once for each span of silence of so many seconds.
struct Watchdog: Sendable, Hashable {
  /// Seconds of silence that are worth a word.
  var patience = 60.0
  private var heard: Double

  init(at now: Double) { heard = now }

  /// A trial came back.
  mutating func hear(at now: Double) { heard = now }

  /// Whether it is time to say what is stuck; asks for patience again after it.
  mutating func barks(at now: Double, inFlight: Int) -> Bool {
    guard inFlight > 0 else {
      heard = now
      return false
    }
    guard now - heard >= patience else { return false }
    heard = now
    return true
  }
}
