import FoundationEssentials
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The standard streams, written whole and in order from any task.
final class Console: Sendable {
  /// Which stream.
  enum Stream: Int32, Sendable {
    case output = 1
    case error = 2
  }

  /// Whether each stream is a terminal, and how wide it is.
  let isTerminal: @Sendable (Stream) -> Bool
  private let sink: (@Sendable (String, Stream) -> Void)?
  private let lost = Atomic<Bool>(false)

  /// Whether text for standard output could not be written: a full disk, not a closed pipe.
  var hasLostOutput: Bool { lost.load(ordering: .relaxed) }

  /// The console of the process; a test takes the text instead.
  init(
    isTerminal: @escaping @Sendable (Stream) -> Bool = { isatty($0.rawValue) == 1 },
    sink: (@Sendable (String, Stream) -> Void)? = nil
  ) {
    self.isTerminal = isTerminal
    self.sink = sink
  }

  /// Writes a text. A reader that went away is no fault; anything else that keeps text from being written is remembered.
  func write(_ text: String, to stream: Stream) {
    if let sink { return sink(text, stream) }
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let base = rest.baseAddress, !rest.isEmpty {
        let count = posixWrite(stream.rawValue, base, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else {
          if stream == .output && errno != EPIPE { lost.store(true, ordering: .relaxed) }
          return
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }

  /// The number of columns of a terminal, 80 when unknown.
  func width(_ stream: Stream, environment: [String: String]) -> Int {
    if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

private func posixWrite(_ descriptor: Int32, _ base: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, base, count)
}
