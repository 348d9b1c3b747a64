import EvalSchema

/// The tool calls of a transcript in order, each with the result that answered it.
struct CallLog: Sendable {
  /// One call.
  struct Entry: Sendable {
    /// The call.
    var call: ToolCall
    /// The index of its message in the transcript.
    var message: Int
    /// Its index in that message.
    var index: Int
    /// What the tool gave back; nil when nothing answered the call.
    var result: ToolResult?
    /// The index of the message that answered it.
    var resultMessage: Int?

    /// The call as evidence.
    var evidence: Evidence { Evidence(message: message, call: index) }
  }

  /// The calls in order.
  private(set) var entries: [Entry] = []

  /// Pairs calls and results.
  ///
  /// A result with an id answers the first unanswered call with that id; when no call has the id, and for a result without
  /// one, it answers the first unanswered call without an id, by the tool's name when the result states it. A result that
  /// fits no call is left out. Complexity: O(calls × results).
  init(_ transcript: Transcript) {
    for (message, content) in transcript.messages.enumerated() {
      switch content {
      case .assistant(let turn):
        for (index, call) in turn.toolCalls.enumerated() {
          entries.append(Entry(call: call, message: message, index: index))
        }
      case .tool(let result):
        guard let position = position(answeredBy: result) else { continue }
        entries[position].result = result
        entries[position].resultMessage = message
      case .system, .user: continue
      }
    }
  }

  private func position(answeredBy result: ToolResult) -> Int? {
    let isKnown = !result.call.isEmpty && entries.contains { $0.call.id == result.call }
    return entries.firstIndex { entry in
      guard entry.result == nil else { return false }
      if isKnown { return entry.call.id == result.call }
      guard entry.call.id.isEmpty || result.call.isEmpty else { return false }
      return result.name.isEmpty || entry.call.name == result.name
    }
  }

  /// The calls that a pattern means.
  func entries(matching pattern: CallPattern) -> [Entry] { entries.filter(pattern.matches) }
}

extension CallPattern {
  /// Whether a call is meant: its name is the pattern's, and its arguments and result hold what the pattern states.
  ///
  /// A pattern with a result means no call that failed or was not answered.
  func matches(_ entry: CallLog.Entry) -> Bool {
    guard entry.call.name == name else { return false }
    if let arguments, !entry.call.arguments.holds(arguments) { return false }
    guard let wanted = self.result else { return true }
    guard let answer = entry.result, answer.error == nil else { return false }
    return answer.result?.holds(wanted) ?? false
  }

  /// The pattern in words: `issue_refund with {"order_id":8812}`.
  var words: String {
    var words = name.visible()
    if let arguments { words += " with \(arguments.excerpt())" }
    if let result { words += " giving \(result.excerpt())" }
    return words
  }

  /// Whether only the name counts.
  var isPlain: Bool { arguments == nil && result == nil }
}
