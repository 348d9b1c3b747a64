#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A report that could not be written. The verdict does not change by it.
package struct ReportFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path that was asked for.
  package var path: String
  /// What was tried: `open`, `write`, `rename`.
  package var operation: String
  /// The system's error number.
  package var code: Int32

  /// The error in a sentence.
  package var description: String { "cannot \(operation) \(path): \(String(cString: strerror(code)))" }
}

/// A file that appears whole or not at all: written beside its place, then renamed.
package enum ReportFile {
  /// Writes a file in pieces.
  ///
  /// - Throws: `ReportFileError`, or what `body` throws; the unfinished file is removed.
  package static func write(_ path: String, _ body: (_ sink: (_ bytes: [UInt8]) throws -> Void) throws -> Void) throws {
    let unfinished = "\(path).\(getpid()).unfinished"
    let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw ReportFileError(path: path, operation: "open", code: errno) }
    do {
      defer { close(descriptor) }
      try body { try append($0, to: descriptor, path: path) }
    } catch {
      unlink(unfinished)
      throw error
    }
    guard rename(unfinished, path) == 0 else {
      let code = errno
      unlink(unfinished)
      throw ReportFileError(path: path, operation: "rename", code: code)
    }
  }

  /// Writes a text.
  package static func write(_ path: String, text: String) throws {
    try write(path) { try $0(Array(text.utf8)) }
  }

  private static func append(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { SystemCall.write(descriptor, $0 + written, bytes.count - written) } ?? 0
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw ReportFileError(path: path, operation: "write", code: count < 0 ? errno : EIO) }
      written += count
    }
  }

  /// The system call, which the members of this type hide by their names.
  private enum SystemCall {
    static func write(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
      #if canImport(Glibc)
        Glibc.write(descriptor, bytes, count)
      #elseif canImport(Musl)
        Musl.write(descriptor, bytes, count)
      #else
        Darwin.write(descriptor, bytes, count)
      #endif
    }
  }
}

extension HTMLReport {
  /// Writes the report to a file, in bounded memory; a crash leaves no half report.
  package func write(toFile path: String) throws { try ReportFile.write(path) { try write(to: $0) } }
}
