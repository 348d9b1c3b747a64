package import EvalSchema

/// Answers from a cassette, and only from it: what is not on it is an error, never a call.
package struct RecordingAdapter: Adapter {
  private let cassette: Cassette
  private let path: String

  /// Reads the cassette of a target's section `recording`.
  package init(target: Target) throws(DiagnosticError) {
    guard let recording = target.recording else {
      throw DiagnosticError(.error("target-section", "the target \"\(target.name)\" has no section `recording`"))
    }
    let isAbsolute = recording.cassette.utf8.first == UInt8(ascii: "/")
    let path =
      isAbsolute
      ? recording.cassette : [recording.directory, recording.cassette].compactMap(\.self).joined(separator: "/")
    self.init(try Cassette(path: path), path: path)
  }

  /// Answers from a cassette that has been read.
  ///
  /// - Parameter path: what failures call it.
  package init(_ cassette: Cassette, path: String) {
    self.cassette = cassette
    self.path = path
  }

  /// How many responses the cassette holds.
  package var count: Int { cassette.responses.count }

  /// The indices of the trials that it holds responses of; nil when it is empty.
  package var trials: ClosedRange<Int>? {
    guard let first = cassette.responses.keys.map(\.trial).min(), let last = cassette.responses.keys.map(\.trial).max()
    else { return nil }
    return first...last
  }

  package func respond(to request: Request) async throws(AdapterFailure) -> Response {
    if Task.isCancelled { throw AdapterFailure(kind: .cancelled, message: "the request was cancelled") }
    let key: CassetteKey
    do {
      key = try CassetteKey(of: request)
    } catch {
      throw AdapterFailure(kind: .badRequest, message: "the request cannot be written as JSON: \(error)")
    }
    guard let response = cassette.responses[key] else {
      throw AdapterFailure(
        kind: .badRequest,
        message:
          "\(path) has no response of trial \(key.trial) to \(key.digest) (\(request.evalCase), \(request.variant))")
    }
    return response
  }
}
