import EvalSchema

/// Answers that a filter blocked or that were cut at their length: a case may pass because its question never reached the model, or
/// because the part of an answer that would fail was cut off.
///
/// Such an answer is an answer and counts. There is no law of how many are sound, so this is a plain share, not a test.
enum StoppedAnswers {
  /// The share of a case's answers from which on they are named.
  static let share = 0.1

  /// At most two warnings for each case.
  static func warnings(_ traces: [CaseTrace]) -> [Diagnostic] {
    traces.flatMap { trace in
      [blocked(trace), cut(trace)].compactMap { $0 }
    }
  }

  private static func blocked(_ trace: CaseTrace) -> Diagnostic? {
    count(.contentFilter, trace).map { count in
      .warning(
        "answers-blocked",
        "\(trace.id): \(count) were blocked by the provider's content filter: they say nothing of what the model would answer",
        hint: "`relapse show` reads one; set the filter as production has it, or write the question as users do")
    }
  }

  private static func cut(_ trace: CaseTrace) -> Diagnostic? {
    count(.length, trace).map { count in
      .warning(
        "answers-cut",
        "\(trace.id): \(count) were cut at their length: what would have failed may have been cut off",
        hint: "raise `parameters.max_tokens` to that of production")
    }
  }

  /// "12 of 40 answers (30%)", when those are many enough.
  private static func count(_ reason: StopReason, _ trace: CaseTrace) -> String? {
    let count = trace.stops.count { $0 == reason }
    guard count > 0, Double(count) >= share * Double(trace.stops.count) else { return nil }
    let rate = Percent.text(Double(count) / Double(trace.stops.count))
    return "\(count) of \(Sentences.plural(trace.stops.count, "answer")) (\(rate))"
  }
}
