import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a file line by line in blocks of 1 MiB; a line may be longer, the file may be of any size.
struct LineBlocks {
  /// A file that cannot be read.
  struct Failure: Error {
    /// The error number of the system.
    var code: Int32
    /// What the system says of it.
    var message: String { String(cString: strerror(code)) }
  }

  /// One line, valid during the call.
  struct Line {
    /// Its bytes without the line break.
    var bytes: UnsafeRawBufferPointer
    /// Its number, from 1.
    var number: Int
    /// Whether a line break ends it; only the last line may lack one.
    var isTerminated: Bool
    /// How many bytes of the file stand before it.
    var start: Int
    /// How many bytes of the file end with it, its line break included.
    var end: Int { start + bytes.count + (isTerminated ? 1 : 0) }
  }

  /// The path of the file.
  let path: String
  /// How much is read at once.
  var blockSize = 1 << 20
  /// Where reading begins: the start of a line. Numbers count from there.
  var offset = 0

  /// Calls `body` for every line in order. Complexity: O(bytes) time, memory of a block and the longest line.
  func forEach(_ body: (Line) throws -> Void) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { _ = close(descriptor) }
    var pending: [UInt8] = []
    var block = [UInt8](repeating: 0, count: blockSize)
    var number = 0
    var start = offset
    if offset > 0, lseek(descriptor, off_t(offset), SEEK_SET) < 0 { throw Failure(code: errno) }
    while true {
      let (count, code) = block.withUnsafeMutableBytes { buffer in
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        return (count, count < 0 ? errno : 0)
      }
      if count < 0 {
        if code == EINTR { continue }
        throw Failure(code: code)
      }
      if count == 0 { break }
      try block.withUnsafeBytes { buffer in
        var rest = UnsafeRawBufferPointer(rebasing: buffer.prefix(count))
        while let base = rest.baseAddress, let found = memchr(base, 0x0A, rest.count) {
          let length = UnsafeRawPointer(found) - base
          let line = UnsafeRawBufferPointer(rebasing: rest.prefix(length))
          rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(length + 1))
          number += 1
          if pending.isEmpty {
            try body(Line(bytes: line, number: number, isTerminated: true, start: start))
            start += line.count + 1
          } else {
            pending.append(contentsOf: line)
            try pending.withUnsafeBytes { try body(Line(bytes: $0, number: number, isTerminated: true, start: start)) }
            start += pending.count + 1
            pending.removeAll(keepingCapacity: true)
          }
        }
        pending.append(contentsOf: rest)
      }
    }
    if !pending.isEmpty {
      try pending.withUnsafeBytes { try body(Line(bytes: $0, number: number + 1, isTerminated: false, start: start)) }
    }
  }
}
