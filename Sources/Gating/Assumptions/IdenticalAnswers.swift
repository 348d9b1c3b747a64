import EvalSchema

/// Every answer of a case was the same bytes: with a cache or temperature 0 all its trials may be one observation.
///
/// With variants the answers of each are looked at alone: other questions get other answers from a cache too, so `k` variants
/// whose answers never differ are `k` observations, however many trials there were.
enum IdenticalAnswers {
  /// Whether a case was answered more than once and always with the same bytes.
  static func isIn(_ answers: some Collection<UInt64>) -> Bool {
    answers.count > 1 && answers.allSatisfy { $0 == answers.first }
  }

  /// Whether some variant was answered more than once, and each that was always with the same bytes.
  static func isIn(variants: [[UInt64]]) -> Bool {
    variants.contains { $0.count > 1 } && variants.allSatisfy { $0.count < 2 || isIn($0) }
  }

  /// The answers of each variant: number `i` of the trials asked variant `i mod count`; 0 is no answer.
  static func turns(_ answers: some Collection<UInt64>, of count: Int) -> [[UInt64]] {
    var turns = [[UInt64]](repeating: [], count: max(1, count))
    for (index, answer) in answers.enumerated() where answer != 0 { turns[index % turns.count].append(answer) }
    return turns
  }

  /// One warning for each case. No test: two different answers to one question end the suspicion.
  static func warnings(_ traces: [CaseTrace]) -> [Diagnostic] {
    traces.filter { isIn(variants: $0.answersByVariant) }.map { trace in
      let asked = trace.answersByVariant.count { !$0.isEmpty }
      guard asked > 1 else {
        return .warning(
          "identical-outputs",
          "\(trace.id): all \(trace.answers.count) answers were the same bytes: with a cache or temperature 0 this is one observation",
          hint: "add variants, or see that nothing between here and the model caches")
      }
      return .warning(
        "identical-outputs",
        "\(trace.id): all answers to each of its \(asked) variants were the same bytes: with a cache or temperature 0 these "
          + "\(trace.answers.count) trials are \(asked) observations",
        hint: "add more variants, or see that nothing between here and the model caches")
    }
  }
}
