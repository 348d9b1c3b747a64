/// The shapes of graders.
package enum GraderShapes {
  /// Definitions `grader` and `call`.
  package static let definitions: [(name: String, shape: Shape)] = [("grader", grader), ("call", call)]

  private static let scope = Shape.Key.optional(
    "in", .choice([.init("all", "every turn"), .init("final", "the last turn")]),
    "Which of the words are read; default `all`.")

  private static let ignoreCase = Shape.Key.optional("ignore_case", .boolean, "Whether letter case counts not.")

  private static let grader = Shape.tagged(
    name: "a grader",
    [
      .optional(
        "contains",
        .textOr(.object("`contains`", [.required("text", .text, "The text to find."), ignoreCase, scope])),
        "The text occurs."),
      .optional(
        "matches",
        .textOr(.object("`matches`", [.required("pattern", .text, "The expression, in the syntax of PCRE2."), scope])),
        "A Perl-compatible regular expression matches."),
      .optional(
        "equals", .textOr(.object("`equals`", [.required("text", .text, "The text."), ignoreCase])),
        "The final text is exactly this, apart from white space around it."),
      .optional("json_path", jsonPath, "The final text is JSON, and the value at a path is as stated."),
      .optional("refusal", .boolean, "The answer is a refusal (`true`) or is none (`false`)."),
      .optional("tool_called", toolCalled, "The tool is called, as often as stated."),
      .optional("tool_not_called", .reference("call"), "The tool is not called."),
      .optional(
        "tool_order",
        .object(
          "`tool_order`",
          [
            .required("before", .reference("call"), "The call that must come first."),
            .required("after", .reference("call"), "The call that may only follow."),
          ]), "Every call of `after` comes later than some call of `before`."),
      .optional("cites_only", citesOnly, "Every source that the answer cites is one of the allowed ones."),
      .optional(
        "judge",
        .object(
          "`judge`",
          [
            .required("rubric", .text, "What the conduct must keep to: one observable criterion."),
            .required("by", .text(.identifier), "The judge: the name of a file in `judges/`, without `.yaml`."),
          ]), "A model finds that the rubric is kept; only directly in `graders`. See judges.md."),
      .optional("not", .reference("grader"), "The grader within fails."),
      .optional("all", .list(of: .reference("grader"), atLeast: 1), "Every grader within passes."),
      .optional("any", .list(of: .reference("grader"), atLeast: 1), "At least one grader within passes."),
    ])

  private static let jsonPath = Shape.object(
    "`json_path`",
    [
      .required("path", .text(.jsonPath), "Names and indices, as in RFC 9535."),
      .optional("equals", .any, "The value is this; 1 and 1.0 are equal."),
      .optional("matches", .text, "The value is text that this PCRE2 expression matches."),
      .optional("minimum", .number(anyNumber), "The value is a number of at least this."),
      .optional("maximum", .number(anyNumber), "The value is a number of at most this."),
      .optional("exists", .boolean, "Whether there is a value at all."),
    ], exactlyOneOf: [["equals", "matches", "minimum", "maximum", "exists"]])

  private static let callKeys: [Shape.Key] = [
    .required("name", .text(.line), "The tool's name."),
    .optional("arguments", .map(of: .any), "What the arguments must hold at least."),
    .optional("result", .any, "What the tool's result must hold at least."),
  ]

  private static let call = Shape.textOr(
    .object("a call", callKeys), expecting: "the tool's name, or a mapping with `name` and `arguments`")

  private static let toolCalled = Shape.textOr(
    .object(
      "`tool_called`",
      callKeys + [
        .optional("at_least", .integer(0...Int.max), "Fewest calls; default 1."),
        .optional("at_most", .integer(0...Int.max), "Most calls."),
      ]), expecting: "the tool's name, or a mapping with `name` and `arguments`")

  private static let citesOnly = Shape.object(
    "`cites_only`",
    [
      .optional("sources", .list(of: .text(.line)), "The allowed ids; without it, those of the case's documents."),
      .optional("pattern", .text, "A PCRE2 expression whose first group is the cited id; without it, `[id]`."),
      .optional("at_least", .integer(0...Int.max), "Fewest citations; default 0."),
      .optional(
        "quotes_verbatim", .boolean, "Whether text in double quotes must stand word for word in an allowed document."),
    ])

  /// Every number that JSON can hold.
  static let anyNumber = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
}
