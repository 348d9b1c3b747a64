import EvalSchema

/// The graders are proven by what the system did in the incident.
enum NoKnownBad {
  static let rule = LintRule.evalCase(
    .error, "no-known-bad",
    because: "Only a recorded bad answer that the graders fail shows that the case would have caught its incident."
  ) { loaded, _ in
    guard loaded.caseFile.evalCase.knownBad.isEmpty else { return [] }
    return [
      .error(
        "no-known-bad", "the case records no bad answer", at: loaded.keyPlace("known_bad"),
        hint: "copy what the system did in the incident to `known_bad`")
    ]
  }
}
