import EvalSchema
import FoundationEssentials
import Testing

@testable import Adapters

/// A transport that answers from a list and remembers what it was sent.
final class ScriptedTransport: HTTPTransport {
  private struct State: Sendable {
    var answers: [Result<HTTPResponse, AdapterFailure>]
    var requests: [HTTPRequest] = []
    var closes = 0
  }

  private let state: Locked<State>

  init(_ answers: [Result<HTTPResponse, AdapterFailure>] = []) { state = Locked(State(answers: answers)) }

  convenience init(status: Int = 200, headers: [(String, String)] = [], _ body: String) {
    let headers = headers.map { HTTPRequest.Header(name: $0.0, value: $0.1) }
    self.init([.success(HTTPResponse(status: status, headers: headers, body: Array(body.utf8)))])
  }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  var closes: Int { state.withLock { $0.closes } }

  func send(_ request: HTTPRequest) async throws(AdapterFailure) -> HTTPResponse {
    let answer = state.withLock { state -> Result<HTTPResponse, AdapterFailure> in
      state.requests.append(request)
      return state.answers.isEmpty
        ? .failure(AdapterFailure(kind: .network, message: "nothing left to answer")) : state.answers.removeFirst()
    }
    return try answer.get()
  }

  func close() async { state.withLock { $0.closes += 1 } }
}

/// Targets, requests and short words for outcomes.
enum ProviderFixtures {
  static let key = "sk-test-0123456789"
  static let environment = [
    "OPENAI_API_KEY": key, "ANTHROPIC_API_KEY": key, "GEMINI_API_KEY": key, "APP_KEY": key,
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  ]

  /// A target that is right for its adapter.
  static func target(_ kind: AdapterKind, parameters: [String: JSONValue] = [:]) -> Target {
    var target = Target(name: "t", adapter: kind, model: "model-2026-11-02", parameters: parameters)
    switch kind {
    case .anthropic: target.parameters["max_tokens"] = target.parameters["max_tokens"] ?? 800
    case .bedrock:
      target.model = "anthropic.model-20261102-v1:0"
      target.bedrock = BedrockTarget(region: "eu-central-1")
    case .http:
      target.model = nil
      target.baseURL = "https://app.example.com/chat?case={{case}}"
      target.keyEnv = "APP_KEY"
      target.http = HTTPTarget(
        body: [
          "question": "{{input}}", "messages": "{{messages}}", "context": "{{documents}}", "tools": "{{tools}}",
          "options": "{{parameters}}", "user": "trial {{trial}} of {{variant}}", "seed": "{{seed}}", "fixed": 1,
        ], text: "/answer/text", toolCalls: "/answer/calls",
        toolCall: HTTPToolCallPointers(name: "/function", arguments: "/input"),
        usage: HTTPUsagePointers(
          inputTokens: "/usage/in", outputTokens: "/usage/out", cachedInputTokens: "/usage/cached",
          reasoningTokens: "/usage/thought"), model: "/version")
    default: break
    }
    return target
  }

  static func adapter(_ target: Target, _ transport: ScriptedTransport) throws -> any Adapter {
    try ProviderFactory.adapter(for: target, environment: environment, transport: transport)
  }

  /// What an adapter sends for a request, without what proves whose it is.
  static func sent(_ target: Target, _ request: Request) async throws -> HTTPRequest {
    let transport = ScriptedTransport()
    _ = await (try adapter(target, transport)).outcome(request)
    guard var sent = transport.requests.first else { throw AdapterFailure(kind: .network, message: "nothing was sent") }
    let own: Set<String> = [
      "authorization", "x-api-key", "x-goog-api-key", "api-key", "x-amz-date", "x-amz-security-token",
    ]
    sent.headers.removeAll { own.contains($0.name.lowercased()) }
    return sent
  }

  static func request(
    _ messages: [Message] = [.user("Where is my refund?")], system: String? = nil, documents: [ContextDocument] = [],
    tools: [ToolDefinition] = [], parameters: [String: JSONValue] = [:], seed: UInt64 = 0x1234_5678_9ABC_DEF0,
    trial: Int = 17
  ) -> Request {
    Request(
      id: "INC-1/base/\(trial)", evalCase: "INC-1", trial: trial, seed: seed, system: system, messages: messages,
      documents: documents, tools: tools, parameters: parameters, timeout: 30)
  }

  static let tools = [
    ToolDefinition(
      name: "lookup_order", description: "Finds an order.",
      parameters: ["type": "object", "properties": ["order_id": ["type": "integer"]], "required": ["order_id"]]),
    ToolDefinition(name: "ping"),
  ]

  static let calls: [Message] = [
    .user("Where is order 8812?"),
    .assistant(
      AssistantTurn(
        content: "I look.",
        toolCalls: [
          ToolCall(id: "c1", name: "lookup_order", arguments: ["order_id": 8812]),
          ToolCall(id: "c2", name: "lookup_order", arguments: ["order_id": 8813]),
          ToolCall(id: "c3", name: "ping"),
        ])),
    .tool(ToolResult(call: "c1", name: "lookup_order", result: ["status": "shipped", "days": 2])),
    .tool(ToolResult(call: "c2", name: "lookup_order", error: "no such order")),
    .tool(ToolResult(call: "c3", name: "ping", result: "pong")),
  ]

  /// An outcome in a line: the stop reason, the text, the calls, the tokens; or the kind of failure.
  static func words(_ outcome: Result<Response, AdapterFailure>) -> String {
    switch outcome {
    case .failure(let failure):
      return "!" + failure.kind.rawValue + (failure.retryAfter.map { " after \($0)" } ?? "")
    case .success(let response):
      var words = "\(response.stop.rawValue) '\(response.turn.content)'"
      for call in response.turn.toolCalls {
        let arguments = (try? CanonicalJSON.text(call.arguments)) ?? "?"  // A JSON value always encodes.
        words += " \(call.name)\(arguments)#\(CarriedTurn.plainID(call.id))"
      }
      let usage = response.usage
      if usage != Usage() {
        words += " \(usage.inputTokens)/\(usage.outputTokens)/\(usage.cachedInputTokens)/\(usage.reasoningTokens)"
      }
      return words
    }
  }

  /// What an adapter makes of a body.
  static func read(
    _ kind: AdapterKind, _ body: String, status: Int = 200, headers: [(String, String)] = [],
    _ request: Request = request()
  ) async throws -> Result<Response, AdapterFailure> {
    var request = request
    let target = target(kind)
    request.parameters = target.parameters
    let transport = ScriptedTransport(status: status, headers: headers, body)
    return await (try adapter(target, transport)).outcome(request)
  }
}

/// One row of a table of responses.
struct Row: Sendable, CustomTestStringConvertible {
  var name: String
  var status = 200
  var headers: [String: String] = [:]
  var body: String
  var outcome: String

  init(_ name: String, _ body: String, _ outcome: String) { self.init(name, 200, body, outcome) }

  init(_ name: String, _ status: Int, _ body: String, _ outcome: String, headers: [String: String] = [:]) {
    self.name = name
    self.status = status
    self.headers = headers
    self.body = body
    self.outcome = outcome
  }

  var testDescription: String { name }

  /// Reads the row's response.
  func read(as kind: AdapterKind) async throws -> String {
    ProviderFixtures.words(
      try await ProviderFixtures.read(kind, body, status: status, headers: headers.map { ($0.key, $0.value) }))
  }
}
