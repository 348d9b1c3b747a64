import EvalSchema
import TestSupport
import Testing

@testable import Adapters

/// Every adapter as the factory makes it, over the real engine, against a server on this machine.
@Suite struct ProviderWireTests {
  static let answers: [AdapterKind: (path: String, header: String, body: String)] = [
    .openAIChat: (
      "/v1/chat/completions", "authorization", #"{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}"#
    ),
    .openAIResponses: (
      "/v1/responses", "authorization",
      #"{"output":[{"type":"message","content":[{"type":"output_text","text":"Hello"}]}]}"#
    ),
    .anthropic: ("/v1/v1/messages", "x-api-key", #"{"content":[{"type":"text","text":"Hello"}]}"#),
    .gemini: (
      "/v1/models/model-2026-11-02:generateContent", "x-goog-api-key",
      #"{"candidates":[{"content":{"parts":[{"text":"Hello"}]}}]}"#
    ),
    .bedrock: (
      "/v1/model/anthropic.model-20261102-v1%3A0/converse", "authorization",
      #"{"output":{"message":{"content":[{"text":"Hello"}]}}}"#
    ),
    .ollama: ("/v1/api/chat", "authorization", #"{"message":{"content":"Hello"},"done":true}"#),
    .http: ("/v1?q=Where%20is%20my%20refund%3F", "authorization", #"{"answer":{"text":"Hello"}}"#),
  ]

  private static func target(_ kind: AdapterKind, at url: String) -> Target {
    var target = ProviderFixtures.target(kind)
    target.baseURL = url + (kind == .http ? "/v1?q={{input}}" : "/v1/")
    if kind != .bedrock { target.keyEnv = "APP_KEY" }
    return target
  }

  @Test(arguments: GoldenRequestTests.kinds)
  func anAnswerComesBackOverTheEngine(kind: AdapterKind) async throws {
    let expected = try #require(Self.answers[kind])
    try await withTestServer({ _ in .status(200, expected.body) }) { server in
      let target = Self.target(kind, at: server.url)
      let adapter = try AdapterFactory.adapter(for: target, environment: ProviderFixtures.environment)
      let outcome = await adapter.outcome(ProviderFixtures.request(parameters: target.parameters))
      await adapter.close()
      #expect(ProviderFixtures.words(outcome) == "end 'Hello'")
      let sent = try #require(server.seen.requests.first)
      #expect(sent.target == expected.path)
      let credential = try #require(sent.header(expected.header))
      #expect(credential.contains(kind == .bedrock ? "AKIDEXAMPLE" : ProviderFixtures.key))
      #expect(server.seen.violations == [])
    }
  }

  /// What a server that checks signatures computes from the bytes that arrived is what was sent.
  @Test func theSignatureIsThatOfTheRequestAsItArrives() async throws {
    try await withTestServer({ _ in .status(500, "{}") }) { server in
      let adapter = try AdapterFactory.adapter(
        for: Self.target(.bedrock, at: server.url), environment: ProviderFixtures.environment)
      _ = await adapter.outcome(ProviderFixtures.request())
      await adapter.close()
      let sent = try #require(server.seen.requests.first)
      let signed = ["accept", "content-type"]
      let arrived = HTTPRequest(
        method: sent.method, url: "http://\(try #require(sent.header("host")))\(sent.target)",
        headers: sent.headers.filter { signed.contains($0.name) }.map { .init(name: $0.name, value: $0.value) },
        body: sent.body)
      let signature = AWSSignature(
        credentials: .init(id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        region: "eu-central-1", service: "bedrock")
      let again = signature.signed(arrived, at: try #require(sent.header("x-amz-date")))
      #expect(sent.header("authorization") == again.headers.last?.value)
    }
  }

  @Test func aRefusalIsClassifiedWithItsWait() async throws {
    let body = #"{"error":{"message":"Slow","type":"requests","code":"rate_limit_exceeded"}}"#
    try await withTestServer({ _ in .status(429, body, headers: ["Retry-After: 2"]) }) { server in
      let adapter = try AdapterFactory.adapter(
        for: Self.target(.openAIChat, at: server.url), environment: ProviderFixtures.environment)
      let outcome = await adapter.outcome(ProviderFixtures.request())
      await adapter.close()
      #expect(
        outcome.failure
          == AdapterFailure(kind: .rateLimited, message: "HTTP 429, rate_limit_exceeded: Slow", retryAfter: 2))
    }
  }
}
