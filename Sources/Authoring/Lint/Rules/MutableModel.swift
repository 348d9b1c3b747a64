import EvalSchema

/// The incident's model is pinned.
enum MutableModel {
  static let rule = LintRule.evalCase(
    .warning, "mutable-model",
    because:
      "The provider may serve another model under the same alias tomorrow; then nobody can reproduce the incident."
  ) { loaded, _ in
    guard let model = loaded.caseFile.evalCase.evidence?.model, !ModelPin.isPinned(model) else { return [] }
    return [
      .warning(
        "mutable-model", "\"\(ShapeChecker.clipped(model))\" is an alias without a version",
        at: loaded.place("evidence", "model"), hint: "write the version that was served, for example gpt-4.1-2025-04-14"
      )
    ]
  }
}
