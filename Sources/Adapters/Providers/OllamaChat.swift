import EvalSchema
import FoundationEssentials

/// Ollama's own chat API.
struct OllamaChat: ProviderDialect {
  private let url: String
  private let model: String
  private let key: String?
  private let extraBody: [String: JSONValue]?

  /// Where it listens by default.
  static let address = "http://localhost:11434"

  /// Takes what a target says; `connection` has checked it.
  init(_ target: Target, _ connection: ProviderConnection) {
    url = connection.baseURL + "/api/chat"
    model = target.model ?? ""
    key = connection.key
    extraBody = target.extraBody
  }

  func authorized(_ http: HTTPRequest, at date: Date) -> HTTPRequest {
    key.map { http.adding("Authorization", "Bearer \($0)") } ?? http
  }
}

// MARK: - Request

extension OllamaChat {
  func httpRequest(for request: Request) throws(AdapterFailure) -> HTTPRequest {
    let parameters = try SamplingParameters(request, for: .ollama)
    var body = RequestBody()
    body["model"] = .string(model)
    body["stream"] = false
    body["messages"] = .array(Self.messages(of: try Dialogue(request)))
    let options = JSONValue.members([
      "temperature": parameters[.temperature], "top_p": parameters[.topP], "top_k": parameters[.topK],
      "num_predict": parameters[.maxTokens], "seed": parameters[.seed], "stop": parameters[.stop],
      "frequency_penalty": parameters[.frequencyPenalty], "presence_penalty": parameters[.presencePenalty],
    ])
    if options != .object([:]) { body["options"] = options }
    body["format"] = parameters.schema?.schema ?? (parameters.wantsJSON ? "json" : nil)
    if !request.tools.isEmpty {
      body["tools"] = .array(
        request.tools.map { tool in
          let function = JSONValue.members([
            "name": .string(tool.name), "description": tool.description.map { .string($0) }, "parameters": tool.schema,
          ])
          return ["type": "function", "function": function]
        })
    }
    return .posting(try body.bytes(adding: extraBody), to: url)
  }

  private static func messages(of dialogue: Dialogue) -> [JSONValue] {
    var messages: [JSONValue] = []
    if let system = dialogue.system { messages.append(["role": "system", "content": .string(system)]) }
    for entry in dialogue.entries {
      switch entry {
      case .system(let text): messages.append(["role": "system", "content": .string(text)])
      case .user(let text): messages.append(["role": "user", "content": .string(text)])
      case .assistant(let turn, let carried):
        let calls = turn.toolCalls.map { call -> JSONValue in
          ["function": ["name": .string(call.name), "arguments": LooseArguments.object(call.arguments)]]
        }
        messages.append(
          .members([
            "role": "assistant", "content": .string(turn.content), "tool_calls": calls.isEmpty ? nil : .array(calls),
            "thinking": carried?.first,
          ]))
      case .results(let results):
        for result in results {
          messages.append(["role": "tool", "tool_name": .string(result.name), "content": .string(result.text)])
        }
      }
    }
    return messages
  }
}

// MARK: - Response

extension OllamaChat {
  private struct Reply: Decodable {
    struct Said: Decodable {
      struct Call: Decodable {
        struct Function: Decodable {
          var name: String
          var arguments: LooseArguments?
        }

        var id: Lenient<String>?
        var function: Function
      }

      var content: LooseText?
      var thinking: Lenient<String>?
      var toolCalls: [Call]?

      enum CodingKeys: String, CodingKey {
        case content, thinking
        case toolCalls = "tool_calls"
      }
    }

    var model: Lenient<String>?
    var message: Said?
    var done: Lenient<Bool>?
    var doneReason: Lenient<String>?
    var read: LooseCount?
    var written: LooseCount?
    var error: JSONValue?

    enum CodingKeys: String, CodingKey {
      case model, message, done, error
      case doneReason = "done_reason"
      case read = "prompt_eval_count"
      case written = "eval_count"
    }
  }

  func response(from http: HTTPResponse, to request: Request, at date: Date) throws(AdapterFailure) -> Response {
    guard http.isSuccess else { return try ProviderComplaint(http, at: date).outcome() }
    let reply = try http.decoded(Reply.self)
    if let complaint = ProviderComplaint(inAnswer: reply.error) { return try complaint.outcome() }
    guard let said = reply.message else {
      throw AdapterFailure(kind: .malformedResponse, message: "the response has no `message`")
    }
    guard reply.done?.value != false else {
      throw AdapterFailure(kind: .malformedResponse, message: "the response is one part of a stream")
    }
    var calls = Dialogue.numbered(
      (said.toolCalls ?? []).map {
        ToolCall(
          id: $0.id?.value ?? "", name: $0.function.name, arguments: $0.function.arguments?.value ?? .object([:]))
      }, in: request)
    if let thinking = said.thinking?.value, !thinking.isEmpty {
      calls = try CarriedTurn.load([.string(thinking)], onto: calls)
    }
    let stop: StopReason =
      reply.doneReason?.value == "length" ? .length : calls.isEmpty ? .end : .toolCalls
    return Response(
      turn: AssistantTurn(content: said.content?.text ?? "", toolCalls: calls), stop: stop,
      usage: Usage(inputTokens: reply.read?.value ?? 0, outputTokens: reply.written?.value ?? 0),
      model: reply.model?.value)
  }
}
