import EvalSchema

/// One HTTP request as an adapter makes it: whole, with its bounds.
struct HTTPRequest: Sendable, Hashable {
  /// One header line.
  struct Header: Sendable, Hashable {
    var name: String
    var value: String
  }

  /// The method, upper case.
  var method = "POST"
  /// The absolute address.
  var url: String
  /// The headers; the engine adds none but `Host`, `Content-Length` and `Accept-Encoding`.
  var headers: [Header] = []
  /// The body.
  var body: [UInt8] = []
  /// Seconds until the request fails with `timeout`.
  var timeout: Double = 60
  /// Most bytes of the response's body; more is `too-large`.
  var responseBytes = 4_194_304
}

/// One HTTP response: whatever status it has is a response.
struct HTTPResponse: Sendable, Hashable {
  /// The status code.
  var status: Int
  /// The headers in the order of arrival; names as sent.
  var headers: [HTTPRequest.Header] = []
  /// The body, decoded.
  var body: [UInt8] = []

  /// The first header of a name, whatever its letter case.
  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// What carries requests. The one of the product is libcurl's; a test may count and answer on its own.
protocol HTTPTransport: Sendable {
  /// Sends a request and returns its response; throws when there is none: `network`, `timeout`, `too-large`, `cancelled`.
  func send(_ request: HTTPRequest) async throws(AdapterFailure) -> HTTPResponse
  /// Frees connections; called once, after the last request.
  func close() async
}
