import EvalSchema
import FoundationEssentials

/// The Chat Completions API: OpenAI's own, Azure's, and every server that speaks it.
struct OpenAIChat: ProviderDialect {
  private let url: String
  private let model: String
  private let key: String?
  private let isAzure: Bool
  private let extraBody: [String: JSONValue]?

  /// The provider's own address.
  static let address = "https://api.openai.com/v1"

  /// Takes what a target says; `connection` has checked it.
  init(_ target: Target, _ connection: ProviderConnection) {
    if let azure = target.azure {
      let deployment = URLText.encoded(azure.deployment)
      url =
        "\(connection.baseURL)/openai/deployments/\(deployment)/chat/completions?api-version="
        + URLText.encoded(azure.apiVersion)
    } else {
      url = connection.baseURL + "/chat/completions"
    }
    isAzure = target.azure != nil
    model = target.model ?? ""
    key = connection.key
    extraBody = target.extraBody
  }

  func authorized(_ http: HTTPRequest, at date: Date) -> HTTPRequest {
    guard let key else { return http }
    return isAzure ? http.adding("api-key", key) : http.adding("Authorization", "Bearer \(key)")
  }
}

// MARK: - Request

extension OpenAIChat {
  func httpRequest(for request: Request) throws(AdapterFailure) -> HTTPRequest {
    let parameters = try SamplingParameters(request, for: .openAIChat)
    var body = RequestBody()
    body["model"] = .string(model)
    body["messages"] = .array(try Self.messages(of: Dialogue(request)))
    let same: [TargetParameter] = [
      .temperature, .topP, .maxTokens, .maxCompletionTokens, .seed, .stop, .frequencyPenalty, .presencePenalty,
      .responseFormat, .reasoningEffort,
    ]
    for parameter in same { body[parameter.rawValue] = parameters[parameter] }
    if !request.tools.isEmpty {
      body["tools"] = .array(request.tools.map { Self.tool($0) })
      body["parallel_tool_calls"] = parameters[.parallelToolCalls]
      body["tool_choice"] = parameters.toolChoice.map { choice in
        switch choice {
        case .auto: "auto"
        case .required: "required"
        case .none: "none"
        case .tool(let name): ["type": "function", "function": ["name": .string(name)]]
        }
      }
    }
    return .posting(try body.bytes(adding: extraBody), to: url)
  }

  private static func messages(of dialogue: Dialogue) throws(AdapterFailure) -> [JSONValue] {
    var messages: [JSONValue] = []
    if let system = dialogue.system { messages.append(["role": "system", "content": .string(system)]) }
    for entry in dialogue.entries {
      switch entry {
      case .system(let text): messages.append(["role": "system", "content": .string(text)])
      case .user(let text): messages.append(["role": "user", "content": .string(text)])
      case .assistant(let turn, let carried): messages.append(try message(of: turn, carried: carried?.first))
      case .results(let results):
        for result in results {
          messages.append(
            ["role": "tool", "tool_call_id": .string(result.call), "content": .string(result.text)])
        }
      }
    }
    return messages
  }

  private static func message(of turn: AssistantTurn, carried: JSONValue?) throws(AdapterFailure) -> JSONValue {
    var calls: [JSONValue] = []
    for call in turn.toolCalls {
      let function: JSONValue = [
        "name": .string(call.name), "arguments": .string(try LooseArguments.text(call.arguments)),
      ]
      calls.append(["id": .string(call.id), "type": "function", "function": function])
    }
    var members: [String: JSONValue] = ["role": "assistant", "content": .string(turn.content)]
    if !calls.isEmpty {
      members["tool_calls"] = .array(calls)
      if turn.content.isEmpty { members["content"] = .null }
    }
    if case .object(let more)? = carried { members.merge(more) { own, _ in own } }
    return .object(members)
  }

  private static func tool(_ tool: ToolDefinition) -> JSONValue {
    let function = JSONValue.members([
      "name": .string(tool.name), "description": tool.description.map { .string($0) }, "parameters": tool.schema,
    ])
    return ["type": "function", "function": function]
  }
}

// MARK: - Response

extension OpenAIChat {
  private struct Reply: Decodable {
    var id: Lenient<String>?
    var model: Lenient<String>?
    var fingerprint: Lenient<String>?
    var choices: [Choice]?
    var usage: Lenient<Tokens>?
    var error: JSONValue?

    enum CodingKeys: String, CodingKey {
      case id, model, choices, usage, error
      case fingerprint = "system_fingerprint"
    }
  }

  private struct Choice: Decodable {
    var message: Said?
    var finishReason: Lenient<String>?
    var error: JSONValue?

    enum CodingKeys: String, CodingKey {
      case message, error
      case finishReason = "finish_reason"
    }
  }

  private struct Said: Decodable {
    var content: LooseText?
    var refusal: Lenient<String>?
    var toolCalls: [Call]?
    var reasoningContent: JSONValue?
    var reasoningDetails: JSONValue?

    enum CodingKeys: String, CodingKey {
      case content, refusal
      case toolCalls = "tool_calls"
      case reasoningContent = "reasoning_content"
      case reasoningDetails = "reasoning_details"
    }
  }

  private struct Call: Decodable {
    struct Function: Decodable {
      var name: String
      var arguments: LooseArguments?
    }

    var id: Lenient<String>?
    var function: Function
  }

  private struct Tokens: Decodable, Sendable {
    struct Details: Decodable, Sendable {
      var cached: LooseCount?
      var reasoning: LooseCount?

      enum CodingKeys: String, CodingKey {
        case cached = "cached_tokens"
        case reasoning = "reasoning_tokens"
      }
    }

    var input: LooseCount?
    var output: LooseCount?
    var inputDetails: Lenient<Details>?
    var outputDetails: Lenient<Details>?

    enum CodingKeys: String, CodingKey {
      case input = "prompt_tokens"
      case output = "completion_tokens"
      case inputDetails = "prompt_tokens_details"
      case outputDetails = "completion_tokens_details"
    }

    var usage: Usage {
      Usage(
        inputTokens: input?.value ?? 0, outputTokens: output?.value ?? 0,
        cachedInputTokens: inputDetails?.value?.cached?.value ?? 0,
        reasoningTokens: outputDetails?.value?.reasoning?.value ?? 0)
    }
  }

  func response(from http: HTTPResponse, to request: Request, at date: Date) throws(AdapterFailure) -> Response {
    guard http.isSuccess else { return try ProviderComplaint(http, at: date).outcome() }
    let reply = try http.decoded(Reply.self)
    let choice = reply.choices?.first
    // Gateways report a failure behind them with the status 200, beside choices too, whatever text had come until then.
    if let complaint = ProviderComplaint(inAnswer: reply.error) ?? ProviderComplaint(inAnswer: choice?.error) {
      return try complaint.outcome()
    }
    guard let choice else { throw AdapterFailure(kind: .malformedResponse, message: "the response has no choice") }
    if choice.finishReason?.value == "error" {
      throw AdapterFailure(kind: .server, message: "the response ended as \"error\" without saying which")
    }
    guard let said = choice.message else {
      throw AdapterFailure(kind: .malformedResponse, message: "the choice has no `message`")
    }
    var calls = Dialogue.numbered(
      (said.toolCalls ?? []).map {
        ToolCall(
          id: $0.id?.value ?? "", name: $0.function.name, arguments: $0.function.arguments?.value ?? .object([:]))
      }, in: request)
    var carried: [String: JSONValue] = [:]
    carried["reasoning_content"] = said.reasoningContent
    carried["reasoning_details"] = said.reasoningDetails
    if !carried.isEmpty { calls = try CarriedTurn.load([.object(carried)], onto: calls) }
    let refusal = said.refusal?.value.flatMap { $0.isEmpty ? nil : $0 }
    let content = said.content?.text ?? ""
    return Response(
      turn: AssistantTurn(content: content.isEmpty ? refusal ?? "" : content, toolCalls: calls),
      stop: Self.stop(choice.finishReason?.value, refuses: refusal != nil, calls: !calls.isEmpty),
      usage: reply.usage?.value?.usage ?? Usage(), model: reply.model?.value, fingerprint: reply.fingerprint?.value,
      responseID: reply.id?.value)
  }

  private static func stop(_ reason: String?, refuses: Bool, calls: Bool) -> StopReason {
    if refuses { return .refusal }
    switch reason {
    case "length": return .length
    case "content_filter": return .contentFilter
    case "tool_calls": return .toolCalls
    default: return calls ? .toolCalls : .end
    }
  }
}
