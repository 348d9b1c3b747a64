import EvalSchema
import FoundationEssentials

/// Amazon Bedrock's Converse, signed with Signature Version 4 or with a Bedrock API key.
struct BedrockConverse: ProviderDialect {
  private let url: String
  private let key: String?
  private let signature: AWSSignature?
  private let extraBody: [String: JSONValue]?

  /// The variables of the usual credentials: id, secret, and the token of temporary ones.
  static let variables = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]

  /// The provider's own address in a region.
  static func address(in region: String) -> String { "https://bedrock-runtime.\(region).amazonaws.com" }

  /// Takes what a target says; throws where neither a key nor credentials are there.
  init(
    _ target: Target, _ connection: ProviderConnection, environment: [String: String]
  ) throws(DiagnosticError) {
    url = "\(connection.baseURL)/model/\(URLText.encoded(target.model ?? ""))/converse"
    key = connection.key
    extraBody = target.extraBody
    if connection.key == nil {
      let values = Self.variables.map { environment[$0].flatMap { $0.isEmpty ? nil : $0 } }
      guard let id = values[0], let secret = values[1] else {
        let missing = zip(Self.variables, values).prefix(2).filter { $0.1 == nil }.map(\.0)
        throw DiagnosticError(
          missing.map {
            .error(
              "key-missing", "auth: the variable \($0), which \"\(target.name)\" needs, is not set",
              hint: "export it, or name the variable of a Bedrock API key under `key_env`")
          })
      }
      signature = AWSSignature(
        credentials: .init(id: id, secret: secret, sessionToken: values[2]), region: target.bedrock?.region ?? "",
        service: "bedrock")
    } else {
      signature = nil
    }
  }

  func authorized(_ http: HTTPRequest, at date: Date) -> HTTPRequest {
    if let key { return http.adding("Authorization", "Bearer \(key)") }
    return signature?.signed(http, at: AWSSignature.timestamp(date)) ?? http
  }
}

// MARK: - Request

extension BedrockConverse {
  func httpRequest(for request: Request) throws(AdapterFailure) -> HTTPRequest {
    let parameters = try SamplingParameters(request, for: .bedrock)
    let dialogue = try Dialogue(request)
    var body = RequestBody()
    body["messages"] = .array(dialogue.sides.map { Self.message(of: $0) })
    body["system"] = dialogue.wholeSystem.map { [["text": .string($0)]] }
    let configuration = JSONValue.members([
      "maxTokens": parameters[.maxTokens], "temperature": parameters[.temperature], "topP": parameters[.topP],
      "stopSequences": parameters[.stop],
    ])
    if configuration != .object([:]) { body["inferenceConfig"] = configuration }
    if !request.tools.isEmpty {
      let tools = request.tools.map { tool -> JSONValue in
        [
          "toolSpec": .members([
            "name": .string(tool.name),
            "description": tool.description.flatMap { $0.isEmpty ? nil : .string($0) },
            "inputSchema": ["json": tool.schema],
          ])
        ]
      }
      body["toolConfig"] = .members([
        "tools": .array(tools), "toolChoice": parameters.toolChoice.flatMap { Self.choice($0) },
      ])
    }
    return .posting(try body.bytes(adding: extraBody), to: url)
  }

  private static func choice(_ choice: SamplingParameters.ToolChoice) -> JSONValue? {
    switch choice {
    case .auto: ["auto": [:]]
    case .required: ["any": [:]]
    case .tool(let name): ["tool": ["name": .string(name)]]
    case .none: nil  // Refused when the target is read.
    }
  }

  private static func message(of side: Dialogue.Side) -> JSONValue {
    let blocks = side.blocks.map { block -> JSONValue in
      switch block {
      case .text(let text): return ["text": .string(text)]
      case .call(let call):
        return [
          "toolUse": [
            "toolUseId": .string(call.id), "name": .string(call.name), "input": LooseArguments.object(call.arguments),
          ]
        ]
      case .result(let result):
        return [
          "toolResult": .members([
            "toolUseId": .string(result.call), "content": [["text": .string(result.text)]],
            "status": result.error == nil ? nil : "error",
          ])
        ]
      case .carried(let value): return value
      }
    }
    return ["role": side.isAssistant ? "assistant" : "user", "content": .array(blocks)]
  }
}

// MARK: - Response

extension BedrockConverse {
  private struct Reply: Decodable {
    struct Output: Decodable {
      struct Said: Decodable {
        var content: [Block]?
      }

      var message: Said?
    }

    var output: Output?
    var stopReason: Lenient<String>?
    var usage: Lenient<Tokens>?
  }

  private struct Block: Decodable {
    struct Call: Decodable {
      var toolUseId: String?
      var name: String
      var input: LooseArguments?
    }

    var text: String?
    var toolUse: Call?
    var reasoningContent: JSONValue?
  }

  private struct Verbatim: Decodable {
    struct Output: Decodable {
      struct Said: Decodable {
        var content: [JSONValue]
      }

      var message: Said
    }

    var output: Output
  }

  private struct Tokens: Decodable, Sendable {
    var inputTokens: LooseCount?
    var outputTokens: LooseCount?
    var cacheReadInputTokens: LooseCount?
    var cacheWriteInputTokens: LooseCount?

    /// The API counts what came from the cache and what went into it apart from `inputTokens`.
    var usage: Usage {
      let cached = cacheReadInputTokens?.value ?? 0
      return Usage(
        inputTokens: Wire.sum(inputTokens?.value, cached, cacheWriteInputTokens?.value),
        outputTokens: outputTokens?.value ?? 0, cachedInputTokens: cached)
    }
  }

  func response(from http: HTTPResponse, to request: Request, at date: Date) throws(AdapterFailure) -> Response {
    guard http.isSuccess else { return try ProviderComplaint(http, at: date).outcome() }
    let reply = try http.decoded(Reply.self)
    let stop = reply.stopReason?.value
    guard let blocks = reply.output?.message?.content else {
      throw AdapterFailure(kind: .malformedResponse, message: "the response has no `output.message.content`")
    }
    var calls = Dialogue.numbered(
      blocks.compactMap(\.toolUse).map {
        ToolCall(id: $0.toolUseId ?? "", name: $0.name, arguments: $0.input?.value ?? .object([:]))
      }, in: request)
    if blocks.contains(where: { $0.reasoningContent != nil }) {
      calls = try CarriedTurn.load(try http.decoded(Verbatim.self).output.message.content, onto: calls)
    }
    return Response(
      turn: AssistantTurn(content: blocks.compactMap(\.text).joined(), toolCalls: calls),
      stop: Self.stop(stop, calls: !calls.isEmpty), usage: reply.usage?.value?.usage ?? Usage(),
      responseID: http.header("x-amzn-requestid"))
  }

  private static func stop(_ reason: String?, calls: Bool) -> StopReason {
    switch reason {
    case "max_tokens", "model_context_window_exceeded": .length
    case "guardrail_intervened", "content_filtered": .contentFilter
    case "tool_use": .toolCalls
    default: calls ? .toolCalls : .end
    }
  }
}
