/// Why a turn ended.
public enum StopReason: String, Sendable, Codable, Hashable {
  case end
  case toolCalls = "tool-calls"
  case length
  /// The provider's filter blocked it: a response, not an error.
  case contentFilter = "content-filter"
  /// The model refused by its own field.
  case refusal
}

/// One turn of the target with what the provider says about it.
public struct Response: Sendable, Hashable, Codable {
  /// What it said and called.
  public var turn: AssistantTurn
  /// Why it ended.
  public var stop: StopReason
  /// The tokens it took.
  public var usage: Usage
  /// The model as returned.
  public var model: String?
  /// The provider's fingerprint of the serving configuration, as returned.
  public var fingerprint: String?
  /// The provider's id of the response.
  public var responseID: String?

  /// Makes the value from its parts.
  public init(
    turn: AssistantTurn, stop: StopReason = .end, usage: Usage = Usage(), model: String? = nil,
    fingerprint: String? = nil, responseID: String? = nil
  ) {
    self.turn = turn
    self.stop = stop
    self.usage = usage
    self.model = model
    self.fingerprint = fingerprint
    self.responseID = responseID
  }

  private enum CodingKeys: String, CodingKey {
    case turn
    case stop
    case usage
    case model
    case fingerprint
    case responseID = "response_id"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    turn = try container.decode(AssistantTurn.self, forKey: .turn)
    stop = try container.decodeIfPresent(StopReason.self, forKey: .stop) ?? .end
    usage = try container.decodeIfPresent(Usage.self, forKey: .usage) ?? Usage()
    model = try container.decodeIfPresent(String.self, forKey: .model)
    fingerprint = try container.decodeIfPresent(String.self, forKey: .fingerprint)
    responseID = try container.decodeIfPresent(String.self, forKey: .responseID)
  }
}

/// Tokens as the provider counted them.
public struct Usage: Sendable, Hashable, Codable {
  /// Tokens read, cached ones included.
  public var inputTokens: Int
  /// Tokens written, reasoning included.
  public var outputTokens: Int
  /// Tokens read from the provider's cache.
  public var cachedInputTokens: Int
  /// Tokens of hidden reasoning.
  public var reasoningTokens: Int

  /// Makes the value from its parts.
  public init(inputTokens: Int = 0, outputTokens: Int = 0, cachedInputTokens: Int = 0, reasoningTokens: Int = 0) {
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

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    inputTokens = try container.decodeIfPresent(Int.self, forKey: .inputTokens) ?? 0
    outputTokens = try container.decodeIfPresent(Int.self, forKey: .outputTokens) ?? 0
    cachedInputTokens = try container.decodeIfPresent(Int.self, forKey: .cachedInputTokens) ?? 0
    reasoningTokens = try container.decodeIfPresent(Int.self, forKey: .reasoningTokens) ?? 0
  }

  /// The sum of two counts.
  public static func + (left: Usage, right: Usage) -> Usage {
    Usage(
      inputTokens: left.inputTokens + right.inputTokens, outputTokens: left.outputTokens + right.outputTokens,
      cachedInputTokens: left.cachedInputTokens + right.cachedInputTokens,
      reasoningTokens: left.reasoningTokens + right.reasoningTokens)
  }
}
