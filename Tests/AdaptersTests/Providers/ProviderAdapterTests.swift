import EvalSchema
import FoundationEssentials
import Testing

@testable import Adapters

@Suite struct ProviderAdapterTests {
  typealias Fixtures = ProviderFixtures

  /// Bodies that no API sends: every adapter calls each malformed, none crashes.
  @Test(
    arguments: GoldenRequestTests.kinds,
    [
      "", " ", "null", "[]", "\"text\"", "7", "{", "<html>busy</html>", "{}{}", "\u{FEFF}{}", "[[[[", "{\"a\":1e400}",
      "true", String(repeating: "[", count: 3_000),
    ])
  func garbageIsMalformed(kind: AdapterKind, body: String) async throws {
    #expect(Fixtures.words(try await Fixtures.read(kind, body)) == "!malformed-response")
  }

  @Test(arguments: GoldenRequestTests.kinds, [400, 401, 403, 404, 408, 413, 418, 429, 500, 502, 503, 504, 529])
  func aStatusAloneSaysEnough(kind: AdapterKind, status: Int) async throws {
    let kinds: [Int: String] = [
      401: "auth", 403: "auth", 408: "timeout", 413: "too-large", 429: "rate-limited", 500: "server",
      502: "server", 503: "overloaded", 504: "server", 529: "overloaded",
    ]
    let outcome = Fixtures.words(try await Fixtures.read(kind, "", status: status))
    #expect(outcome == "!" + (kinds[status] ?? "bad-request"))
  }

  /// A server that repeats the key, as it is or in an error, must not bring it into a record.
  @Test(arguments: GoldenRequestTests.kinds, [200, 401])
  func noKeyIsEverRepeated(kind: AdapterKind, status: Int) async throws {
    let secrets = Fixtures.environment.values.filter { $0.utf8.count >= 6 }
    for secret in secrets {
      let bodies = [
        #"{"error":{"message":"bad key \#(secret)","code":"\#(secret)"}}"#, "Bearer \(secret)",
        #"{"choices":[{"message":{"content":"\#(secret)"}}],"message":{"content":"\#(secret)"},"content":[{"type":"text","text":"\#(secret)"}],"output":{"message":{"content":[{"text":"\#(secret)"}]}},"candidates":[{"content":{"parts":[{"text":"\#(secret)"}]}}],"answer":{"text":"\#(secret)"}}"#,
      ]
      for body in bodies {
        let outcome = try await Fixtures.read(kind, body, status: status)
        let ownVariables = kind == .bedrock ? secret != Fixtures.key : secret == Fixtures.key
        if ownVariables, kind != .ollama { #expect(!"\(outcome)".contains(secret)) }
      }
    }
  }

  private static let escapedKey = "wJalrX/K7MDENG+bPxRfi="

  /// What each API says where every text is the key.
  private static let echoes: [AdapterKind: String] = [
    .openAIChat:
      #"{"id":"KEY","model":"KEY","system_fingerprint":"KEY","choices":[{"message":{"content":"KEY","tool_calls":[{"id":"KEY","function":{"name":"KEY","arguments":"{\"KEY\":[\"KEY\"]}"}}]}}]}"#,
    .openAIResponses:
      #"{"id":"KEY","model":"KEY","output":[{"type":"reasoning","encrypted_content":"KEY","summary":[]},{"type":"message","content":[{"type":"output_text","text":"KEY"}]},{"type":"function_call","call_id":"KEY","name":"f","arguments":"{\"k\":\"KEY\"}"}]}"#,
    .anthropic:
      #"{"id":"KEY","model":"KEY","content":[{"type":"thinking","thinking":"KEY","signature":"s"},{"type":"text","text":"KEY"},{"type":"tool_use","id":"KEY","name":"KEY","input":{"KEY":["KEY"]}}],"stop_reason":"tool_use"}"#,
    .gemini:
      #"{"responseId":"KEY","modelVersion":"KEY","candidates":[{"content":{"parts":[{"text":"KEY"},{"functionCall":{"name":"KEY","args":{"KEY":"KEY"}},"thoughtSignature":"KEY"}]},"finishReason":"STOP"}]}"#,
    .bedrock:
      #"{"output":{"message":{"content":[{"text":"KEY"},{"toolUse":{"toolUseId":"KEY","name":"KEY","input":{"KEY":"KEY"}}}]}},"stopReason":"tool_use"}"#,
    .ollama:
      #"{"model":"KEY","message":{"content":"KEY","tool_calls":[{"function":{"name":"KEY","arguments":{"KEY":"KEY"}}}]}}"#,
    .http:
      #"{"version":"KEY","answer":{"text":"KEY","calls":[{"id":"KEY","function":"KEY","input":{"KEY":["KEY"]}}]}}"#,
  ]

  private func read(_ kind: AdapterKind, _ body: String, status: Int = 200) async throws -> Result<
    Response, AdapterFailure
  > {
    var target = Fixtures.target(kind)
    target.keyEnv = "APP_KEY"
    let adapter = try ProviderFactory.adapter(
      for: target, environment: ["APP_KEY": Self.escapedKey], transport: ScriptedTransport(status: status, body))
    return await adapter.outcome(Fixtures.request())
  }

  /// A key that a server repeats with escapes is the key once the answer is read.
  @Test(
    arguments: GoldenRequestTests.kinds,
    [
      escapedKey, #"wJalrX\/K7MDENG+bPxRfi="#, #"wJalrX/K7MDENG\u002BbPxRfi\u003d"#,
      #"\u0077JalrX\\\/K7MDENG+bPxRfi="#,
    ])
  func noKeyIsRepeatedHoweverItIsEscaped(kind: AdapterKind, spelling: String) async throws {
    let body = try #require(Self.echoes[kind]).replacing("KEY", with: spelling)
    let response = try await read(kind, body).get()
    #expect(response.turn.content == "[APP_KEY]")
    let call = try #require(response.turn.toolCalls.first)
    #expect("\(call)".contains("[APP_KEY]"))
    #expect(!"\(response)".contains("K7MDENG"), "\(response)")
    for (body, status) in [(#"{"oops":"\#(spelling)"}"#, 200), (#"{"error":{"message":"\#(spelling)"}}"#, 401)] {
      let failure = try #require(try await read(kind, body, status: status).failure)
      #expect(!failure.message.contains("K7MDENG"), "\(failure)")
    }
  }

  /// A key that comes in pieces is the key once the pieces are put together.
  @Test(arguments: [
    (
      AdapterKind.openAIChat,
      #"{"choices":[{"message":{"content":[{"type":"text","text":"wJalrX/K7M"},{"type":"text","text":"DENG+bPxRfi="}]}}]}"#
    ),
    (.anthropic, #"{"content":[{"type":"text","text":"wJalrX/K7M"},{"type":"text","text":"DENG+bPxRfi="}]}"#),
    (.gemini, #"{"candidates":[{"content":{"parts":[{"text":"wJalrX/K7M"},{"text":"DENG+bPxRfi="}]}}]}"#),
    (.bedrock, #"{"output":{"message":{"content":[{"text":"wJalrX/K7M"},{"text":"DENG+bPxRfi="}]}}}"#),
  ])
  func noKeyIsPutTogether(kind: AdapterKind, body: String) async throws {
    #expect(try await read(kind, body).get().turn.content == "[APP_KEY]")
  }

  @Test func failuresOfTheTransportPassWithoutTheKey() async throws {
    let failure = AdapterFailure(kind: .network, message: "could not send Authorization: Bearer \(Fixtures.key)")
    let adapter = try Fixtures.adapter(Fixtures.target(.openAIChat), ScriptedTransport([.failure(failure)]))
    let outcome = await adapter.outcome(Fixtures.request())
    #expect(
      outcome.failure
        == AdapterFailure(kind: .network, message: "could not send Authorization: Bearer [OPENAI_API_KEY]"))
  }

  @Test func closingClosesTheTransport() async throws {
    let transport = ScriptedTransport()
    let adapter = try Fixtures.adapter(Fixtures.target(.openAIChat), transport)
    await adapter.close()
    #expect(transport.closes == 1)
  }

  @Test func aCancelledTaskSendsNothing() async throws {
    let transport = ScriptedTransport(#"{"choices":[{"message":{"content":"a"}}]}"#)
    let adapter = try Fixtures.adapter(Fixtures.target(.openAIChat), transport)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await adapter.outcome(Fixtures.request())
    }
    task.cancel()
    #expect(await task.value.failure?.kind == .cancelled)
    #expect(transport.requests.isEmpty)
  }

  @Test func aParameterThatTheAPILacksIsNeverDropped() async throws {
    for kind in GoldenRequestTests.kinds where kind != .http {
      let adapter = try Fixtures.adapter(Fixtures.target(kind), ScriptedTransport())
      var request = Fixtures.request(parameters: Fixtures.target(kind).parameters)
      request.parameters["tempratur"] = 1
      #expect(await adapter.outcome(request).failure?.kind == .badRequest, "\(kind)")
    }
  }
}
