/// Any HTTP endpoint: what is sent, and where in the JSON of the response the answer is.
///
/// Paths are JSON pointers (RFC 6901), for example `/choices/0/text`.
public struct HTTPTarget: Sendable, Hashable, Codable {
  /// The method; nil is `POST`.
  public var method: String?
  /// The header that carries the key; nil is `Authorization`, with `Bearer ` before the key.
  public var keyHeader: String?
  /// The body with its placeholders; nil is a request without a body.
  public var body: JSONValue?
  /// Where the text is.
  public var text: String
  /// Where the list of tool calls is.
  public var toolCalls: String?
  /// Where the parts of a call are, from the call; nil is `/id`, `/name` and `/arguments`.
  public var toolCall: HTTPToolCallPointers?
  /// Where the tokens are.
  public var usage: HTTPUsagePointers?
  /// Where the name of the model is.
  public var model: String?

  /// Makes the value from its parts.
  public init(
    method: String? = nil, keyHeader: String? = nil, body: JSONValue? = nil, text: String, toolCalls: String? = nil,
    toolCall: HTTPToolCallPointers? = nil, usage: HTTPUsagePointers? = nil, model: String? = nil
  ) {
    self.method = method
    self.keyHeader = keyHeader
    self.body = body
    self.text = text
    self.toolCalls = toolCalls
    self.toolCall = toolCall
    self.usage = usage
    self.model = model
  }

  private enum CodingKeys: String, CodingKey {
    case method
    case keyHeader = "key_header"
    case body
    case text
    case toolCalls = "tool_calls"
    case toolCall = "tool_call"
    case usage
    case model
  }
}

/// Where the parts of a tool call are.
public struct HTTPToolCallPointers: Sendable, Hashable, Codable {
  /// Where the id is; nil is `/id`.
  public var id: String?
  /// Where the tool's name is; nil is `/name`.
  public var name: String?
  /// Where the arguments are, as a value or as JSON text; nil is `/arguments`.
  public var arguments: String?

  /// Makes the value from its parts.
  public init(id: String? = nil, name: String? = nil, arguments: String? = nil) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}

/// Where the counts of tokens are.
public struct HTTPUsagePointers: Sendable, Hashable, Codable {
  /// Where the tokens read are, cached ones included.
  public var inputTokens: String?
  /// Where the tokens written are, reasoning included.
  public var outputTokens: String?
  /// Where the tokens read from a cache are.
  public var cachedInputTokens: String?
  /// Where the tokens of hidden reasoning are.
  public var reasoningTokens: String?

  /// Makes the value from its parts.
  public init(
    inputTokens: String? = nil, outputTokens: String? = nil, cachedInputTokens: String? = nil,
    reasoningTokens: String? = nil
  ) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.cachedInputTokens = cachedInputTokens
    self.reasoningTokens = reasoningTokens
  }

  private enum CodingKeys: String, CodingKey {
    case inputTokens = "input_tokens"
    case outputTokens = "output_tokens"
    case cachedInputTokens = "cached_input_tokens"
    case reasoningTokens = "reasoning_tokens"
  }
}
