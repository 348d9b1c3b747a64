import EvalSchema

/// Every answer of a case was the same bytes: with a cache or temperature 0 all its trials may be one observation.
enum IdenticalAnswers {
  /// Whether a case was answered more than once and always with the same bytes.
  static func isIn(_ answers: some Collection<UInt64>) -> Bool {
    answers.count > 1 && answers.allSatisfy { $0 == answers.first }
  }

  /// One warning for each case. No test: two different answers end the suspicion.
  static func warnings(_ traces: [CaseTrace]) -> [Diagnostic] {
    traces.filter { isIn($0.answers) }.map { trace in
      .warning(
        "identical-outputs",
        "\(trace.id): all \(trace.answers.count) answers were the same bytes: with a cache or temperature 0 this is one observation",
        hint: "add variants, or see that nothing between here and the model caches")
    }
  }
}
