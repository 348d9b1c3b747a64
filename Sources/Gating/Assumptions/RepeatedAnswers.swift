import EvalSchema

/// Many answers of a case, though not all, were the same bytes as an earlier one: some trials may have come from a cache.
///
/// There is no law of how often a model repeats itself, so this is a plain share, not a test. A simulated target draws from a few
/// texts by design and is not asked.
enum RepeatedAnswers {
  /// Fewest answers to speak of.
  static let minimum = 10
  /// The share of repeats from which on they are named.
  static let share = 0.5

  /// One warning for each case.
  static func warnings(_ traces: [CaseTrace]) -> [Diagnostic] {
    traces.compactMap { trace in
      let answers = trace.answers
      guard answers.count >= minimum, !IdenticalAnswers.isIn(answers) else { return nil }
      let repeats = answers.count - Set(answers).count
      guard Double(repeats) >= share * Double(answers.count) else { return nil }
      let rate = Percent.text(Double(repeats) / Double(answers.count))
      return .warning(
        "repeated-answers",
        "\(trace.id): \(repeats) of \(answers.count) answers (\(rate)) repeat an earlier one byte for byte: a cache may have "
          + "given them, and a repeat is not a new observation",
        hint: "see that nothing between here and the model caches, or raise the temperature to that of production")
    }
  }
}
