/// What the system under test did in one trial: its turns and the results of its tool calls, without the case's
/// input.
///
/// In files a transcript is a list of messages.
public struct Transcript: Sendable, Hashable, Codable {
  /// The messages in order.
  public var messages: [Message]

  /// Makes the value from its parts.
  public init(messages: [Message] = []) {
    self.messages = messages
  }

  public init(from decoder: any Decoder) throws {
    messages = try decoder.singleValueContainer().decode([Message].self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(messages)
  }
}

extension Transcript {
  /// The turns of the system under test with their indices in `messages`.
  public var turns: [(index: Int, turn: AssistantTurn)] {
    messages.enumerated().compactMap { index, message in
      guard case .assistant(let turn) = message else { return nil }
      return (index, turn)
    }
  }

  /// Every tool call in order, with the index of its message.
  public var toolCalls: [(message: Int, call: ToolCall)] {
    turns.flatMap { index, turn in turn.toolCalls.map { (index, $0) } }
  }

  /// The last turn's text; empty when there is none.
  public var finalText: String { turns.last?.turn.content ?? "" }

  /// Whether nothing visible was said and nothing was called: no "must not" grader passes on that.
  public var isEmpty: Bool {
    turns.allSatisfy { _, turn in
      turn.toolCalls.isEmpty
        && turn.content.unicodeScalars.allSatisfy {
          $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
            || $0.properties.generalCategory == .control
        }
    }
  }
}
