import EvalSchema
import FoundationEssentials

/// Google's generateContent.
struct GeminiGenerate: ProviderDialect {
  private let url: String
  private let key: String?
  private let extraBody: [String: JSONValue]?

  /// The provider's own address.
  static let address = "https://generativelanguage.googleapis.com/v1beta"

  /// Takes what a target says; `connection` has checked it.
  init(_ target: Target, _ connection: ProviderConnection) {
    let model = target.model ?? ""
    let name = model.hasPrefix("models/") ? String(model.dropFirst(7)) : model
    url = "\(connection.baseURL)/models/\(URLText.encoded(name)):generateContent"
    key = connection.key
    extraBody = target.extraBody
  }

  func authorized(_ http: HTTPRequest, at date: Date) -> HTTPRequest {
    key.map { http.adding("x-goog-api-key", $0) } ?? http
  }

  /// What our own ids of calls begin with: the API gives none, and must not get one that it does not know.
  private static let ownID = "relapse-"
}

// MARK: - Request

extension GeminiGenerate {
  func httpRequest(for request: Request) throws(AdapterFailure) -> HTTPRequest {
    let parameters = try SamplingParameters(request, for: .gemini)
    let dialogue = try Dialogue(request)
    var body = RequestBody()
    body["contents"] = .array(dialogue.sides.map { Self.content(of: $0) })
    body["systemInstruction"] = dialogue.wholeSystem.map { ["parts": [["text": .string($0)]]] }
    let configuration = Self.configuration(parameters)
    if configuration != .object([:]) { body["generationConfig"] = configuration }
    if !request.tools.isEmpty {
      let functions = request.tools.map { tool in
        JSONValue.members([
          "name": .string(tool.name), "description": tool.description.map { .string($0) },
          "parametersJsonSchema": tool.schema,
        ])
      }
      body["tools"] = [["functionDeclarations": .array(functions)]]
      body["toolConfig"] = parameters.toolChoice.map { ["functionCallingConfig": Self.calling($0)] }
    }
    return .posting(try body.bytes(adding: extraBody), to: url)
  }

  private static func configuration(_ parameters: SamplingParameters) -> JSONValue {
    .members([
      "temperature": parameters[.temperature], "topP": parameters[.topP], "topK": parameters[.topK],
      "maxOutputTokens": parameters[.maxTokens], "seed": parameters[.seed], "stopSequences": parameters[.stop],
      "frequencyPenalty": parameters[.frequencyPenalty], "presencePenalty": parameters[.presencePenalty],
      "responseMimeType": parameters.wantsJSON || parameters.schema != nil ? "application/json" : nil,
      "responseJsonSchema": parameters.schema?.schema,
    ])
  }

  private static func calling(_ choice: SamplingParameters.ToolChoice) -> JSONValue {
    switch choice {
    case .auto: ["mode": "AUTO"]
    case .required: ["mode": "ANY"]
    case .none: ["mode": "NONE"]
    case .tool(let name): ["mode": "ANY", "allowedFunctionNames": [.string(name)]]
    }
  }

  private static func content(of side: Dialogue.Side) -> JSONValue {
    let parts = side.blocks.map { block -> JSONValue in
      switch block {
      case .text(let text): return ["text": .string(text)]
      case .call(let call):
        return [
          "functionCall": .members([
            "id": known(call.id), "name": .string(call.name), "args": LooseArguments.object(call.arguments),
          ])
        ]
      case .result(let result):
        let response: JSONValue =
          result.error.map { ["error": .string($0)] } ?? ["output": result.result ?? .null]
        return [
          "functionResponse": .members([
            "id": known(result.call), "name": .string(result.name), "response": response,
          ])
        ]
      case .carried(let value): return value
      }
    }
    return ["role": side.isAssistant ? "model" : "user", "parts": .array(parts)]
  }

  private static func known(_ id: String) -> JSONValue? { id.hasPrefix(ownID) ? nil : .string(id) }
}

// MARK: - Response

extension GeminiGenerate {
  private struct Reply: Decodable {
    struct Feedback: Decodable, Sendable {
      var blockReason: String?
      var blockReasonMessage: String?
    }

    var candidates: [Candidate]?
    var promptFeedback: Lenient<Feedback>?
    var usageMetadata: Lenient<Tokens>?
    var modelVersion: Lenient<String>?
    var responseId: Lenient<String>?
    var error: JSONValue?
  }

  private struct Candidate: Decodable {
    struct Content: Decodable {
      var parts: [Part]?
    }

    var content: Content?
    var finishReason: Lenient<String>?
    var finishMessage: Lenient<String>?
  }

  private struct Part: Decodable {
    struct Call: Decodable {
      var id: String?
      var name: String
      var args: LooseArguments?
    }

    var text: String?
    var thought: Lenient<Bool>?
    var functionCall: Call?
  }

  private struct Verbatim: Decodable {
    struct Candidate: Decodable {
      struct Content: Decodable {
        var parts: [JSONValue]?
      }

      var content: Content?
    }

    var candidates: [Candidate]
  }

  private struct Tokens: Decodable, Sendable {
    var promptTokenCount: LooseCount?
    var toolUsePromptTokenCount: LooseCount?
    var cachedContentTokenCount: LooseCount?
    var candidatesTokenCount: LooseCount?
    var thoughtsTokenCount: LooseCount?

    var usage: Usage {
      let thoughts = thoughtsTokenCount?.value ?? 0
      return Usage(
        inputTokens: Wire.sum(promptTokenCount?.value, toolUsePromptTokenCount?.value),
        outputTokens: Wire.sum(candidatesTokenCount?.value, thoughts),
        cachedInputTokens: cachedContentTokenCount?.value ?? 0, reasoningTokens: thoughts)
    }
  }

  func response(from http: HTTPResponse, to request: Request, at date: Date) throws(AdapterFailure) -> Response {
    guard http.isSuccess else { return try ProviderComplaint(http, at: date).outcome() }
    let reply = try http.decoded(Reply.self)
    if let complaint = ProviderComplaint(inAnswer: reply.error) { return try complaint.outcome() }
    var response = Response(
      turn: AssistantTurn(), usage: reply.usageMetadata?.value?.usage ?? Usage(), model: reply.modelVersion?.value,
      responseID: reply.responseId?.value)
    guard let candidate = reply.candidates?.first else {
      guard let feedback = reply.promptFeedback?.value, feedback.blockReason != nil else {
        throw AdapterFailure(kind: .malformedResponse, message: "the response has no candidate and no block reason")
      }
      response.turn.content = feedback.blockReasonMessage ?? ""
      response.stop = .contentFilter
      return response
    }
    let parts = candidate.content?.parts ?? []
    var count = 0
    for case .assistant(let turn) in request.messages { count += turn.toolCalls.count }
    var calls: [ToolCall] = []
    for call in parts.compactMap(\.functionCall) {
      count += 1
      let id = call.id.flatMap { $0.isEmpty ? nil : $0 } ?? "\(Self.ownID)\(count)"
      calls.append(ToolCall(id: id, name: call.name, arguments: call.args?.value ?? .object([:])))
    }
    if !calls.isEmpty {
      // Thoughts are signed, and newer models refuse a call that comes back without its signature.
      let verbatim = try http.decoded(Verbatim.self).candidates.first?.content?.parts ?? []
      if verbatim.contains(where: { $0["thoughtSignature"] != nil }) {
        calls = try CarriedTurn.load(verbatim, onto: calls)
      }
    }
    response.turn.toolCalls = calls
    response.turn.content = parts.filter { $0.thought?.value != true }.compactMap(\.text).joined()
    response.stop = Self.stop(candidate.finishReason?.value, calls: !calls.isEmpty)
    if response.stop == .contentFilter, response.turn.content.isEmpty {
      response.turn.content = candidate.finishMessage?.value ?? ""
    }
    return response
  }

  private static func stop(_ reason: String?, calls: Bool) -> StopReason {
    switch reason {
    case "MAX_TOKENS": .length
    case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "LANGUAGE", "MODEL_ARMOR",
      "ESCALATION", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION":
      .contentFilter
    default: calls ? .toolCalls : .end
    }
  }
}
