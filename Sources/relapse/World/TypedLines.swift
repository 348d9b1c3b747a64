import Adapters
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The lines that a person types, up to the end of the input or to Ctrl-C.
///
/// While a line is awaited Ctrl-C ends the input instead of the process, so that what was answered can be kept.
final class TypedLines: Sendable {
  private let interruption = Locked<Interruption?>(nil)
  /// What was read behind the last line.
  private let rest = Locked<[UInt8]>([])

  /// Whether Ctrl-C was pressed while a line was awaited.
  var wasInterrupted: Bool { interruption.withLock { $0 }?.hasCome ?? false }

  /// Waits for the next line; nil at the end of the input, and after Ctrl-C for ever.
  func next() -> String? {
    let interruption = interruption.withLock { known -> Interruption? in
      if known == nil { known = Interruption() }
      return known
    }
    guard let interruption, !interruption.hasCome else { return nil }
    return interruption.whileAwaited { line(endedBy: interruption.reading) }
  }

  private func line(endedBy interruption: Int32) -> String? {
    var bytes = rest.withLock { rest -> [UInt8] in
      defer { rest = [] }
      return rest
    }
    var block = [UInt8](repeating: 0, count: 4096)
    var awaited = [
      pollfd(fd: interruption, events: Int16(POLLIN), revents: 0), pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      if let end = bytes.firstIndex(of: 0x0A) {
        rest.withLock { $0 = Array(bytes[(end + 1)...]) }
        return Self.text(bytes[..<end])
      }
      guard poll(&awaited, 2, -1) >= 0 else {
        if errno == EINTR { continue }
        return nil
      }
      if awaited[0].revents != 0 { return nil }
      let count = read(0, &block, block.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return bytes.isEmpty ? nil : Self.text(bytes[...]) }
      bytes += block[..<count]
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self)
  }
}

/// Ctrl-C as something that can be read; while nothing is awaited it ends the process, unless somebody else listens then.
private final class Interruption: Sendable {
  private let state = Waiting()
  /// The end of a pipe that can be read once Ctrl-C was pressed.
  let reading: Int32

  /// Begins to listen, for good; nil where the process may open no pipe.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reading = ends[0]
    let (writing, state) = (ends[1], state)
    _ = SignalPost.listen { number in
      guard number == SIGINT, state.isAwaited.load(ordering: .relaxed) else { SignalPost.end(by: number) }
      state.came.store(true, ordering: .relaxed)
      var byte: UInt8 = 0
      _ = write(writing, &byte, 1)
    }
  }

  /// Whether it came while something was awaited.
  var hasCome: Bool { state.came.load(ordering: .relaxed) }

  /// Does what Ctrl-C may end.
  func whileAwaited(_ body: () -> String?) -> String? {
    state.isAwaited.store(true, ordering: .relaxed)
    defer { state.isAwaited.store(false, ordering: .relaxed) }
    return body()
  }

  /// What the listener and the one who waits share.
  private final class Waiting: Sendable {
    let isAwaited = Atomic<Bool>(false)
    let came = Atomic<Bool>(false)
  }
}
