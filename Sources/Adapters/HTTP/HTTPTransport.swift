package import EvalSchema

/// One HTTP request as an adapter makes it: whole, with its bounds.
package struct HTTPRequest: Sendable, Hashable {
  /// One header line.
  package struct Header: Sendable, Hashable {
    package var name: String
    package var value: String

    /// Makes the line from its parts.
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The method, upper case.
  package var method = "POST"
  /// The absolute address.
  package var url: String
  /// The headers; the engine adds none but `Host`, `Content-Length` and `Accept-Encoding`.
  package var headers: [Header] = []
  /// The body.
  package var body: [UInt8] = []
  /// Seconds until the request fails with `timeout`.
  package var timeout: Double = 60
  /// Most bytes of the response's body; more is `too-large`.
  package var responseBytes = 4_194_304

  /// Makes the request from its parts.
  package init(
    method: String = "POST", url: String, headers: [Header] = [], body: [UInt8] = [], timeout: Double = 60,
    responseBytes: Int = 4_194_304
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.responseBytes = responseBytes
  }
}

/// One HTTP response: whatever status it has is a response.
package struct HTTPResponse: Sendable, Hashable {
  /// The status code.
  package var status: Int
  /// The headers in the order of arrival; names as sent.
  package var headers: [HTTPRequest.Header] = []
  /// The body, decoded.
  package var body: [UInt8] = []

  /// Makes the response from its parts.
  package init(status: Int, headers: [HTTPRequest.Header] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of a name, whatever its letter case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// What carries requests. The one of the product is libcurl's; a test may count and answer on its own.
package protocol HTTPTransport: Sendable {
  /// Sends a request and returns its response; throws when there is none: `network`, `timeout`, `too-large`,
  /// `malformed-response` (no HTTP), `bad-request` (an address or a header that cannot be sent), `cancelled`.
  func send(_ request: HTTPRequest) async throws(AdapterFailure) -> HTTPResponse
  /// Frees connections; called once, after the last request.
  func close() async
}
