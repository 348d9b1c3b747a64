import EvalSchema

/// A closed incident did some harm.
enum NoHarm {
  static let rule = LintRule.evalCase(
    .error, "no-harm",
    because: "An anomaly without confirmed harm is an investigation, not a closed incident; it has no severity."
  ) { loaded, _ in
    guard loaded.caseFile.evalCase.consequence?.harm == Harm.none else { return [] }
    return [
      .error(
        "no-harm", "harm `none` is no closed incident", at: loaded.place("consequence", "harm"),
        hint: "confirm the harm as low, material or severe, or leave the case out")
    ]
  }
}
