import EvalSchema

/// Recorded tools answer the calls of one trial: a pure state machine, one for each trial.
///
/// The first unused reply of the tool that fits a call answers it; `repeat: true` may answer again. A call that no reply fits
/// gets the tool's `otherwise`, or an error, and is marked `unmatched`: a wrong call is graded, never a crash.
struct ToolReplay {
  private let tools: [ToolFixture]
  private var used: Set<ReplyIndex> = []

  private struct ReplyIndex: Hashable {
    var tool: Int
    var reply: Int
  }

  init(_ tools: [ToolFixture]) { self.tools = tools }

  /// What the tool gives back.
  mutating func result(of call: ToolCall) -> ToolResult {
    var isKnown = false
    var otherwise: ToolReply?
    for (toolIndex, tool) in tools.enumerated() where tool.name == call.name {
      isKnown = true
      otherwise = otherwise ?? tool.otherwise
      for (replyIndex, reply) in tool.replies.enumerated() {
        let index = ReplyIndex(tool: toolIndex, reply: replyIndex)
        guard reply.repeats || !used.contains(index) else { continue }
        guard reply.arguments.map({ call.arguments.holds($0) }) ?? true else { continue }
        used.insert(index)
        return result(of: call, reply, unmatched: false)
      }
    }
    if let otherwise { return result(of: call, otherwise, unmatched: true) }
    let error = isKnown ? "no recorded reply fits this call" : "there is no tool of this name"
    return ToolResult(call: call.id, name: call.name, error: error, unmatched: true)
  }

  private func result(of call: ToolCall, _ reply: ToolReply, unmatched: Bool) -> ToolResult {
    ToolResult(
      call: call.id, name: call.name, result: reply.error == nil ? reply.result ?? .null : nil, error: reply.error,
      unmatched: unmatched)
  }
}
