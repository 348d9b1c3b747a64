import EvalSchema

/// What fits no pattern is at least labelled.
enum OtherWithoutTag {
  static let rule = LintRule.evalCase(
    .error, "other-without-tag",
    because: "`other` alone cannot be told from a case that nobody classified; tags show when a pattern is missing."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    guard evalCase.pattern == "other", evalCase.tags.isEmpty else { return [] }
    return [
      .error(
        "other-without-tag", "the pattern `other` needs a tag that says what class of failure it is",
        at: loaded.place("pattern"), hint: "add `tags: […]`")
    ]
  }
}
