import EvalSchema
import FoundationEssentials

/// Anthropic's Messages API.
struct AnthropicMessages: ProviderDialect {
  private let url: String
  private let model: String
  private let key: String?
  private let extraBody: [String: JSONValue]?

  /// The provider's own address.
  static let address = "https://api.anthropic.com"
  /// The version of the API that this is written for.
  static let version = "2023-06-01"

  /// Takes what a target says; `connection` has checked it.
  init(_ target: Target, _ connection: ProviderConnection) {
    url = connection.baseURL + "/v1/messages"
    model = target.model ?? ""
    key = connection.key
    extraBody = target.extraBody
  }

  func authorized(_ http: HTTPRequest, at date: Date) -> HTTPRequest {
    key.map { http.adding("x-api-key", $0) } ?? http
  }
}

// MARK: - Request

extension AnthropicMessages {
  func httpRequest(for request: Request) throws(AdapterFailure) -> HTTPRequest {
    let parameters = try SamplingParameters(request, for: .anthropic)
    let dialogue = try Dialogue(request)
    var body = RequestBody()
    body["model"] = .string(model)
    body["system"] = dialogue.wholeSystem.map { .string($0) }
    body["messages"] = .array(dialogue.sides.map { Self.message(of: $0) })
    for parameter in [TargetParameter.maxTokens, .temperature, .topP, .topK] {
      body[parameter.rawValue] = parameters[parameter]
    }
    body["stop_sequences"] = parameters[.stop]
    if parameters.schema != nil || parameters[.reasoningEffort] != nil {
      body["output_config"] = .members([
        "format": parameters.schema.map { ["type": "json_schema", "schema": $0.schema] },
        "effort": parameters[.reasoningEffort],
      ])
    }
    if !request.tools.isEmpty {
      body["tools"] = .array(
        request.tools.map {
          .members([
            "name": .string($0.name), "description": $0.description.map { .string($0) }, "input_schema": $0.schema,
          ])
        })
      body["tool_choice"] = parameters.toolChoice.map { choice in
        switch choice {
        case .auto: ["type": "auto"]
        case .required: ["type": "any"]
        case .none: ["type": "none"]
        case .tool(let name): ["type": "tool", "name": .string(name)]
        }
      }
    }
    return HTTPRequest.posting(try body.bytes(adding: extraBody), to: url).adding("anthropic-version", Self.version)
  }

  private static func message(of side: Dialogue.Side) -> JSONValue {
    let blocks = side.blocks.map { block -> JSONValue in
      switch block {
      case .text(let text): return ["type": "text", "text": .string(text)]
      case .call(let call):
        return [
          "type": "tool_use", "id": .string(call.id), "name": .string(call.name),
          "input": LooseArguments.object(call.arguments),
        ]
      case .result(let result):
        return .members([
          "type": "tool_result", "tool_use_id": .string(result.call), "content": .string(result.text),
          "is_error": result.error == nil ? nil : true,
        ])
      case .carried(let value): return value
      }
    }
    return ["role": side.isAssistant ? "assistant" : "user", "content": .array(blocks)]
  }
}

// MARK: - Response

extension AnthropicMessages {
  private struct Reply: Decodable {
    struct StopDetails: Decodable, Sendable {
      var explanation: String?
    }

    var id: Lenient<String>?
    var model: Lenient<String>?
    var content: [Block]?
    var stopReason: Lenient<String>?
    var stopDetails: Lenient<StopDetails>?
    var usage: Lenient<Tokens>?
    var error: JSONValue?

    enum CodingKeys: String, CodingKey {
      case id, model, content, usage, error
      case stopReason = "stop_reason"
      case stopDetails = "stop_details"
    }
  }

  private struct Block: Decodable {
    var type: String
    var text: String?
    var id: String?
    var name: String?
    var input: LooseArguments?
  }

  private struct Verbatim: Decodable {
    var content: [JSONValue]
  }

  private struct Tokens: Decodable, Sendable {
    struct Details: Decodable, Sendable {
      var thinking: LooseCount?

      enum CodingKeys: String, CodingKey { case thinking = "thinking_tokens" }
    }

    var input: LooseCount?
    var written: LooseCount?
    var read: LooseCount?
    var output: LooseCount?
    var details: Lenient<Details>?

    enum CodingKeys: String, CodingKey {
      case input = "input_tokens"
      case written = "cache_creation_input_tokens"
      case read = "cache_read_input_tokens"
      case output = "output_tokens"
      case details = "output_tokens_details"
    }

    /// The API counts what came from the cache and what went into it apart from `input_tokens`.
    var usage: Usage {
      let cached = read?.value ?? 0
      return Usage(
        inputTokens: Wire.sum(input?.value, written?.value, cached), outputTokens: output?.value ?? 0,
        cachedInputTokens: cached, reasoningTokens: details?.value?.thinking?.value ?? 0)
    }
  }

  func response(from http: HTTPResponse, to request: Request, at date: Date) throws(AdapterFailure) -> Response {
    guard http.isSuccess else { return try ProviderComplaint(http, at: date).outcome() }
    let reply = try http.decoded(Reply.self)
    if let complaint = ProviderComplaint(inAnswer: reply.error) { return try complaint.outcome() }
    guard let blocks = reply.content else {
      throw AdapterFailure(kind: .malformedResponse, message: "the response has no `content`")
    }
    var calls: [ToolCall] = []
    for block in blocks where block.type == "tool_use" {
      guard let name = block.name else {
        throw AdapterFailure(kind: .malformedResponse, message: "a `tool_use` block has no `name`")
      }
      calls.append(ToolCall(id: block.id ?? "", name: name, arguments: block.input?.value ?? .object([:])))
    }
    calls = Dialogue.numbered(calls, in: request)
    if blocks.contains(where: { $0.type != "text" && $0.type != "tool_use" }) {
      // Thoughts are signed and must come back as they were, in their order.
      calls = try CarriedTurn.load(try http.decoded(Verbatim.self).content, onto: calls)
    }
    let text = blocks.filter { $0.type == "text" }.compactMap(\.text).joined()
    let stop = Self.stop(reply.stopReason?.value, calls: !calls.isEmpty)
    let explanation = stop == .refusal ? reply.stopDetails?.value?.explanation : nil
    return Response(
      turn: AssistantTurn(content: text.isEmpty ? explanation ?? "" : text, toolCalls: calls), stop: stop,
      usage: reply.usage?.value?.usage ?? Usage(), model: reply.model?.value, responseID: reply.id?.value)
  }

  private static func stop(_ reason: String?, calls: Bool) -> StopReason {
    switch reason {
    case "refusal": .refusal
    case "max_tokens", "model_context_window_exceeded": .length
    case "tool_use": .toolCalls
    default: calls ? .toolCalls : .end
    }
  }
}
