import Adapters
import EvalSchema
import Graders
import TestSupport
import Testing

@testable import Harness

/// Every adapter over HTTP meets every fault, on a real connection: the failure's kind, how often it is tried, what becomes of the
/// trial.
@Suite struct AdapterFaultTests {
  /// A fault, and what it is to be called; nil where it is an answer all the same.
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var kind: FailureKind?
    /// The least and the most seconds that are waited for before the next try.
    var wait: ClosedRange<Double>?
    /// What the server does, from the adapter's right answer.
    var reply: @Sendable (String) -> TestServer.Reply
    var testDescription: String { name }

    init(
      _ name: String, _ kind: FailureKind?, wait: ClosedRange<Double>? = nil,
      _ reply: @escaping @Sendable (String) -> TestServer.Reply
    ) {
      (self.name, self.kind, self.wait, self.reply) = (name, kind, wait, reply)
    }
  }

  /// An adapter's target without its address, and an answer of its API.
  static let answers: [(kind: AdapterKind, body: String)] = [
    (.openAIChat, #"{"choices":[{"message":{"role":"assistant","content":"yes"},"finish_reason":"stop"}]}"#),
    (.openAIResponses, #"{"output":[{"type":"message","content":[{"type":"output_text","text":"yes"}]}]}"#),
    (.anthropic, #"{"content":[{"type":"text","text":"yes"}],"stop_reason":"end_turn"}"#),
    (.gemini, #"{"candidates":[{"content":{"parts":[{"text":"yes"}]},"finishReason":"STOP"}]}"#),
    (.bedrock, #"{"output":{"message":{"role":"assistant","content":[{"text":"yes"}]}},"stopReason":"end_turn"}"#),
    (.ollama, #"{"message":{"role":"assistant","content":"yes"},"done":true}"#),
    (.http, #"{"answer":"yes"}"#),
  ]

  private static let date = "Date: Mon, 02 Nov 2026 10:00:00 GMT"
  private static let lying = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"
  private static let chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"
  private static let shapes = [
    "[]", "{}", "null", "\"yes\"", "7",
    #"{"choices":7,"output":7,"content":7,"candidates":7,"message":7,"answer":7}"#,
    #"{"choices":[7],"output":[7],"content":[7],"candidates":[7],"message":[7],"answer":[7]}"#,
    #"{"choices":[{"message":{"content":7}}],"output":[{"type":"message","content":[{"text":7}]}],"content":[{"type":"text","text":7}],"candidates":[{"content":{"parts":[{"text":7}]}}],"message":{"content":7},"answer":7}"#,
  ]

  static let faults: [Fault] =
    [
      Fault("429", .rateLimited, wait: 0...0.5) { _ in .status(429) },
      Fault("429 with seconds", .rateLimited, wait: 7...7.5) { _ in .status(429, headers: ["Retry-After: 7"]) },
      Fault("429 with a date", .rateLimited, wait: 9...9.5) { _ in
        .status(429, headers: [date, "Retry-After: Mon, 02 Nov 2026 10:00:09 GMT"])
      },
      Fault("429 for a day", .rateLimited, wait: 60...60.5) { _ in .status(429, headers: ["Retry-After: 86400"]) },
      Fault("429 with an odd wait", .rateLimited, wait: 0...0.5) { _ in .status(429, headers: ["Retry-After: soon"]) },
      Fault("503 with seconds", .overloaded, wait: 3...3.5) { _ in .status(503, headers: ["Retry-After: 3"]) },
      Fault("500", .server) { _ in .status(500) },
      Fault("502 of a gateway", .server) { _ in .status(502, "<html>Bad Gateway</html>", type: "text/html") },
      Fault("503", .overloaded) { _ in .status(503) },
      Fault("529", .overloaded) { _ in .status(529) },
      Fault("reset before", .network) { _ in .init([.reset]) },
      Fault("closed before", .network) { _ in .init([.close]) },
      Fault("reset in the body", .network) { .resetInBody($0) },
      Fault("truncated", .network) { .truncated(200, $0) },
      Fault("chunks without an end", .network) { _ in .init([.bytes(Array(chunks.utf8)), .close]) },
      Fault("a refusal cut off", .overloaded) { _ in .truncated(503) },
      Fault("400", .badRequest) { _ in .status(400) },
      Fault("401", .auth) { _ in .status(401) },
      Fault("402", .quota) { _ in .status(402) },
      Fault("403", .auth) { _ in .status(403) },
      Fault("404", .badRequest) { _ in .status(404) },
      Fault("413", .tooLarge) { _ in .status(413) },
      Fault("a redirect", .badRequest) { _ in .status(302, headers: ["Location: https://elsewhere.example/"]) },
      Fault("garbage", .malformedResponse) { _ in .init([.bytes(Array("\u{16}\u{3} what\r\n\r\n".utf8)), .close]) },
      Fault("a wrong encoding", .malformedResponse) { _ in .init([.bytes(Array(lying.utf8))]) },
      Fault("a page in place of JSON", .malformedResponse) { _ in .status(200, "<html>Log in</html>", type: "text/html")
      },
      Fault("nothing", .malformedResponse) { _ in .status(200, "") },
      Fault("no content", .malformedResponse) { _ in .init([.bytes(Array("HTTP/1.1 204 No Content\r\n\r\n".utf8))]) },
      Fault("bytes of no text", .malformedResponse) { _ in .bytes([0xFF, 0xFE, 0x00, 0xC3]) },
      Fault("a huge body", .tooLarge) { _ in .bytes([UInt8](repeating: 32, count: 300_000)) },
      Fault("a huge refusal", .server) { _ in .bytes([UInt8](repeating: 32, count: 300_000), status: 500) },
      Fault("a wrong content type", nil) { .status(200, $0, type: "image/png") },
      Fault("HTTP/1.0", nil) { .untilClose($0) },
      Fault("in chunks", nil) { .chunked([String($0.prefix(9)), String($0.dropFirst(9))]) },
      Fault("invalid UTF-8 in the text", nil) { body in
        .bytes(Array(body.split(separator: "yes").map { Array($0.utf8) }.joined(separator: [0xFF] + Array("yes".utf8))))
      },
    ]
    + shapes.map { shape in Fault("the shape \(shape.prefix(40))", .malformedResponse) { _ in .status(200, shape) } }

  private static func target(_ kind: AdapterKind, at url: String, timeout: Double) -> Target {
    var target = Target(name: "t", adapter: kind, model: "model-2026-11-02")
    target.baseURL = url
    target.limits.retries = 2
    target.limits.timeout = timeout
    target.limits.responseBytes = 200_000
    switch kind {
    case .anthropic: target.parameters["max_tokens"] = 100
    case .bedrock: target.bedrock = BedrockTarget(region: "eu-central-1")
    case .http: target.http = HTTPTarget(body: ["q": "{{messages}}", "m": "{{model}}"], text: "/answer")
    default: break
    }
    return target
  }

  /// Runs one trial; waits pass at once.
  private static func trial(_ kind: AdapterKind, at url: String, timeout: Double = 60) async throws -> TrialRecord {
    let target = target(kind, at: url, timeout: timeout)
    let adapter = try AdapterFactory.adapter(
      for: target, environment: ["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret-of-nobody"])
    var clock = RunClock.system()
    clock.wait = { _ in }
    let runner = TrialRunner(
      target: target, adapter: adapter, retry: RetryPolicy(limits: target.limits), clock: clock, ending: RunStop())
    let trial = await runner.run(
      TrialRunner.Assignment(grader: CaseGrader(Sample.evalCase("a")), index: 3, seed: 42, origin: 0))
    await adapter.close()
    return trial
  }

  /// A server that never recovers: three tries where trying again may help, one where not, then the trial is errored.
  @Test(arguments: answers.map(\.kind), faults)
  func aFaultThatStaysHasItsKindItsTriesAndItsOutcome(kind: AdapterKind, fault: Fault) async throws {
    let body = try #require(Self.answers.first { $0.kind == kind }?.body)
    try await withTestServer({ _ in fault.reply(body) }) { server in
      let trial = try await Self.trial(kind, at: server.url)
      let tries = fault.kind?.isRetryable == true ? 3 : 1
      #expect(trial.calls == tries && server.seen.served == tries)
      #expect(trial.error?.kind == fault.kind, "\(trial.error?.message ?? "")")
      #expect(trial.outcome == (fault.kind == nil ? .passed : .errored))
      #expect(trial.attempts.map(\.kind) == (fault.kind.map { Array(repeating: $0, count: tries) } ?? []))
      if tries == 3, let wait = fault.wait {
        #expect(wait.contains(trial.attempts[0].waited))
        #expect(trial.attempts[1].waited >= wait.lowerBound && trial.attempts[2].waited == 0)
      }
      #expect(server.seen.violations == [])
    }
  }

  /// A server that recovers: the trial is answered at the second try where there is one.
  @Test(arguments: answers.map(\.kind), faults)
  func aFaultThatPassesIsForgottenWhereTryingAgainHelps(kind: AdapterKind, fault: Fault) async throws {
    let body = try #require(Self.answers.first { $0.kind == kind }?.body)
    try await withTestServer({ $0.number == 0 ? fault.reply(body) : .status(200, body) }) { server in
      let trial = try await Self.trial(kind, at: server.url)
      let isForgotten = fault.kind?.isRetryable != false
      #expect(trial.outcome == (isForgotten ? .passed : .errored), "\(trial.error?.message ?? "")")
      #expect(trial.calls == (fault.kind?.isRetryable == true ? 2 : 1) && trial.calls == server.seen.served)
      #expect(trial.attempts.map(\.kind) == [fault.kind].compactMap(\.self))
    }
  }

  /// Silence and a slow drip, all adapters at once, as each takes its time.
  @Test func whoDoesNotEndInTimeIsATimeoutThriceAndErrored() async throws {
    let slow: [@Sendable (String) -> TestServer.Reply] = [
      { _ in .init([.silence]) }, { .drip($0, every: 0.2) },
      { _ in .init([.bytes(Array("HTTP/1.1 200 OK\r\nX: 1\r\n".utf8)), .silence]) },
    ]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (kind, body) in Self.answers {
        for reply in slow {
          group.addTask {
            try await withTestServer({ _ in reply(body) }) { server in
              let trial = try await Self.trial(kind, at: server.url, timeout: 0.4)
              #expect(trial.error?.kind == .timeout && trial.outcome == .errored)
              #expect(trial.calls == 3 && trial.attempts.map(\.kind) == [.timeout, .timeout, .timeout])
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Many tries of a long wait end when the time for one request is used up, whatever the number of retries.
  @Test(arguments: [("Retry-After: 30", 5), ("Retry-After: 300", 3), ("Retry-After: 1", 121)])
  func whoIsRefusedForEverEndsInTheStatedTime(header: String, most: Int) async throws {
    try await withTestServer({ _ in .status(429, headers: [header]) }) { server in
      var target = Self.target(.openAIChat, at: server.url, timeout: 5)
      target.limits.retries = 10_000
      let adapter = try AdapterFactory.adapter(for: target, environment: [:])
      // A clock that the waits alone move.
      let seconds = Guarded(0.0)
      var clock = RunClock.system()
      clock.now = { seconds.withLock { $0 } }
      clock.wait = { wait in seconds.withLock { $0 += wait } }
      let policy = RetryPolicy(retries: target.limits.retries, budget: 120)
      let runner = TrialRunner(target: target, adapter: adapter, retry: policy, clock: clock, ending: RunStop())
      let trial = await runner.run(
        TrialRunner.Assignment(grader: CaseGrader(Sample.evalCase("a")), index: 3, seed: 42, origin: 0))
      await adapter.close()
      #expect(trial.outcome == .errored && trial.error?.kind == .rateLimited)
      #expect(seconds.withLock { $0 } <= 120)
      #expect(trial.calls == server.seen.served && trial.calls >= 2 && trial.calls <= most)
      #expect(trial.attempts.reduce(0) { $0 + $1.waited } <= 120)
    }
  }
}
