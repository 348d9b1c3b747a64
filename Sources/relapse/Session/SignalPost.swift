import Adapters
import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// SIGINT and SIGTERM of the process, told to whoever listened last; while nobody listens they do what they always do.
///
/// A handler writes their number into a pipe. Not Dispatch's own sources of signals: on Linux only the first one that a process ever
/// makes for a signal hears it, and none where there are two.
enum SignalPost {
  /// Told of a signal, on a queue of its own.
  typealias Listener = @Sendable (_ number: Int32) -> Void

  private struct State {
    var listeners: [(ticket: Int, listener: Listener)] = []
    var ticket = 0
    /// What the signals did before somebody listened.
    var earlier: [(@convention(c) (Int32) -> Void)?] = []
  }

  private static let numbers = [SIGINT, SIGTERM]
  private static let state = Locked(State())
  /// The end of the pipe that the handler writes to; -1 where the process may open none.
  private static let writing = Atomic<Int32>(-1)
  /// Reads the pipe; made once.
  private static let reader: Reader? = {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
    }
    let reading = ends[0]
    writing.store(ends[1], ordering: .sequentiallyConsistent)
    let source = DispatchSource.makeReadSource(
      fileDescriptor: reading, queue: DispatchQueue(label: "relapse.signals"))
    source.setEventHandler {
      var numbers = [UInt8](repeating: 0, count: 64)
      let count = read(reading, &numbers, numbers.count)
      for number in numbers.prefix(max(0, count)) { tell(Int32(number)) }
    }
    source.resume()
    return Reader(source)
  }()

  /// Keeps the source that reads.
  private final class Reader: @unchecked Sendable {
    // Sendable: the source is started before it comes here, and never touched again.
    private let source: any DispatchSourceRead

    init(_ source: any DispatchSourceRead) { self.source = source }
  }

  /// Tells of signals from now on, instead of whoever listened before; gives what `forget` takes.
  static func listen(_ listener: @escaping Listener) -> Int {
    let canHear = reader != nil
    return state.withLock { state in
      if state.listeners.isEmpty, canHear { state.earlier = numbers.map { signal($0, note) } }
      state.ticket += 1
      state.listeners.append((state.ticket, listener))
      return state.ticket
    }
  }

  /// Tells no more; signals do what they did before when it was the last one.
  static func forget(_ ticket: Int) {
    state.withLock { state in
      state.listeners.removeAll { $0.ticket == ticket }
      guard state.listeners.isEmpty else { return }
      for (number, action) in zip(numbers, state.earlier) { signal(number, action) }
      state.earlier = []
    }
  }

  /// Ends the process and every program that its adapters run, as a signal does that nobody sees to.
  static func end(by number: Int32) -> Never {
    // Each program has a process group of its own, which no signal of the terminal reaches.
    ProcessGroups.killAll()
    _exit(128 + number)
  }

  private static func tell(_ number: Int32) {
    // One that came at the end of the last listener's time is not lost.
    guard let listener = state.withLock({ $0.listeners.last?.listener }) else { end(by: number) }
    listener(number)
  }

  /// What the kernel calls: nothing in it is unsafe in a signal handler, and `errno` stays what it was.
  private static let note: @convention(c) (Int32) -> Void = { number in
    let earlier = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(writing.load(ordering: .relaxed), &byte, 1)
    errno = earlier
  }
}
