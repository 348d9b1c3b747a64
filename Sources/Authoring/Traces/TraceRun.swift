package import EvalSchema

/// One run of the system under test as a trace recorded it: conversation, tools, documents, model and what it took.
package struct TraceRun: Sendable, Hashable {
  /// Every id by which a postmortem may name it: trace, run, conversation, answer.
  package var ids: [String] = []
  /// Which notation it was recorded in, for people.
  package var format: String
  /// The conversation in order, without the application's own prompt before it.
  package var messages: [Message] = []
  /// The texts of the application's own prompt.
  package var prompt: [String] = []
  /// What retrieval had put before the model.
  package var documents: [ContextDocument] = []
  /// The tools that the model was offered: name, description, schema.
  package var tools: [ToolFixture] = []
  /// The results of tools that the conversation does not hold, by the id of the call or, without one, by name.
  package var results: [(call: String, name: String, value: JSONValue)] = []
  package var model: String?
  package var parameters: [String: JSONValue] = [:]
  package var workflow: String?
  package var agentVersion: String?
  /// In seconds.
  package var latency: Double?
  /// In millionths of the currency unit.
  package var costMicros: Int?
  /// ISO 8601.
  package var timestamps: [String] = []
  /// What kept the run from an answer; nil when it came to its end.
  package var error: String?
  /// Tokens that were written, as far as the trace says so.
  package var outputTokens: Int?
  /// Whether the last answer was cut at the most tokens; nil when the trace does not say why it ended.
  package var isTruncated: Bool?

  package init(format: String) { self.format = format }

  package static func == (left: TraceRun, right: TraceRun) -> Bool {
    left.ids == right.ids && left.messages == right.messages && left.format == right.format
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(ids) }
}

extension TraceRun {
  /// Where what the system did begins: behind the last message of the user.
  private var split: Int? {
    messages.lastIndex { message in
      if case .user = message { return true }
      return false
    }.map { $0 + 1 }
  }

  /// What came in; empty when no user spoke.
  package var input: [Message] { split.map { Array(messages[..<$0]) } ?? [] }

  /// What the system said and did then, with the results of its tools.
  package var output: [Message] {
    guard let split else { return [] }
    var output: [Message] = []
    var results = results
    let tail = Array(messages[split...])
    for (index, message) in tail.enumerated() {
      output.append(message)
      guard case .assistant(let turn) = message else { continue }
      let answered = tail[(index + 1)...].prefix { if case .tool = $0 { true } else { false } }
      if answered.isEmpty {
        for call in turn.toolCalls {
          // Each result answers one call, by its id or else by the name of the tool.
          let index =
            results.firstIndex { !$0.call.isEmpty && $0.call == call.id }
            ?? results.firstIndex { $0.call.isEmpty && $0.name == call.name }
          guard let index else { continue }
          let value = results.remove(at: index).value
          output.append(.tool(ToolResult(call: call.id, name: call.name, result: value)))
        }
      }
    }
    return output
  }

  /// The tools with their recorded replies, in the order in which they were offered, then called.
  package var fixtures: [ToolFixture] {
    var fixtures = tools
    var calls: [ToolCall] = []
    for message in output {
      switch message {
      case .assistant(let turn): calls += turn.toolCalls
      case .tool(let found):
        let index =
          calls.firstIndex { !found.call.isEmpty && $0.id == found.call }
          ?? calls.firstIndex { found.name.isEmpty || $0.name == found.name }
        guard let index else { continue }
        let call = calls.remove(at: index)
        let reply = ToolReply(
          arguments: TraceRun.object(call.arguments), result: found.error == nil ? found.result ?? .null : nil,
          error: found.error)
        if let own = fixtures.firstIndex(where: { $0.name == call.name }) {
          fixtures[own].replies.append(reply)
        } else {
          fixtures.append(ToolFixture(name: call.name, replies: [reply]))
        }
      default: continue
      }
    }
    for call in calls where !fixtures.contains(where: { $0.name == call.name }) {
      fixtures.append(ToolFixture(name: call.name))
    }
    return fixtures
  }

  private static func object(_ value: JSONValue) -> JSONValue? {
    guard case .object(let members) = value, !members.isEmpty else { return nil }
    return value
  }
}
