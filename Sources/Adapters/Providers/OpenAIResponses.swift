import EvalSchema
import FoundationEssentials

/// OpenAI's Responses API, without anything stored on its side.
struct OpenAIResponses: ProviderDialect {
  private let url: String
  private let model: String
  private let key: String?
  private let extraBody: [String: JSONValue]?

  /// The provider's own address.
  static let address = OpenAIChat.address

  /// Takes what a target says; `connection` has checked it.
  init(_ target: Target, _ connection: ProviderConnection) {
    url = connection.baseURL + "/responses"
    model = target.model ?? ""
    key = connection.key
    extraBody = target.extraBody
  }

  func authorized(_ http: HTTPRequest, at date: Date) -> HTTPRequest {
    key.map { http.adding("Authorization", "Bearer \($0)") } ?? http
  }
}

// MARK: - Request

extension OpenAIResponses {
  func httpRequest(for request: Request) throws(AdapterFailure) -> HTTPRequest {
    let parameters = try SamplingParameters(request, for: .openAIResponses)
    let dialogue = try Dialogue(request)
    var body = RequestBody()
    body["model"] = .string(model)
    body["store"] = false
    body["instructions"] = dialogue.system.map { .string($0) }
    body["input"] = .array(try Self.items(of: dialogue))
    body["temperature"] = parameters[.temperature]
    body["top_p"] = parameters[.topP]
    body["max_output_tokens"] = parameters[.maxTokens]
    body["reasoning"] = parameters[.reasoningEffort].map { ["effort": $0] }
    // Nothing is stored, so reasoning comes back only in this form; a model without reasoning refuses to be asked for it.
    if reasons(parameters), extraBody?["include"] == nil { body["include"] = ["reasoning.encrypted_content"] }
    body["text"] = Self.format(parameters).map { ["format": $0] }
    if !request.tools.isEmpty {
      // The API's own default is `strict: true`, which would change the schema.
      body["tools"] = .array(
        request.tools.map {
          .members([
            "type": "function", "name": .string($0.name), "description": $0.description.map { .string($0) },
            "parameters": $0.schema, "strict": false,
          ])
        })
      body["parallel_tool_calls"] = parameters[.parallelToolCalls]
      body["tool_choice"] = parameters.toolChoice.map { choice in
        switch choice {
        case .auto: "auto"
        case .required: "required"
        case .none: "none"
        case .tool(let name): ["type": "function", "name": .string(name)]
        }
      }
    }
    return .posting(try body.bytes(adding: extraBody), to: url)
  }

  private func reasons(_ parameters: SamplingParameters) -> Bool {
    parameters[.reasoningEffort].map { $0 != "none" } ?? (extraBody?["reasoning"] != nil)
      || ["gpt-5", "o1", "o3", "o4", "codex"].contains(where: model.hasPrefix)
  }

  private static func format(_ parameters: SamplingParameters) -> JSONValue? {
    if let schema = parameters.schema {
      return .members([
        "type": "json_schema", "name": .string(schema.name), "schema": schema.schema, "strict": schema.strict,
      ])
    }
    return parameters.wantsJSON ? ["type": "json_object"] : nil
  }

  private static func items(of dialogue: Dialogue) throws(AdapterFailure) -> [JSONValue] {
    var items: [JSONValue] = []
    for entry in dialogue.entries {
      switch entry {
      case .system(let text): items.append(["role": "system", "content": .string(text)])
      case .user(let text): items.append(["role": "user", "content": .string(text)])
      case .assistant(_, let carried?): items += carried
      case .assistant(let turn, nil):
        if !turn.content.isEmpty { items.append(["role": "assistant", "content": .string(turn.content)]) }
        for call in turn.toolCalls {
          items.append([
            "type": "function_call", "call_id": .string(call.id), "name": .string(call.name),
            "arguments": .string(try LooseArguments.text(call.arguments)),
          ])
        }
      case .results(let results):
        for result in results {
          items.append([
            "type": "function_call_output", "call_id": .string(result.call), "output": .string(result.text),
          ])
        }
      }
    }
    return items
  }
}

// MARK: - Response

extension OpenAIResponses {
  private struct Reply: Decodable {
    struct Incomplete: Decodable, Sendable {
      var reason: String?
    }

    var id: Lenient<String>?
    var model: Lenient<String>?
    var status: Lenient<String>?
    var output: [Item]?
    var error: JSONValue?
    var incomplete: Lenient<Incomplete>?
    var usage: Lenient<Tokens>?

    enum CodingKeys: String, CodingKey {
      case id, model, status, output, error, usage
      case incomplete = "incomplete_details"
    }
  }

  private struct Item: Decodable {
    struct Part: Decodable {
      var type: String?
      var text: String?
      var refusal: String?
    }

    var type: String
    var content: [Part]?
    var callID: String?
    var name: String?
    var arguments: LooseArguments?

    enum CodingKeys: String, CodingKey {
      case type, content, name, arguments
      case callID = "call_id"
    }
  }

  private struct Verbatim: Decodable {
    var output: [JSONValue]
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
      case input = "input_tokens"
      case output = "output_tokens"
      case inputDetails = "input_tokens_details"
      case outputDetails = "output_tokens_details"
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
    let usage = reply.usage?.value?.usage ?? Usage()
    if let complaint = ProviderComplaint(inAnswer: reply.error) {
      // A response that failed on their side: nothing was a client's error unless its code says so.
      var response = try complaint.outcome()
      (response.usage, response.model, response.responseID) = (usage, reply.model?.value, reply.id?.value)
      return response
    }
    guard let items = reply.output else {
      throw AdapterFailure(kind: .malformedResponse, message: "the response has no `output`")
    }
    let status = reply.status?.value ?? "completed"
    guard status == "completed" || status == "incomplete" else {
      throw AdapterFailure(kind: .server, message: "the response ended as \"\(status)\" without an error")
    }
    var calls: [ToolCall] = []
    for item in items where item.type == "function_call" {
      guard let name = item.name else {
        throw AdapterFailure(kind: .malformedResponse, message: "a `function_call` item has no `name`")
      }
      calls.append(ToolCall(id: item.callID ?? "", name: name, arguments: item.arguments?.value ?? .object([:])))
    }
    calls = Dialogue.numbered(calls, in: request)
    if items.contains(where: { $0.type != "message" && $0.type != "function_call" }) {
      calls = try CarriedTurn.load(Self.returned(try http.decoded(Verbatim.self).output), onto: calls)
    }
    let parts = items.filter { $0.type == "message" }.flatMap { $0.content ?? [] }
    let refusal = parts.compactMap(\.refusal).joined()
    let text = parts.compactMap(\.text).joined()
    return Response(
      turn: AssistantTurn(content: text.isEmpty ? refusal : text, toolCalls: calls),
      stop: Self.stop(reply.incomplete?.value?.reason, refuses: !refusal.isEmpty, calls: !calls.isEmpty), usage: usage,
      model: reply.model?.value, responseID: reply.id?.value)
  }

  /// The items as they go back: reasoning only with its content, for without it the API looks for what it has not stored.
  private static func returned(_ items: [JSONValue]) -> [JSONValue] {
    let hasAll = items.allSatisfy { $0["type"]?.string != "reasoning" || $0["encrypted_content"]?.string != nil }
    if hasAll { return items }
    return items.filter { $0["type"]?.string != "reasoning" }.map { item in
      guard case .object(var members) = item else { return item }
      members["id"] = nil
      return .object(members)
    }
  }

  private static func stop(_ incomplete: String?, refuses: Bool, calls: Bool) -> StopReason {
    if refuses { return .refusal }
    switch incomplete {
    case "max_output_tokens": return .length
    case "content_filter": return .contentFilter
    default: return calls ? .toolCalls : .end
    }
  }
}
