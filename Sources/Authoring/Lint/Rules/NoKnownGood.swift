import EvalSchema

/// The graders must let the right answer pass.
enum NoKnownGood {
  static let rule = LintRule.evalCase(
    .error, "no-known-good",
    because: "Without a good answer that the graders pass, a case may block releases that are right."
  ) { loaded, _ in
    guard loaded.caseFile.evalCase.knownGood.isEmpty else { return [] }
    return [
      .error(
        "no-known-good", "the case records no good answer", at: loaded.keyPlace("known_good"),
        hint: "write down under `known_good` what the system should have done")
    ]
  }
}
