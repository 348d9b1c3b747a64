package import EvalSchema
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes a cassette: one line for each response, each with one `write`, so that a crash tears the last line at most.
package actor CassetteWriter {
  private let path: String
  private var descriptor: Int32
  private var written: [CassetteKey: Digest] = [:]
  /// The first response that could not be recorded; nil while there is none. A cassette that has one has a gap.
  package private(set) var failure: DiagnosticError?
  /// How many responses it holds.
  package var count: Int { written.count }

  /// Makes a new file with its header; a file that exists is never overwritten.
  package init(creating path: String) throws(DiagnosticError) {
    self.path = path
    let opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      let exists = errno == EEXIST
      throw DiagnosticError(
        .error(
          exists ? "cassette-exists" : "cassette-unwritable",
          "the cassette cannot be made: \(Descriptor.reason(errno))",
          at: Place(file: path), hint: exists ? "choose another path, or delete it" : nil))
    }
    descriptor = opened
    do throws(DiagnosticError) {
      try Self.write(CassetteLine.header, to: opened, path: path)
    } catch {
      _ = Descriptor.close(opened)
      throw error
    }
  }

  deinit { Descriptor.shut(&descriptor) }

  /// Writes a response. The same response to the same request again is nothing new; another one is an error.
  package func append(_ response: Response, for request: Request) throws(DiagnosticError) {
    do throws(DiagnosticError) {
      try add(response, for: request)
    } catch {
      failure = failure ?? error
      throw error
    }
  }

  private func add(_ response: Response, for request: Request) throws(DiagnosticError) {
    guard descriptor >= 0 else {
      throw DiagnosticError(.error("cassette-unwritable", "the cassette is closed", at: Place(file: path)))
    }
    let (key, digest): (CassetteKey, Digest)
    do {
      key = try CassetteKey(of: request)
      digest = try Digest(ofJSON: response)
    } catch {
      throw DiagnosticError(
        .error("cassette-unwritable", "the response of \"\(request.id)\" is not JSON: \(error)", at: Place(file: path)))
    }
    if let before = written[key] {
      if before == digest { return }
      throw DiagnosticError(
        .error(
          "cassette-duplicate", "trial \(key.trial) has two responses to \(key.digest)", at: Place(file: path),
          hint: "a request is recorded once, after its retries"))
    }
    let line = CassetteLine.response(response, key: key, step: SimulatedModel.step(of: request.messages))
    try Self.write(line, to: descriptor, path: path)
    written[key] = digest
  }

  /// Puts everything on the disk and closes the file; throws where the disk did not take it.
  package func close() throws(DiagnosticError) {
    guard descriptor >= 0 else { return }
    let isSynced = fsync(descriptor) == 0
    let error = errno
    let isClosed = Descriptor.close(descriptor) == 0
    descriptor = -1
    if !isSynced || !isClosed { throw Self.failure(isSynced ? errno : error, path) }
  }

  private static func write(_ line: CassetteLine, to descriptor: Int32, path: String) throws(DiagnosticError) {
    var bytes: [UInt8]
    do {
      bytes = Array(try CanonicalJSON.line(line))
    } catch {
      throw DiagnosticError(.error("cassette-unwritable", "the response is not JSON: \(error)", at: Place(file: path)))
    }
    bytes.append(0x0A)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Descriptor.write(descriptor, $0) }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(errno, path)
      }
      sent += count
    }
  }

  private static func failure(_ error: Int32, _ path: String) -> DiagnosticError {
    DiagnosticError(
      .error(
        "cassette-unwritable", "the cassette cannot be written: \(Descriptor.reason(error))", at: Place(file: path))
    )
  }
}
