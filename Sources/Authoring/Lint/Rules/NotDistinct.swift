import EvalSchema

/// Input, expected behavior and bad answer are three things.
enum NotDistinct {
  static let rule = LintRule.evalCase(
    .error, "not-distinct",
    because: "An expectation that repeats the input or the bad answer was filled in to please the form."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    let behavior = WordShingles.words(evalCase.expected.behavior)
    guard !behavior.isEmpty else { return [] }
    let others =
      evalCase.input.messages.map { ($0.text, "the input") }
      + evalCase.knownBad.map { ($0.transcript.finalText, "the recorded bad answer") } + [(evalCase.title, "the title")]
    guard let other = others.first(where: { WordShingles.words($0.0) == behavior }) else { return [] }
    return [
      .error(
        "not-distinct", "the expected behavior is the same text as \(other.1)",
        at: loaded.place("expected", "behavior"), hint: "state what the system should do instead")
    ]
  }
}
