/// The shapes of messages, turns, tools and transcripts, which several formats share.
package enum ConversationShapes {
  /// Definitions `message`, `turn`, `tool_call`, `document`, `tool`, `reply` and `exhibit`.
  package static let definitions: [(name: String, shape: Shape)] =
    turns + [("message", message), ("document", document), ("tool", tool), ("reply", reply), ("exhibit", exhibit)]

  /// Definitions `turn` and `tool_call`.
  package static let turns: [(name: String, shape: Shape)] = [("turn", turn), ("tool_call", toolCall)]

  private static let message = Shape.tagged(
    name: "a message",
    [
      .optional("system", .text, "What the application told the model within the conversation."),
      .optional("user", .text, "What the user said."),
      .optional("assistant", .reference("turn"), "What the system under test said and called."),
      .optional(
        "tool",
        .object(
          "a tool result",
          [
            .optional("call", .text(.any), "The id of the call that it answers; without it, the next one in order."),
            .optional("name", .text(.line), "The name of the tool."),
            .optional("result", .any, "What the tool gave back."),
            .optional("error", .text, "The error, when the tool failed."),
          ], exactlyOneOf: [["result", "error"]]),
        "What a tool gave back."),
    ])

  private static let turn = Shape.either(
    [
      .text(.any),
      .object(
        "a turn",
        [
          .optional("content", .text(.any), "What it says."),
          .optional("tool_calls", .list(of: .reference("tool_call"), atLeast: 1), "The tools it calls, in order."),
        ], atLeastOneOf: [["content", "tool_calls"]]),
    ], expecting: "text, or a mapping with `content` and `tool_calls`")

  private static let toolCall = Shape.object(
    "a tool call",
    [
      .required("name", .text(.line), "The name of the tool."),
      .optional("arguments", .any, "The arguments; normally a mapping, but a model may send anything."),
      .optional("id", .text(.any), "The id by which the result refers to the call."),
    ])

  private static let document = Shape.object(
    "a document",
    [
      .required("id", .text(.line), "The id by which answers cite it."),
      .optional("rank", .integer(1...Int.max), "Its rank in the retrieval, from 1."),
      .optional("title", .text(.line), "Its title."),
      .required("text", .text, "Its text as it was then."),
    ])

  private static let tool = Shape.object(
    "a tool",
    [
      .required("name", .text(.line), "The tool's name."),
      .optional("description", .text, "What the model is told about it."),
      .optional("parameters", .map(of: .any), "The JSON Schema of its arguments."),
      .optional(
        "replies", .list(of: .reference("reply")),
        "The recorded replies; the first unused one that fits a call answers it."),
      .optional(
        "otherwise",
        .object(
          "`otherwise`",
          [
            .optional("result", .any, "The result that is fed back."),
            .optional("error", .text, "The error that is fed back instead."),
          ], exactlyOneOf: [["result", "error"]]),
        "What a call gets that no reply fits; without it, a tool error."),
    ])

  private static let reply = Shape.object(
    "a reply",
    [
      .optional("arguments", .map(of: .any), "What a call's arguments must hold at least; without it, any call fits."),
      .optional("result", .any, "The result that is fed back."),
      .optional("error", .text, "The error that is fed back instead."),
      .optional("repeat", .boolean, "Whether it may answer more than one call."),
    ], exactlyOneOf: [["result", "error"]])

  private static let exhibit = Shape.object(
    "an exhibit",
    [
      .required("from", .text(.line), "Where it comes from: `incident`, `author`, or the id of a run."),
      .optional("note", .text, "What there is to know about it."),
      .required(
        "transcript", .list(of: .reference("message"), atLeast: 1), "What was said and done, message by message."),
    ])
}
