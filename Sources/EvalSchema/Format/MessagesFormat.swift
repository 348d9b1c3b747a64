/// The format of files that hold messages, which variants of cases put before or after a conversation.
package enum MessagesFormat {
  /// One conversation a file, wherever a variant names it; usually in `fixtures/`.
  package static let format = FileFormat(
    name: "messages", noun: "a conversation", location: "fixtures/<name>.yaml",
    summary: "Messages that variants of cases share: a list, as in a case.",
    root: .list(of: .reference("message"), atLeast: 1),
    definitions: ConversationShapes.definitions.filter { ["message", "turn", "tool_call"].contains($0.name) },
    example: """
      - user: "Hello, do you ship to Norway?"
      - assistant: "Yes, within five working days."
      """)
}
