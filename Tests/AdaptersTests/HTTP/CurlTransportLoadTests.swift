import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Adapters

@Suite struct CurlTransportLoadTests {
  /// `RELAPSE_SOAK=200000` makes the test of faults long, and adds requests that are never answered.
  private static let soak = ProcessInfo.processInfo.environment["RELAPSE_SOAK"].flatMap(Int.init)
  private static let requests = soak ?? 2_000

  @Test func fiveHundredRequestsAreInFlightAtOnce() async throws {
    // Every answer waits until all have arrived, so that fewer in flight would never end.
    try await withTestServer({ request in
      .init([.untilServed(500)] + TestServer.Reply.status(200, request.target).steps)
    }) { server in
      try await withTransport { transport in
        let answers = try await withThrowingTaskGroup(of: (Int, String).self) { group in
          for index in 0..<500 {
            group.addTask {
              let response = try await transport.send(HTTPRequest(url: "\(server.url)/\(index)"))
              return (index, String(decoding: response.body, as: UTF8.self))
            }
          }
          return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(answers.count == 500)
        #expect(answers.allSatisfy { $0.value == "/\($0.key)" })
        #expect(server.seen.violations == [])
      }
    }
  }

  @Test func theCapacityBoundsConnections() async throws {
    try await withTestServer({ _ in .status(200, after: 0.005) }) { server in
      try await withTransport(capacity: 7) { transport in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<100 { group.addTask { _ = try await transport.send(HTTPRequest(url: server.url)) } }
          try await group.waitForAll()
        }
        #expect(server.seen.served == 100)
        #expect(server.seen.mostOpen <= 8)
        #expect(transport.census.handles <= 7)
      }
    }
  }

  /// One request in twenty meets a fault; none is lost, none sent twice, and nothing is left over.
  @Test func faultsUnderLoadLeakNothing() async throws {
    let isSoak = Self.soak != nil
    let script: TestServer.Script = { request in
      switch request.number % 100 {
      case 13: .init([.reset])
      case 33: .truncated()
      case 53: .resetInBody()
      case 73: .init([.close])
      case 93: .init(isSoak ? [.silence] : [.bytes(Array("garbage\r\n\r\n".utf8)), .close])
      default: .status(200, request.target)
      }
    }
    try await withTestServer(script) { server in
      try await withTransport { transport in
        let counts = await withTaskGroup(of: FailureKind?.self) { group in
          var counts: [FailureKind?: Int] = [:]
          for index in 0..<Self.requests {
            if index >= 64, let kind = await group.next() { counts[kind, default: 0] += 1 }
            group.addTask {
              let request = HTTPRequest(url: "\(server.url)/\(index)", body: Array("{}".utf8), timeout: isSoak ? 2 : 60)
              return await transport.failure(of: request)?.kind
            }
          }
          for await kind in group { counts[kind, default: 0] += 1 }
          return counts
        }
        let faulty = Self.requests / 100
        #expect(
          counts == [
            nil: Self.requests - 5 * faulty, .network: 4 * faulty, isSoak ? .timeout : .malformedResponse: faulty,
          ])
        #expect(server.seen.served == Self.requests)
        while transport.census.inFlight > 0 { await Task.yield() }
        #expect(transport.census.waiting == 0)
        #expect(transport.census.handles <= 64)
        let descriptors = try Self.descriptors(to: server.port)
        #expect(descriptors <= 64)
      }
      while server.seen.open > 0 { await Task.yield() }
      let descriptors = try Self.descriptors(to: server.port)
      #expect(descriptors == 0)
      #expect(server.seen.violations == [])
    }
  }

  /// How many sockets of this machine are connected to a port and held by a descriptor (Linux; 0 elsewhere).
  private static func descriptors(to port: Int) throws -> Int {
    guard FileManager.default.fileExists(atPath: "/proc/self/net/tcp") else { return 0 }
    let table = String(decoding: try Data(contentsOf: URL(filePath: "/proc/self/net/tcp")), as: UTF8.self)
    let end =
      ":" + String(repeating: "0", count: max(0, 4 - String(port, radix: 16).count))
      + String(port, radix: 16).uppercased()
    return table.split(separator: "\n").dropFirst().filter { line in
      let fields = line.split(separator: " ")
      return fields.count > 9 && fields[2].hasSuffix(end) && fields[9] != "0"
    }.count
  }
}
