import EvalSchema

/// The two sides of a trial's conversation: what the target is sent, and what is recorded.
///
/// The target gets its own call ids back. The transcript holds `c1`, `c2`, … in their place, so that equal behavior gives equal
/// bytes whatever ids a provider deals out.
struct Conversation {
  /// The messages to send: the case's input, then turns and tool results.
  private(set) var messages: [Message]
  /// The target's turns and the tools' results.
  private(set) var transcript = Transcript()
  private var replay: ToolReplay
  private var calls = 0

  init(_ input: CaseInput) {
    messages = input.messages
    replay = ToolReplay(input.tools)
  }

  /// Takes a turn, answers its tool calls, and says whether the target is to go on.
  mutating func append(_ response: Response) -> Bool {
    var sent = response.turn
    var recorded = response.turn
    for index in sent.toolCalls.indices {
      calls += 1
      recorded.toolCalls[index].id = "c\(calls)"
      if sent.toolCalls[index].id.isEmpty { sent.toolCalls[index].id = "c\(calls)" }
    }
    messages.append(.assistant(sent))
    transcript.messages.append(.assistant(recorded))
    guard response.stop != .contentFilter, response.stop != .refusal else { return false }
    for (call, copy) in zip(sent.toolCalls, recorded.toolCalls) {
      var result = replay.result(of: call)
      messages.append(.tool(result))
      result.call = copy.id
      transcript.messages.append(.tool(result))
    }
    return !sent.toolCalls.isEmpty
  }
}
