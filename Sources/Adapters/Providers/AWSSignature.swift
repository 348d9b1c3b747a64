import EvalSchema
import FoundationEssentials

/// Amazon's Signature Version 4 over the headers of a request ("Signature Version 4 signing process", AWS General Reference).
struct AWSSignature: Sendable {
  /// Who signs.
  struct Credentials: Sendable {
    var id: String
    var secret: String
    /// The token of temporary credentials.
    var sessionToken: String?
  }

  let credentials: Credentials
  let region: String
  let service: String

  /// A point of time as the signature writes it: `20150830T123600Z`.
  static func timestamp(_ date: Date) -> String { date.ISO8601Format().filter { $0 != "-" && $0 != ":" } }

  /// The request with its date, its token and its signature.
  ///
  /// Signed are host, date, token and every header that the request has already.
  func signed(_ http: HTTPRequest, at timestamp: String) -> HTTPRequest {
    var request = http.adding("X-Amz-Date", timestamp)
    if let token = credentials.sessionToken { request = request.adding("X-Amz-Security-Token", token) }
    let headers = Self.canonicalHeaders(of: request)
    let names = headers.map(\.name).joined(separator: ";")
    let scope = [String(timestamp.prefix(8)), region, service, "aws4_request"].joined(separator: "/")
    let canonical = Self.canonicalRequest(request, headers: headers)
    let text = ["AWS4-HMAC-SHA256", timestamp, scope, Digest(of: canonical).description].joined(separator: "\n")
    let signature = HMAC.sha256(Array(text.utf8), key: signingKey(day: String(timestamp.prefix(8))))
    return request.adding(
      "Authorization",
      "AWS4-HMAC-SHA256 Credential=\(credentials.id)/\(scope), SignedHeaders=\(names), Signature=\(HMAC.hex(signature))"
    )
  }

  /// The canonical request, of which the signature is made.
  static func canonicalRequest(_ request: HTTPRequest, headers: [HTTPRequest.Header]) -> String {
    let address = TargetAddress(request.url)
    let lines = headers.map { "\($0.name):\($0.value)" }
    return
      ([
        request.method, path(address?.path ?? ""), query(address?.query ?? ""),
      ] + lines + ["", headers.map(\.name).joined(separator: ";"), Digest(of: request.body).description])
      .joined(separator: "\n")
  }

  private func signingKey(day: String) -> [UInt8] {
    [day, region, service, "aws4_request"].reduce(Array("AWS4\(credentials.secret)".utf8)) { key, part in
      HMAC.sha256(Array(part.utf8), key: key)
    }
  }

  /// Names in lower case and sorted, values without needless spaces; headers of one name are one.
  static func canonicalHeaders(of request: HTTPRequest) -> [HTTPRequest.Header] {
    var values: [String: [String]] = [:]
    let host = HTTPRequest.Header(name: "host", value: TargetAddress(request.url)?.hostHeader ?? "")
    for header in [host] + request.headers {
      let words = header.value.split { $0 == " " || $0 == "\t" }
      values[header.name.lowercased(), default: []].append(words.joined(separator: " "))
    }
    return values.keys.sorted().map { .init(name: $0, value: (values[$0] ?? []).joined(separator: ",")) }
  }

  /// The path as it is sent, each segment escaped once more, as every service but S3 wants it.
  private static func path(_ path: String) -> String {
    guard !path.isEmpty else { return "/" }
    return path.split(separator: "/", omittingEmptySubsequences: false).map { URLText.encoded(String($0)) }
      .joined(separator: "/")
  }

  /// The query as it is sent, sorted by name and value.
  private static func query(_ query: String) -> String {
    let pairs = query.split(separator: "&").map { pair -> (name: String, value: String) in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
    return pairs.sorted {
      Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) || ($0.name == $1.name && $0.value < $1.value)
    }
    .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }
}
