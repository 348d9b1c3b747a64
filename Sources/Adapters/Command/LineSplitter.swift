#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Cuts a stream of bytes into lines of bounded length.
///
/// A value without I/O: bytes in, lines out. After a line that is too long nothing more comes.
struct LineSplitter: Sendable {
  /// What the bytes so far came to.
  enum Event: Sendable, Hashable {
    /// A line without its line feed.
    case line([UInt8])
    /// A line that is longer than the limit, with its beginning.
    case tooLong(beginning: [UInt8])
  }

  /// Most bytes of a line.
  let limit: Int
  private var pending: [UInt8] = []
  private var isBroken = false

  /// How much of a line that is too long is handed on.
  static let beginningBytes = 4_096

  /// Starts at the beginning of a line.
  init(limit: Int) { self.limit = limit }

  /// Takes the next bytes. Complexity: O(n); at most `limit` bytes are kept.
  mutating func push(_ bytes: UnsafeRawBufferPointer) -> [Event] {
    var events: [Event] = []
    var start = 0
    while start < bytes.count, !isBroken {
      let end = Self.lineFeed(in: bytes, from: start)
      let length = pending.count + ((end ?? bytes.count) - start)
      if length > limit {
        let beginning = pending + bytes[start..<(end ?? bytes.count)].prefix(Self.beginningBytes)
        events.append(.tooLong(beginning: Array(beginning.prefix(Self.beginningBytes))))
        isBroken = true
        pending = []
      } else if let end {
        pending.append(contentsOf: bytes[start..<end])
        events.append(.line(pending))
        pending = []
        start = end + 1
      } else {
        pending.append(contentsOf: bytes[start...])
        start = bytes.count
      }
    }
    return events
  }

  /// What follows the last line feed, at the end of the stream; nil when there is nothing.
  mutating func finish() -> [UInt8]? {
    defer { pending = [] }
    return pending.isEmpty ? nil : pending
  }

  private static func lineFeed(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base + start, 0x0A, bytes.count - start) else { return nil }
    return UnsafeRawPointer(found) - base
  }
}

extension Sequence where Element == UInt8 {
  /// Whether there is nothing but spaces, tabs and carriage returns.
  var isBlank: Bool { allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
}
