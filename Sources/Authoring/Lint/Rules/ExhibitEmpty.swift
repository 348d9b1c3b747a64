import EvalSchema

/// An exhibit shows what the system under test said or called.
enum ExhibitEmpty {
  static let rule = LintRule.evalCase(
    .error, "exhibit-empty",
    because: "An exhibit without a turn of the system under test proves nothing about the graders."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    // An empty answer may be the incident; it still is a turn.
    let bad = evalCase.knownBad.enumerated().filter { $1.transcript.turns.isEmpty }.map { ("known_bad", $0.offset) }
    let good = evalCase.knownGood.enumerated().filter { $1.transcript.isEmpty }.map { ("known_good", $0.offset) }
    return (bad + good).map { key, index in
      .error(
        "exhibit-empty", "the transcript shows nothing that the system under test said or called",
        at: loaded.place(key, "\(index)", "transcript"), hint: "a turn is `- assistant: …`; the input is no part of it")
    }
  }
}
