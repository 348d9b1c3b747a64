import EvalSchema
import FoundationEssentials

/// A provider's API as an adapter: the dialect says what to send and what came back, the transport carries it.
struct ProviderAdapter<Dialect: ProviderDialect>: Adapter {
  private let dialect: Dialect
  private let connection: ProviderConnection
  private let transport: any HTTPTransport

  /// Makes the adapter and tries whether the target's parts fit into one request; nothing is sent.
  init(
    _ dialect: Dialect, target: Target, connection: ProviderConnection, transport: any HTTPTransport
  ) throws(DiagnosticError) {
    self.dialect = dialect
    self.connection = connection
    self.transport = transport
    let probe = Request(
      id: "probe", evalCase: "probe", trial: 0, seed: 0, system: target.systemText ?? target.system,
      messages: [.user("probe")], tools: [ToolDefinition(name: "probe")], parameters: target.parameters)
    do throws(AdapterFailure) {
      _ = try dialect.httpRequest(for: probe)
    } catch {
      throw DiagnosticError(.error("extra-body", "the target \"\(target.name)\" makes no request: \(error.message)"))
    }
  }

  func respond(to request: Request) async throws(AdapterFailure) -> Response {
    if Task.isCancelled { throw AdapterFailure(kind: .cancelled, message: "the request was cancelled") }
    do throws(AdapterFailure) {
      var http = try dialect.httpRequest(for: request)
      http.headers += connection.extraHeaders
      http.timeout = request.timeout
      http.responseBytes = connection.responseBytes
      var answer = try await transport.send(dialect.authorized(http, at: Date()))
      // Whatever repeats a key, the key must not reach a record: not in a message that quotes the body, nor in what is read of it.
      answer.body = connection.redaction.bytes(answer.body)
      return try dialect.response(from: answer, to: request, at: Date()).redacted(by: connection.redaction)
    } catch {
      var failure = error
      failure.message = connection.redaction.text(failure.message)
      throw failure
    }
  }

  func close() async { await transport.close() }
}
