/// One turn of the system under test: what it says and which tools it calls.
///
/// In files a turn without calls is plain text.
public struct AssistantTurn: Sendable, Hashable {
  /// What it says; may be empty.
  public var content: String
  /// The tools it calls, in order.
  public var toolCalls: [ToolCall]

  /// Makes a turn.
  public init(content: String = "", toolCalls: [ToolCall] = []) {
    self.content = content
    self.toolCalls = toolCalls
  }
}

extension AssistantTurn: Codable {
  private enum CodingKeys: String, CodingKey {
    case content
    case toolCalls = "tool_calls"
  }

  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {  // The short form is plain text.
      self.init(content: text)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      content: try container.decodeIfPresent(String.self, forKey: .content) ?? "",
      toolCalls: try container.decodeIfPresent([ToolCall].self, forKey: .toolCalls) ?? [])
  }

  public func encode(to encoder: any Encoder) throws {
    if toolCalls.isEmpty {
      var container = encoder.singleValueContainer()
      try container.encode(content)
      return
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    if !content.isEmpty { try container.encode(content, forKey: .content) }
    try container.encode(toolCalls, forKey: .toolCalls)
  }
}
