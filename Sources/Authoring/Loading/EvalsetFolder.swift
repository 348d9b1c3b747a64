package import EvalSchema
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder out of which files are read: nothing outside of it, nothing but regular files, nothing too large.
///
/// Symbolic links are followed only when they stay inside. A pipe, a device or an endless file is refused before it is read.
package struct EvalsetFolder: Sendable {
  /// The path as the user gave it.
  package let path: String
  /// The path with every link resolved.
  package let realPath: String

  /// Opens a folder.
  ///
  /// - Throws: `DiagnosticError` with `folder-missing` when there is no such folder.
  package init(_ path: String) throws(DiagnosticError) {
    guard let real = Self.resolve(path), Self.isFolder(real) else {
      throw DiagnosticError(.error("folder-missing", "there is no folder \"\(path)\"", at: Place(file: path)))
    }
    var shown = path
    while shown.utf8.count > 1, shown.utf8.last == 0x2F { shown = String(shown.dropLast()) }
    self.path = shown
    realPath = real
  }

  /// The path of a file in the folder as the user would write it, for places.
  package func shown(_ relative: String) -> String {
    path == "." ? relative : path == "/" ? "/" + relative : "\(path)/\(relative)"
  }

  /// Whether there is something under a relative path.
  package func has(_ relative: String) -> Bool { Self.resolve("\(realPath)/\(relative)") != nil }

  /// The names in a folder below, sorted by their bytes; empty when there is no such folder.
  ///
  /// - Throws: `DiagnosticError` when the folder is outside, unreadable, or is no folder.
  package func names(in relative: String) throws(DiagnosticError) -> [String] {
    guard has(relative) else { return [] }
    let real = try inside(relative, at: nil)
    guard Self.isFolder(real) else {
      throw DiagnosticError(.error("not-a-folder", "\"\(relative)\" is not a folder", at: Place(file: shown(relative))))
    }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: real).sorted {
        Array($0.utf8).lexicographicallyPrecedes($1.utf8)
      }
    } catch {
      throw DiagnosticError(
        .error(
          "unreadable-folder", "the folder \"\(relative)\" cannot be listed: \(error)", at: Place(file: shown(relative))
        ))
    }
  }

  /// Whether a relative path leads to a folder.
  package func isFolder(_ relative: String) -> Bool {
    Self.resolve("\(realPath)/\(relative)").map(Self.isFolder) ?? false
  }

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - relative: The path below the folder.
  ///   - limit: The largest size that is read.
  ///   - place: Where the path was written, for findings; nil means the file itself.
  /// - Throws: `DiagnosticError` with `path-outside`, `file-missing`, `not-a-file`, `file-too-large` or `file-unreadable`.
  package func read(_ relative: String, limit: Int, at place: Place? = nil) throws(DiagnosticError) -> [UInt8] {
    let blamed = place ?? Place(file: shown(relative))
    let real = try inside(relative, at: place)
    let descriptor = open(real, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw DiagnosticError(.error("file-unreadable", "\"\(relative)\" cannot be opened: \(reason)", at: blamed))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw DiagnosticError(.error("not-a-file", "\"\(relative)\" is not a file", at: blamed))
    }
    guard Int(status.st_size) <= limit else {
      let message = "\"\(relative)\" has \(status.st_size) bytes; at most \(limit) are read"
      throw DiagnosticError(.error("file-too-large", message, at: blamed))
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var count = 0
    while count < bytes.count {
      let read = bytes[count...].withUnsafeMutableBytes { readSome(descriptor, $0) }
      if read < 0 {
        let reason = String(cString: strerror(errno))
        throw DiagnosticError(.error("file-unreadable", "\"\(relative)\" cannot be read: \(reason)", at: blamed))
      }
      if read == 0 { break }
      count += read
    }
    guard count < bytes.count else {
      throw DiagnosticError(.error("file-unreadable", "\"\(relative)\" grew while it was read", at: blamed))
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// The real path of something below the folder.
  private func inside(_ relative: String, at place: Place?) throws(DiagnosticError) -> String {
    let blamed = place ?? Place(file: shown(relative))
    let outside = Diagnostic.error(
      "path-outside", "\"\(relative)\" leads out of the evalset", at: blamed,
      hint: "keep every file that a case or a target needs inside the evalset's folder")
    guard !relative.hasPrefix("/"), !relative.utf8.contains(0), Self.normalized(relative) != nil else {
      throw DiagnosticError(outside)
    }
    guard let real = Self.resolve("\(realPath)/\(relative)") else {
      throw DiagnosticError(.error("file-missing", "there is no file \"\(relative)\"", at: blamed))
    }
    guard real == realPath || real.hasPrefix(realPath == "/" ? "/" : realPath + "/") else {
      throw DiagnosticError(outside)
    }
    return real
  }

  /// A relative path without `.` and `..`, or nil when it climbs out.
  package static func normalized(_ relative: String) -> String? {
    var parts: [Substring] = []
    for part in relative.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }

  private static func resolve(_ path: String) -> String? {
    guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// One `read(2)`, again when a signal interrupts it.
private func readSome(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  while true {
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count >= 0 || errno != EINTR { return count }
  }
}
