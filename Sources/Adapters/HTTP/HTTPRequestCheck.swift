import EvalSchema

/// Refuses what could be sent as something else than it says: a line break in a header is a second header.
enum HTTPRequestCheck {
  /// Lines that frame the message belong to the engine.
  private static let framing: Set<String> = [
    "connection", "content-length", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade",
  ]

  /// Throws `bad-request`, which names a header at most and never quotes a value.
  static func check(_ request: HTTPRequest) throws(AdapterFailure) {
    guard !request.method.isEmpty, request.method.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw AdapterFailure(kind: .badRequest, message: "the method is not a word of upper-case letters")
    }
    for header in request.headers {
      var name: String { MessageText.line(header.name, scalars: 40) }
      guard !header.name.isEmpty, header.name.utf8.allSatisfy(isTokenByte) else {
        throw AdapterFailure(kind: .badRequest, message: "\"\(name)\" cannot be the name of a header")
      }
      guard !framing.contains(header.name.lowercased()) else {
        throw AdapterFailure(kind: .badRequest, message: "the header \(name) belongs to the engine")
      }
      guard !header.value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else {
        throw AdapterFailure(kind: .badRequest, message: "the header \(name) holds a line break or a control character")
      }
    }
  }

  /// RFC 9110, section 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
