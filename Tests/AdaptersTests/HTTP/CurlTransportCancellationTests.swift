import EvalSchema
import TestSupport
import Testing

@testable import Adapters

@Suite struct CurlTransportCancellationTests {
  @Test func aCancelledTaskSendsNothing() async throws {
    try await withTestServer({ _ in .status(200) }) { server in
      try await withTransport { transport in
        let task = Task {
          while !Task.isCancelled { await Task.yield() }
          return await transport.failure(of: HTTPRequest(url: server.url))
        }
        task.cancel()
        let failure = await task.value
        #expect(failure?.kind == .cancelled)
        #expect(server.seen.accepted == 0)
      }
    }
  }

  @Test func cancellingFreesTheConnectionAtOnce() async throws {
    try await withTestServer({ _ in .init([.silence]) }) { server in
      try await withTransport { transport in
        let tasks = (0..<20).map { _ in
          Task { await transport.failure(of: HTTPRequest(url: server.url, timeout: 600)) }
        }
        while server.seen.served < 20 { await Task.yield() }
        for task in tasks { task.cancel() }
        for task in tasks {
          let failure = await task.value
          #expect(failure?.kind == .cancelled)
        }
        while server.seen.open > 0 { await Task.yield() }
        while transport.census.inFlight > 0 { await Task.yield() }
      }
    }
  }

  @Test func cancellingAfterTheAnswerChangesNothing() async throws {
    try await withTestServer({ _ in .status(200) }) { server in
      try await withTransport { transport in
        let task = Task { try await transport.send(HTTPRequest(url: server.url)).status }
        let status = try await task.value
        task.cancel()
        #expect(status == 200)
        let next = try await transport.send(HTTPRequest(url: server.url))
        #expect(next.status == 200)
      }
    }
  }

  @Test func cancellingAtAnyMomentEndsEveryRequestOnce() async throws {
    try await withTestServer({ _ in .status(200) }) { server in
      try await withTransport { transport in
        var counts: [FailureKind?: Int] = [:]
        for round in 0..<300 {
          let task = Task { await transport.failure(of: HTTPRequest(url: server.url)) }
          for _ in 0..<(round % 40) { await Task.yield() }
          task.cancel()
          counts[await task.value?.kind, default: 0] += 1
        }
        #expect(Set(counts.keys).isSubset(of: [nil, .cancelled]))
        #expect(counts.values.reduce(0, +) == 300)
      }
    }
  }

  @Test func requestsThatWaitForTheirTurnAreCancelledToo() async throws {
    try await withTestServer({ _ in .init([.silence]) }) { server in
      try await withTransport(capacity: 1) { transport in
        let holder = Task { await transport.failure(of: HTTPRequest(url: server.url, timeout: 600)) }
        while server.seen.served < 1 { await Task.yield() }
        let tasks = (0..<9).map { _ in
          Task { await transport.failure(of: HTTPRequest(url: server.url, timeout: 600)) }
        }
        while transport.census.waiting < 9 { await Task.yield() }
        for task in tasks { task.cancel() }
        for task in tasks {
          let failure = await task.value
          #expect(failure?.kind == .cancelled)
        }
        #expect(server.seen.served == 1)
        holder.cancel()
        let failure = await holder.value
        #expect(failure?.kind == .cancelled)
      }
    }
  }

  @Test func closingEndsWhatIsInFlightAndRefusesWhatComesLater() async throws {
    try await withTestServer({ _ in .init([.silence]) }) { server in
      let transport = CurlTransport(environment: [:], capacity: 5)
      let tasks = (0..<10).map { _ in
        Task { await transport.failure(of: HTTPRequest(url: server.url, timeout: 600)) }
      }
      while server.seen.served < 5 || transport.census.waiting < 5 { await Task.yield() }
      await transport.close()
      for task in tasks {
        let failure = await task.value
        #expect(failure?.kind == .cancelled)
      }
      let late = await transport.failure(of: HTTPRequest(url: server.url))
      #expect(late?.kind == .cancelled)
      await transport.close()
      while server.seen.open > 0 { await Task.yield() }
    }
  }

  @Test func aTransportThatWasNeverUsedOrClosedLeavesNothing() async throws {
    await CurlTransport(environment: [:]).close()
    try await withTestServer({ _ in .status(200) }) { server in
      do {
        let transport = CurlTransport(environment: [:])
        _ = try await transport.send(HTTPRequest(url: server.url))
      }
      while server.seen.open > 0 { await Task.yield() }
      #expect(server.seen.accepted == 1)
    }
  }
}
