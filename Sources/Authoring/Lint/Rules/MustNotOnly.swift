import EvalSchema

/// Graders that only forbid pass an answer that does nothing.
enum MustNotOnly {
  static let rule = LintRule.evalCase(
    .warning, "must-not-only",
    because:
      "A system that refuses or dodges everything passes graders that only forbid; the expected behavior stays untested."
  ) { loaded, _ in
    let graders = loaded.caseFile.evalCase.expected.graders
    guard !graders.isEmpty, !graders.contains(where: GraderLogic.isPositive) else { return [] }
    return [
      .warning(
        "must-not-only", "every grader only forbids; an answer that does nothing passes",
        at: loaded.place("expected", "graders", "0"),
        hint: "add one that the expected behavior must show, for example `tool_called` or `contains`")
    ]
  }
}
