import EvalSchema

/// A case needs a grader that could fail.
enum CaseCannotFail {
  static let rule = LintRule.evalCase(
    .error, "case-cannot-fail",
    because: "A case that nothing can fail guards against nothing; it would be green for ever."
  ) { loaded, _ in
    let graders = loaded.caseFile.evalCase.expected.graders
    if graders.isEmpty {
      return [
        .error(
          "case-cannot-fail", "the case has no grader", at: loaded.keyPlace("expected", "graders"),
          hint: "add `graders:` under `expected` that the recorded bad answer fails")
      ]
    }
    return graders.enumerated().filter { !GraderLogic.canFail($1) }.map { index, _ in
      .error(
        "case-cannot-fail", "this grader passes whatever happens", at: loaded.place("expected", "graders", "\(index)"),
        hint: "remove it, or state what the answer must or must not do")
    }
  }
}
