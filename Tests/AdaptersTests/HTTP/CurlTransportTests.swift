import EvalSchema
import TestSupport
import Testing

@testable import Adapters

@Suite struct CurlTransportTests {
  @Test func aRequestArrivesAsItIsAndNothingElseIsAdded() async throws {
    try await withTestServer({ _ in .status(200, #"{"a":1}"#, headers: ["X-Two: b", "X-Two:  c "]) }) { server in
      try await withTransport { transport in
        let response = try await transport.send(
          HTTPRequest(
            url: "\(server.url)/v1/chat?x=1#part",
            headers: [.init(name: "Content-Type", value: "application/json"), .init(name: "X-Empty", value: "")],
            body: Array("{}".utf8)))
        #expect(response.status == 200)
        #expect(response.body == Array(#"{"a":1}"#.utf8))
        #expect(response.headers.filter { $0.name == "X-Two" }.map(\.value) == ["b", "c"])
        #expect(response.header("content-TYPE") == "application/json")
        let request = try #require(server.seen.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/v1/chat?x=1")
        #expect(request.body == Array("{}".utf8))
        #expect(
          Set(request.headers.map(\.name)) == ["host", "accept-encoding", "content-type", "x-empty", "content-length"])
        #expect(request.header("x-empty") == "")
        #expect(server.seen.violations == [])
      }
    }
  }

  @Test(arguments: ["GET", "POST", "PUT", "PATCH", "DELETE"])
  func everyMethodArrives(_ method: String) async throws {
    try await withTestServer({ _ in .status(200) }) { server in
      try await withTransport { transport in
        for body in ["", "x"] {
          let response = try await transport.send(
            HTTPRequest(method: method, url: server.url, body: Array(body.utf8)))
          #expect(response.status == 200)
          #expect(server.seen.requests.last?.method == method)
          #expect(server.seen.requests.last?.body == Array(body.utf8))
        }
        #expect(server.seen.violations == [])
      }
    }
  }

  @Test func headBringsNoBody() async throws {
    try await withTestServer({ _ in
      .init([.bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".utf8))])
    }) { server in
      try await withTransport { transport in
        let response = try await transport.send(HTTPRequest(method: "HEAD", url: server.url))
        #expect(response.body == [])
        #expect(response.header("Content-Length") == "5")
      }
    }
  }

  @Test func connectionsAreUsedAgain() async throws {
    try await withTestServer({ _ in .status(200) }) { server in
      try await withTransport { transport in
        for _ in 0..<20 { _ = try await transport.send(HTTPRequest(url: server.url)) }
        #expect(server.seen.served == 20)
        #expect(server.seen.accepted == 1)
        let census = transport.census
        #expect(census.handles <= 1)
      }
    }
  }

  @Test func aRequestIsNeverSentTwiceUnasked() async throws {
    // The second request of a connection is read and then met with a close: libcurl would send it again on its own.
    try await withTestServer({ $0.turn == 0 ? .status(200) : .init([.close]) }) { server in
      try await withTransport { transport in
        _ = try await transport.send(HTTPRequest(url: server.url, body: Array("first".utf8)))
        let failure = await transport.failure(of: HTTPRequest(url: server.url, body: Array("second".utf8)))
        #expect(failure?.kind == .network)
        #expect(failure?.message.contains("not sent again unasked") == true)
        #expect(server.seen.requests.map { String(decoding: $0.body, as: UTF8.self) } == ["first", "second"])
        // The next one goes out as if nothing had been.
        let third = try await transport.send(HTTPRequest(url: server.url, body: Array("third".utf8)))
        #expect(third.status == 200)
      }
    }
  }

  @Test func aConnectionThatTheServerHasClosedIsReplaced() async throws {
    try await withTestServer({ _ in
      .init(TestServer.Reply.status(200).steps + [.close])
    }) { server in
      try await withTransport { transport in
        for _ in 0..<5 {
          _ = try await transport.send(HTTPRequest(url: server.url))
          while server.seen.open > 0 { await Task.yield() }
        }
        #expect(server.seen.accepted == 5)
        #expect(server.seen.served == 5)
      }
    }
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func redirectsAreResponses(_ status: Int) async throws {
    try await withTestServer({ request in
      request.target == "/" ? .status(status, "", headers: ["Location: /elsewhere"]) : .status(200)
    }) { server in
      try await withTransport { transport in
        let response = try await transport.send(HTTPRequest(url: server.url + "/"))
        #expect(response.status == status)
        #expect(server.seen.served == 1)
      }
    }
  }

  @Test func aBigBodyGoesOutWithoutWaitingForLeave() async throws {
    let body = [UInt8](repeating: 97, count: 8_000_000)
    try await withTestServer({ .status(200, "\($0.body.count)") }) { server in
      try await withTransport { transport in
        let response = try await transport.send(HTTPRequest(url: server.url, body: body))
        #expect(String(decoding: response.body, as: UTF8.self) == "8000000")
        #expect(server.seen.requests.first?.header("expect") == nil)
      }
    }
  }

  @Test func interimResponsesAndTrailersLeaveNoTrace() async throws {
    let interim = "HTTP/1.1 103 Early Hints\r\nX-Interim: 1\r\n\r\n"
    try await withTestServer({ _ in
      .init([.bytes(Array(interim.utf8))] + TestServer.Reply.chunked(["ab", "c"], trailer: "X-Trailer: 1\r\n").steps)
    }) { server in
      try await withTransport { transport in
        let response = try await transport.send(HTTPRequest(url: server.url))
        #expect(response.status == 200)
        #expect(response.body == Array("abc".utf8))
        #expect(response.header("X-Interim") == nil)
        #expect(response.header("X-Trailer") == nil)
      }
    }
  }

  @Test func twoHostsDoNotShareAConnection() async throws {
    try await withTestServer({ _ in .status(200, "1") }) { first in
      try await withTestServer({ _ in .status(200, "2") }) { second in
        try await withTransport { transport in
          for _ in 0..<5 {
            let one = try await transport.send(HTTPRequest(url: first.url))
            let two = try await transport.send(HTTPRequest(url: second.url))
            #expect(one.body == Array("1".utf8))
            #expect(two.body == Array("2".utf8))
          }
          #expect(first.seen.accepted == 1)
          #expect(second.seen.accepted == 1)
        }
      }
    }
  }

  @Test func theProxyOfTheEnvironmentIsUsedExceptForWhatItExempts() async throws {
    try await withTestServer({ _ in .status(200, "proxy") }) { proxy in
      try await withTestServer({ _ in .status(200, "direct") }) { server in
        try await withTransport(["http_proxy": proxy.url]) { transport in
          let response = try await transport.send(HTTPRequest(url: "http://example.invalid/v1"))
          #expect(response.body == Array("proxy".utf8))
          #expect(proxy.seen.requests.first?.target == "http://example.invalid/v1")
        }
        let exempted = ["http_proxy": "http://127.0.0.1:1", "no_proxy": "example.invalid"]
        try await withTransport(exempted) { transport in
          let failure = await transport.failure(of: HTTPRequest(url: "http://example.invalid/v1"))
          #expect(failure?.message.contains("resolve") == true)
        }
        // What is for this machine may carry a key without TLS: it goes to no proxy.
        for name in ["http_proxy", "all_proxy"] {
          try await withTransport([name: proxy.url]) { transport in
            let response = try await transport.send(HTTPRequest(url: server.url))
            #expect(response.body == Array("direct".utf8))
          }
        }
        try await withTransport(["HTTP_PROXY": proxy.url]) { transport in
          let response = try await transport.send(HTTPRequest(url: server.url))
          #expect(response.body == Array("direct".utf8))
        }
      }
    }
  }

  @Test func aProxyThatRefusesATunnelIsANetworkFailureWithoutItsPassword() async throws {
    try await withTestServer({ _ in .status(403, "no") }) { proxy in
      let address = "http://user:pass-word@127.0.0.1:\(proxy.port)"
      try await withTransport(["https_proxy": address]) { transport in
        let failure = await transport.failure(of: HTTPRequest(url: "https://example.invalid/v1?key=s3"))
        #expect(failure?.kind == .network)
        #expect(failure?.message.contains("pass-word") == false)
        #expect(failure?.message.contains("s3") == false)
        #expect(proxy.seen.requests.first?.method == "CONNECT")
      }
    }
  }

  @Test(
    arguments: [
      "ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1", "", "http://", "http://:80/", "http://u:p@127.0.0.1/",
      "http://127.0.0.1\\@example.org/", "http://a b/", "http://a/\r\nX: y", "https://?q", "http://[::1/",
      "http://a:99999/",
    ])
  func anAddressThatCannotBeSentToIsABadRequestAndNotQuotedInFull(_ url: String) async throws {
    try await withTransport { transport in
      let failure = await transport.failure(of: HTTPRequest(url: url))
      #expect(failure?.kind == .badRequest)
      #expect(failure?.message.contains("p@") == false)
    }
  }

  @Test(
    arguments: [
      ("X-A", "secret\r\nX-B: 1"), ("X-A", "secret\n"), ("X-A", "secret\0"), ("X A", "secret"), ("X-A:", "secret"),
      ("", "secret"), ("X\r\nY", "secret"), ("Content-Length", "6"), ("transfer-encoding", "chunked"),
    ])
  func aHeaderThatWouldBeReadAsSomethingElseIsABadRequest(_ name: String, _ value: String) async throws {
    try await withTransport { transport in
      let failure = await transport.failure(
        of: HTTPRequest(url: "http://127.0.0.1:9/", headers: [HTTPRequest.Header(name: name, value: value)]))
      #expect(failure?.kind == .badRequest)
      #expect(failure?.message.contains("secret") == false)
      #expect(failure?.message.contains("\n") == false)
    }
  }
}
