import EvalSchema

/// The class of failure is wider than one instance of it.
enum PatternWithOneCase {
  static let rule = LintRule.evalset(
    .note, "pattern-with-one-case",
    because:
      "One case tests one instance; siblings and variants test the class of failures that the incident belongs to."
  ) { loaded, _ in
    Dictionary(grouping: loaded.cases, by: \.caseFile.evalCase.pattern).filter { $1.count == 1 }.compactMap {
      pattern, cases in
      cases.first.map { one in
        Diagnostic(
          .note, "pattern-with-one-case", "only this case tests the pattern `\(pattern)`", at: one.place("pattern"),
          hint: "add a sibling: another request, another amount, another language")
      }
    }
  }
}
