/// One message of a conversation.
///
/// In files a message is a mapping of one key, its role: `{user: "…"}`, `{assistant: "…"}`,
/// `{assistant: {content: "…", tool_calls: [{name: …, arguments: {…}}]}}`, `{tool: {call: c1, name: …, result: …}}`.
public enum Message: Sendable, Hashable {
  case system(String)
  case user(String)
  case assistant(AssistantTurn)
  case tool(ToolResult)

  /// What the message says in words; empty for a turn of tool calls only.
  public var text: String {
    switch self {
    case .system(let text), .user(let text): text
    case .assistant(let turn): turn.content
    case .tool(let result): result.text
    }
  }

  /// The name of the role, as in files.
  public var role: String {
    switch self {
    case .system: "system"
    case .user: "user"
    case .assistant: "assistant"
    case .tool: "tool"
    }
  }
}

extension Message: Codable {
  private enum CodingKeys: String, CodingKey { case system, user, assistant, tool }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let role = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a message has exactly one role"))
    }
    switch role {
    case .system: self = .system(try container.decode(String.self, forKey: role))
    case .user: self = .user(try container.decode(String.self, forKey: role))
    case .assistant: self = .assistant(try container.decode(AssistantTurn.self, forKey: role))
    case .tool: self = .tool(try container.decode(ToolResult.self, forKey: role))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .system(let text): try container.encode(text, forKey: .system)
    case .user(let text): try container.encode(text, forKey: .user)
    case .assistant(let turn): try container.encode(turn, forKey: .assistant)
    case .tool(let result): try container.encode(result, forKey: .tool)
    }
  }
}
