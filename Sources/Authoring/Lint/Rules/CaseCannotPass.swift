import EvalSchema

/// A grader that nothing passes makes every trial a failure.
enum CaseCannotPass {
  static let rule = LintRule.evalCase(
    .error, "case-cannot-pass", because: "A case that nothing can pass says nothing about the system under test."
  ) { loaded, _ in
    loaded.caseFile.evalCase.expected.graders.enumerated().filter { !GraderLogic.canPass($1) }.map { index, _ in
      .error(
        "case-cannot-pass", "this grader fails whatever happens", at: loaded.place("expected", "graders", "\(index)"),
        hint: "look for `any: []`, or for `at_most` below `at_least`")
    }
  }
}
