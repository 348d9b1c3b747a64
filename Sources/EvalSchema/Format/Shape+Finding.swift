extension Shape {
  /// A finding as verdicts and comparisons write it.
  static let finding = Shape.object(
    "a finding",
    [
      .required("code", .text, "The stable code."),
      .required("severity", .choice(of: Diagnostic.Severity.self), "How much it matters."),
      .optional(
        "place",
        .object(
          "a place",
          [
            .required("file", .text, "The path."), .optional("line", .integer(1...Int.max), "The line, from 1."),
            .optional("column", .integer(1...Int.max), "The column, from 1."),
          ]), "Where it is."),
      .required("message", .text, "What is wrong."),
      .optional("hint", .text, "What to do about it."),
      .optional("sourceLine", .text(.any), "The source line."),
    ])
}
