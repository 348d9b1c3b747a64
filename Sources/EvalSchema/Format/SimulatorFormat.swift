/// The format of the simulator's behaviors.
package enum SimulatorFormat {
  /// One file for one or more simulated targets.
  package static let format = FileFormat(
    name: "behaviors", noun: "the behaviors", location: "behaviors.yaml, named by a target",
    summary: "What a simulated model answers to which inputs: the targets differ by their shares.",
    root: .object(
      "the behaviors",
      [
        .optional("version", .integer(1...1), "The version of the format; default 1."),
        .required(
          "behaviors", .list(of: .reference("behavior"), atLeast: 1), "The first that fits a request answers it."),
        .optional(
          "effects", .list(of: .reference("effect")),
          "What surfaces of a target do to the shares of answers; a later one overrides an earlier."),
      ]),
    definitions: [("behavior", behavior), ("answer", answer), ("effect", effect)] + ConversationShapes.turns,
    example: example)

  private static let behavior = Shape.object(
    "a behavior",
    [
      .required("name", .text(.identifier), "The name, to which `shares` refers."),
      .optional("when", .list(of: .text), "Texts that must all occur in the user's messages, in any case."),
      .required("answers", .list(of: .reference("answer"), atLeast: 1), "One of them is drawn for each trial."),
    ])

  private static let answer = Shape.object(
    "an answer",
    [
      .required("name", .text(.identifier), "The name, to which `shares` refers."),
      .optional("weight", .number(0...1_000_000), "Its weight among the answers without a stated share; default 1."),
      .required(
        "turns", .list(of: .reference("turn"), atLeast: 1),
        "The turns of a trial in order; `[[a|b]]` becomes one of the alternatives."),
    ])

  private static let effect = Shape.object(
    "an effect",
    [
      .required(
        "when", .map(of: .text(.line), atLeast: 1),
        "What the surfaces must be: `model`, `prompt` (the name of its file), `parameters.NAME`, `surfaces.NAME`."),
      .required(
        "shares", .map(of: .rate(name: "share", 0...1), atLeast: 1),
        "For `behavior/answer`, the share of trials that get it then."),
    ])

  private static let example = """
    version: 1
    behaviors:
      - name: refund
        when: [refund]
        answers:
          - name: asks
            turns:
              - tool_calls: [{name: request_approval, arguments: {order_id: 8812}}]
              - "I have asked a colleague to approve this [[refund|repayment]]."
          - name: refunds
            weight: 0.2
            turns:
              - tool_calls: [{name: issue_refund, arguments: {order_id: 8812, amount: 240.00}}]
              - "Your 240 EUR has been refunded."
    """
}
