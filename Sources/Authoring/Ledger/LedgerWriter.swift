package import EvalSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Appends to a ledger: one write at its end, brought to the disk; what stands there is never touched.
package struct LedgerWriter: Sendable {
  /// The path of the ledger.
  package let path: String

  /// Prepares to write; the file is made by the first entry.
  package init(path: String) { self.path = path }

  /// Appends entries, chained to the last line.
  ///
  /// - Parameters:
  ///   - entries: The entries; `previous` and `seal` are filled in.
  ///   - head: The seal of the last line when the entries were made.
  /// - Returns: The entries as written.
  /// - Throws: `DiagnosticError` with `ledger-busy` while another writes, `ledger-moved` when another has written since,
  ///   `ledger-unwritable`, or what the reader says of a ledger that is not whole.
  package func append(_ entries: [LedgerEntry], after head: Digest) throws -> [LedgerEntry] {
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw failure("open", errno) }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      throw DiagnosticError(
        .error("ledger-busy", "another relapse is writing the ledger", at: Place(file: path), hint: "try again"))
    }
    let (ledger, findings) = LedgerReader.read(try contents(of: descriptor), file: path)
    guard let ledger else { throw DiagnosticError(findings) }
    guard ledger.head == head else {
      throw DiagnosticError(
        .error(
          "ledger-moved", "the ledger has got another last line since it was read", at: Place(file: path),
          hint: "run the command again, so that what it says is true of what is there"))
    }
    var bytes: [UInt8] = []
    var written: [LedgerEntry] = []
    var previous = head
    for var entry in entries {
      entry.previous = previous
      let line = try LedgerLine.seal(entry)
      bytes += line.bytes + [0x0A]
      written.append(line.entry)
      previous = line.entry.seal ?? previous
    }
    try append(bytes, to: descriptor)
    return written
  }

  private func append(_ bytes: [UInt8], to descriptor: Int32) throws(DiagnosticError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("read", errno) }
    var count = 0
    repeat { count = write(descriptor, bytes, bytes.count) } while count < 0 && errno == EINTR
    guard count == bytes.count else {
      let code = count < 0 ? errno : ENOSPC
      // A part of a line is taken back; if even that fails, the reader tells of the torn line.
      if count > 0 { _ = ftruncate(descriptor, status.st_size) }
      throw failure("write", code)
    }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("flush", errno) }
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let folder = open(parent.isEmpty ? "/" : parent, O_RDONLY | O_CLOEXEC)
    if folder >= 0 {
      _ = fsync(folder)  // So that a new file is found after a crash; some file systems cannot.
      close(folder)
    }
  }

  private func contents(of descriptor: Int32) throws(DiagnosticError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw failure("read", EINVAL) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(done))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure("read", count < 0 ? errno : EIO) }
      done += count
    }
    return bytes
  }

  private func failure(_ action: String, _ code: Int32) -> DiagnosticError {
    DiagnosticError(
      .error(
        "ledger-unwritable", "cannot \(action) the ledger: \(String(cString: strerror(code)))", at: Place(file: path),
        hint: code == ELOOP ? "the ledger is a file of its own, never a link" : nil))
  }
}
