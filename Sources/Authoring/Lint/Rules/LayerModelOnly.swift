import EvalSchema

/// "The model" is the cause only after everything before it was ruled out.
enum LayerModelOnly {
  static let rule = LintRule.evalCase(
    .warning, "layer-model-only",
    because:
      "A cause in the model alone can be told only after retrieval and prompt were ruled out; it is rarely the whole story."
  ) { loaded, _ in
    guard loaded.caseFile.evalCase.layers == [.model] else { return [] }
    return [
      .warning(
        "layer-model-only", "`model` is the only layer", at: loaded.place("layers"),
        hint: "say which retrieval or prompt condition made it fail, and which safety layer let it through")
    ]
  }
}
