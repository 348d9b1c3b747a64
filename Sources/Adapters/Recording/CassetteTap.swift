package import EvalSchema

/// An adapter that puts every answer of another one on a cassette before it hands it on.
///
/// Values of secret variables are taken out of an answer first, so that they stand neither on the cassette nor in what the next
/// request of the trial holds: a replay asks for exactly what was recorded. Failures are not recorded.
package struct CassetteTap: Adapter {
  private let adapter: any Adapter
  private let writer: CassetteWriter
  private let redaction: SecretRedaction

  /// Listens to an adapter.
  ///
  /// - Parameter secrets: variables whose values must not stand on the cassette.
  package init(_ adapter: any Adapter, to writer: CassetteWriter, secrets: [String: String] = [:]) {
    self.adapter = adapter
    self.writer = writer
    redaction = SecretRedaction(secrets)
  }

  /// The other adapter's answer; `bad-request` where the cassette cannot be written: a gap is no evidence.
  package func respond(to request: Request) async throws(AdapterFailure) -> Response {
    let response = try await adapter.respond(to: request).redacted(by: redaction)
    // An answer that nobody waits for any more is not the trial's.
    if Task.isCancelled { throw AdapterFailure(kind: .cancelled, message: "the request was cancelled") }
    do throws(DiagnosticError) {
      try await writer.append(response, for: request)
    } catch {
      let reason = error.diagnostics.first?.message ?? "the cassette cannot be written"
      throw AdapterFailure(kind: .badRequest, message: reason)
    }
    return response
  }

  package func close() async { await adapter.close() }
}
