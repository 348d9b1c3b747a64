import Adapters
import Dispatch
import Harness
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns SIGINT and SIGTERM into a wish to stop; a second one ends the process, and every program that its adapters run.
final class SignalWatch: @unchecked Sendable {
  // Sendable: the sources are made in `init` and only cancelled afterwards, which Dispatch allows from any thread.
  private let sources: [any DispatchSourceSignal]
  private let first = Atomic<Int32>(0)

  /// Begins to watch.
  init(stop: RunStop, world: World) {
    let queue = DispatchQueue(label: "relapse.signals")
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for (source, number) in zip(sources, [SIGINT, SIGTERM]) {
      source.setEventHandler { [weak self] in
        guard let self else { return }
        let (isFirst, _) = first.compareExchange(expected: 0, desired: number, ordering: .relaxed)
        guard isFirst else {
          // Each program has a process group of its own, which no signal of the terminal reaches.
          ProcessGroups.killAll()
          _exit(128 + number)
        }
        stop.raise()
        world.report("stopping: trials in flight are finished and kept; once more ends at once\n")
      }
      source.resume()
    }
  }

  /// The first signal that came.
  var received: Int32? {
    let number = first.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Ends watching; signals end the process again.
  func end() {
    for source in sources { source.cancel() }
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }
}
