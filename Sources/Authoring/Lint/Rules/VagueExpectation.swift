import EvalSchema

/// An expectation states what can be observed.
enum VagueExpectation {
  static let rule = LintRule.evalCase(
    .warning, "vague-expectation",
    because: "\"Better\" or \"as expected\" cannot be observed, so nobody can say whether a grader tests it."
  ) { loaded, _ in
    let behavior = loaded.caseFile.evalCase.expected.behavior
    let words = WordShingles.words(behavior)
    let place = loaded.place("expected", "behavior")
    let hint = "state the observable class: which tool is or is not called, what is or is not said"
    if let phrase = phrases.first(where: { words.contains(run: $0) }) {
      let found = phrase.joined(separator: " ")
      return [.warning("vague-expectation", "\"\(found)\" cannot be observed", at: place, hint: hint)]
    }
    guard words.count < 3 else { return [] }
    return [
      .warning(
        "vague-expectation", "\"\(ShapeChecker.clipped(behavior))\" is too short to be observable", at: place,
        hint: hint)
    ]
  }

  private static let phrases: [[String]] = [
    "better", "as expected", "as intended", "as it should", "as usual", "weird", "weirdly", "strange", "strangely",
    "odd",
    "oddly", "properly", "appropriately", "an appropriate", "correctly", "nicely", "reasonable", "reasonably",
    "sensible",
    "sensibly", "works", "behaves", "good answer", "good response", "high quality", "more helpful", "be helpful",
    "no hallucination", "does not hallucinate", "not hallucinate", "do the right thing", "does the right thing",
  ].map { $0.split(separator: " ").map(String.init) }
}

extension [String] {
  /// Whether the words occur one after the other.
  fileprivate func contains(run words: [String]) -> Bool {
    guard count >= words.count else { return false }
    return (0...(count - words.count)).contains { Array(self[$0..<($0 + words.count)]) == words }
  }
}
