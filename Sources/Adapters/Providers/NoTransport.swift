import EvalSchema

/// Stands where the HTTP engine will stand: every request fails before it is sent.
struct NoTransport: HTTPTransport {
  func send(_ request: HTTPRequest) async throws(AdapterFailure) -> HTTPResponse {
    throw AdapterFailure(kind: .badRequest, message: "this build has no HTTP engine")
  }

  func close() async {}
}
