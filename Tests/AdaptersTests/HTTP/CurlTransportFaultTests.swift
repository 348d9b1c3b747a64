import EvalSchema
import TestSupport
import Testing

@testable import Adapters

@Suite struct CurlTransportFaultTests {
  /// A fault, and what a request that meets it ends with.
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var reply: TestServer.Reply
    var kind: FailureKind
    var words: String
    var testDescription: String { name }
  }

  private static let garbage = "\u{16}\u{3}\u{1} what is this\r\n\r\n"
  private static let lying = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"
  /// `{"answer":` and `"fine"}`, each compressed by itself: one gzip file, which libcurl does not read to its end.
  private static let members: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0x56, 0x4A, 0xCC, 0x2B, 0x2E,
    0x4F, 0x2D, 0x52, 0xB2, 0x02, 0x00, 0x8C, 0x4C, 0x9B, 0x7A, 0x0A, 0x00, 0x00, 0x00, 0x1F, 0x8B,
    0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x53, 0x4A, 0xCB, 0xCC, 0x4B, 0x55, 0xAA, 0x05,
    0x00, 0xEA, 0xCC, 0x22, 0x93, 0x07, 0x00, 0x00, 0x00,
  ]
  private static let chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

  static let faults: [Fault] = [
    Fault(name: "closed before", reply: .init([.close]), kind: .network, words: "closed the connection"),
    Fault(name: "reset before", reply: .init([.reset]), kind: .network, words: "broke"),
    Fault(name: "reset in the body", reply: .resetInBody(), kind: .network, words: "broke"),
    Fault(name: "truncated", reply: .truncated(), kind: .network, words: "truncated"),
    Fault(
      name: "chunks without an end", reply: .init([.bytes(Array((chunks + "5\r\nab").utf8)), .close]),
      kind: .network, words: "truncated"),
    Fault(
      name: "no chunk", reply: .init([.bytes(Array((chunks + "zz\r\n").utf8)), .close]), kind: .network, words: "broke"),
    Fault(
      name: "garbage", reply: .init([.bytes(Array(garbage.utf8)), .close]), kind: .malformedResponse, words: "not HTTP"),
    Fault(
      name: "a wrong encoding", reply: .init([.bytes(Array(lying.utf8))]), kind: .malformedResponse, words: "encoding"),
    Fault(
      name: "gzip in two members",
      reply: .init([
        .bytes(
          Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(members.count)\r\n\r\n".utf8) + members)
      ]), kind: .malformedResponse, words: "decoded"),
    Fault(
      name: "a header line without an end",
      reply: .status(200, headers: ["X: " + String(repeating: "a", count: 200_000)]), kind: .tooLarge,
      words: "header"),
    Fault(name: "never answers", reply: .init([.silence]), kind: .timeout, words: "within 300 ms"),
    Fault(name: "slow drip", reply: .drip("0123456789", every: 0.2), kind: .timeout, words: "within 300 ms"),
    Fault(
      name: "headers alone", reply: .init([.bytes(Array("HTTP/1.1 200 OK\r\nX: 1\r\n".utf8)), .silence]),
      kind: .timeout,
      words: "within 300 ms"),
    Fault(
      name: "huge body", reply: .bytes([UInt8](repeating: 32, count: 3_000_000)), kind: .tooLarge,
      words: "1000000 bytes"),
    Fault(
      name: "huge headers",
      reply: .status(200, headers: (0..<40).map { "X-\($0): " + String(repeating: "a", count: 9_000) }),
      kind: .tooLarge,
      words: "headers"),
  ]

  @Test(arguments: faults)
  func aFaultHasItsKindAndThePlaceWithoutTheKey(_ fault: Fault) async throws {
    try await withTestServer({ _ in fault.reply }) { server in
      try await withTransport { transport in
        let patient = fault.kind != .timeout
        let failure = await transport.failure(
          of: HTTPRequest(
            url: "\(server.url)/v1/chat?key=top-secret",
            headers: [.init(name: "Authorization", value: "Bearer top-secret")],
            body: Array("{}".utf8), timeout: patient ? 30 : 0.3, responseBytes: 1_000_000))
        #expect(failure?.kind == fault.kind)
        let message = failure?.message ?? ""
        #expect(message.contains(fault.words), "\(message)")
        #expect(message.hasSuffix("(POST \(server.url)/v1/chat)"), "\(message)")
        #expect(!message.contains("top-secret"))
        #expect(!message.unicodeScalars.contains { $0.value < 32 })
        #expect(server.seen.served == 1)
      }
    }
  }

  @Test(
    arguments: [
      (.status(429, headers: ["Retry-After: 2"]), .rateLimited, 2), (.status(429), .rateLimited, nil),
      (.status(500), .server, nil), (.status(502, "<html>", type: "text/html"), .server, nil),
      (.status(503, headers: ["Retry-After: 1"]), .overloaded, 1), (.status(529), .overloaded, nil),
      (.status(401), .auth, nil),
      // A refusal that arrived is one, however its body ended.
      (.truncated(503), .overloaded, nil),
      (.bytes([UInt8](repeating: 32, count: 3_000_000), status: 502), .server, nil),
    ] as [(TestServer.Reply, FailureKind, Double?)])
  func aRefusalIsAResponseOfItsKind(_ reply: TestServer.Reply, _ kind: FailureKind, _ retryAfter: Double?) async throws
  {
    try await withTestServer({ _ in reply }) { server in
      try await withTransport { transport in
        let response = try await transport.send(HTTPRequest(url: server.url, responseBytes: 1_000_000))
        let failure = HTTPFailure.failure(of: response, now: 0)
        #expect(failure?.kind == kind)
        #expect(failure?.retryAfter == retryAfter)
        #expect(server.seen.served == 1)
      }
    }
  }

  @Test func whatIsOddButWholeIsAResponse() async throws {
    let odd: [(TestServer.Reply, [UInt8])] = [
      (.untilClose("abc"), Array("abc".utf8)), (.chunked(["a", "", "bc"].filter { !$0.isEmpty }), Array("abc".utf8)),
      (.status(200, "abc", type: "image/png"), Array("abc".utf8)), (.bytes([0xFF, 0x00, 0xC3]), [0xFF, 0x00, 0xC3]),
      (.bytes([]), []), (.drip("abc", every: 0.01), Array("abc".utf8)),
      (.init([.bytes(Array("HTTP/1.1 204 No Content\r\n\r\n".utf8))]), []),
      (.bytes([UInt8](repeating: 7, count: 1_000_000)), [UInt8](repeating: 7, count: 1_000_000)),
    ]
    for (reply, body) in odd {
      try await withTestServer({ _ in reply }) { server in
        try await withTransport { transport in
          let response = try await transport.send(HTTPRequest(url: server.url, responseBytes: 1_000_000))
          #expect(response.body == body)
        }
      }
    }
  }

  @Test func aPortWithoutAServerIsANetworkFailure() async throws {
    try await withRefusingPort { port in
      try await withTransport { transport in
        let failure = await transport.failure(of: HTTPRequest(url: "http://127.0.0.1:\(port)/"))
        #expect(failure?.kind == .network)
        #expect(failure?.message.hasPrefix("no connection") == true)
      }
    }
  }

  @Test func anEncryptedAddressOfAPlainServerIsANetworkFailureOfTLS() async throws {
    try await withTestServer({ _ in .status(200) }) { server in
      try await withTransport { transport in
        let failure = await transport.failure(of: HTTPRequest(url: "https://127.0.0.1:\(server.port)/", timeout: 20))
        #expect(failure?.kind == .network)
        #expect(failure?.message.contains("TLS") == true)
      }
    }
  }

  @Test func aFailureLeavesTheTransportUsable() async throws {
    try await withTestServer({ $0.target == "/bad" ? .init([.reset]) : .status(200) }) { server in
      try await withTransport { transport in
        for _ in 0..<20 {
          let failure = await transport.failure(of: HTTPRequest(url: server.url + "/bad"))
          #expect(failure?.kind == .network)
          let response = try await transport.send(HTTPRequest(url: server.url + "/good"))
          #expect(response.status == 200)
        }
      }
    }
  }
}
