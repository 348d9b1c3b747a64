import EvalSchema

/// Someone answers for a case.
enum MissingOwner {
  static let rule = LintRule.evalCase(
    .warning, "missing-owner", because: "An artifact that no one owns is an artifact that no one maintains."
  ) { loaded, context in
    guard loaded.caseFile.evalCase.owner == nil, context.owner == nil else { return [] }
    return [
      .warning(
        "missing-owner", "nobody answers for the case", at: loaded.keyPlace("owner"),
        hint: "add `owner` here or in evalset.yaml")
    ]
  }
}
