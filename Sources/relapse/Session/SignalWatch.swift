import Harness
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns SIGINT and SIGTERM into a wish to stop; a second one ends the process, and every program that its adapters run.
final class SignalWatch: Sendable {
  private let first: First
  private let ticket: Int

  /// Begins to watch for a run, which lets come back what is in flight.
  convenience init(stop: RunStop, world: World) {
    self.init(world: world, saying: "trials in flight are finished and kept") { stop.raise() }
  }

  /// Begins to watch.
  ///
  /// - Parameters:
  ///   - words: What the first signal does, for a line that says so.
  ///   - onFirst: Does it; called on a queue of its own.
  init(world: World, saying words: String, onFirst: @escaping @Sendable () -> Void) {
    let first = First()
    self.first = first
    ticket = SignalPost.listen { number in
      guard first.take(number) else { SignalPost.end(by: number) }
      world.report("stopping: \(words); once more ends at once\n")
      onFirst()
    }
  }

  /// The first signal that came.
  var received: Int32? { first.number }

  /// Ends watching; signals do what they did before.
  func end() { SignalPost.forget(ticket) }

  /// The signal that came first.
  private final class First: Sendable {
    private let value = Atomic<Int32>(0)

    var number: Int32? {
      let number = value.load(ordering: .relaxed)
      return number == 0 ? nil : number
    }

    /// Keeps a signal; false when there was one.
    func take(_ number: Int32) -> Bool {
      value.compareExchange(expected: 0, desired: number, ordering: .relaxed).exchanged
    }
  }
}
