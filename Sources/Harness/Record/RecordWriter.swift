import Dispatch
import EvalSchema
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a run record: one line, one `write(2)`, at the end of a file that nobody else writes.
///
/// The file is created, or opened and locked to be gone on with: a record is not added to by accident. What could not be written whole is taken back,
/// so that the file ends with a whole line whenever the disk allows it.
struct RecordWriter {
  /// A system call that failed.
  struct Failure: Error, Sendable, Hashable {
    /// The path of the record.
    var path: String
    /// What was tried, as in "cannot write …".
    var action: String
    /// The error number of the system.
    var code: Int32
    /// Who holds the lock, when that is why.
    var holder: String?

    /// The finding for people.
    var diagnostic: Diagnostic {
      if code == EEXIST {
        return .error(
          "record-exists", "\"\(path)\" exists already; a record is never written twice",
          hint: "give another folder, or leave the folder out to get one of its own")
      }
      if code == EWOULDBLOCK {
        return .error(
          "record-locked", "\"\(path)\" is being written by another run\(holder.map { ", \($0)" } ?? "")",
          hint: "wait for it to end, or stop it, then go on with the record")
      }
      let full = [ENOSPC, EDQUOT, EFBIG].contains(code)
      return .error(
        "record-unwritable", "cannot \(action) \"\(path)\": \(String(cString: strerror(code)))",
        hint: full
          ? "what was written so far is whole; make room, then go on with the record: --resume"
          : "what was written so far is whole")
    }
  }

  /// The path of the record.
  let path: String
  private let descriptor: Int32
  private var length = 0

  /// Creates the record and locks it.
  init(creating path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure(path: path, action: "create", code: errno) }
    self.init(descriptor: descriptor, path: path)
    // The file is new, so nobody else writes it; the lock tells others that a run is going on. Some file systems have none.
    try Self.lock(descriptor, path)
  }

  /// Opens a record that exists, to append to it, and locks it.
  init(continuing path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(path: path, action: "open", code: errno) }
    self.init(descriptor: descriptor, path: path)
    try Self.lock(descriptor, path)
  }

  private static func lock(_ descriptor: Int32, _ path: String) throws(Failure) {
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
    let holder = LockHolder.words(for: descriptor)
    _ = closeDescriptor(descriptor)
    throw Failure(path: path, action: "lock", code: EWOULDBLOCK, holder: holder)
  }

  /// Takes away what stands behind the last whole line, and ends that line where only its line break is missing.
  mutating func cut(to length: Int, isBroken: Bool) throws(Failure) {
    while ftruncate(descriptor, off_t(length)) != 0 {
      guard errno == EINTR else { throw Failure(path: path, action: "shorten", code: errno) }
    }
    self.length = length
    if !isBroken { try append([UInt8(ascii: "\n")]) }
  }

  /// Closes a record that nothing was written to.
  consuming func close() { _ = Self.closeDescriptor(descriptor) }

  /// Writes to what is open already, which is then the writer's.
  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Appends one line.
  mutating func append(_ line: RecordLine) throws {
    var bytes: [UInt8]
    if case .trial(let trial) = line, let plain = TrialLine.bytes(trial) {
      bytes = plain
    } else {
      bytes = Array(try CanonicalJSON.line(line))
    }
    bytes.append(UInt8(ascii: "\n"))
    try append(bytes)
  }

  private mutating func append(_ bytes: [UInt8]) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let (count, code) = bytes.withUnsafeBytes { buffer in
        let count = write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        return (count, count < 0 ? errno : 0)
      }
      if count >= 0 {
        done += count
      } else if code != EINTR {
        if done > 0 { _ = ftruncate(descriptor, off_t(length)) }  // Best effort: a torn line is dropped by readers.
        throw Failure(path: path, action: "write", code: code)
      }
    }
    length += done
  }

  /// Brings the file to the disk; waits off the threads that run trials.
  func sync() async -> Failure? {
    let descriptor = descriptor
    let code = await Self.inBackground { fsync(descriptor) == 0 ? 0 : errno }
    // Files that cannot be brought to a disk, such as pipes, say EINVAL.
    return code == 0 || code == EINVAL ? nil : Failure(path: path, action: "flush", code: code)
  }

  /// Brings the file to the disk and closes it.
  consuming func finish() async throws(Failure) {
    let failure = await sync()
    let descriptor = descriptor
    let code = await Self.inBackground { Self.closeDescriptor(descriptor) == 0 ? 0 : errno }
    if let failure { throw failure }
    if code != 0 { throw Failure(path: path, action: "close", code: code) }
  }

  private static func closeDescriptor(_ descriptor: Int32) -> Int32 { posixClose(descriptor) }

  private static func inBackground(_ work: @escaping @Sendable () -> Int32) async -> Int32 {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: work()) }
    }
  }
}

/// `close(2)`, which the writer's own method hides.
private func posixClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
