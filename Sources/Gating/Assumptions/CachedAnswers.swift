import EvalSchema

/// Trials whose answers came from the cache of `run --cache`: no observations, so the gate treats them as missing.
enum CachedAnswers {
  /// One warning for the run.
  static func warnings(_ log: RunLog) -> [Diagnostic] {
    guard log.cached > 0 else { return [] }
    return [
      .warning(
        "cached-answers",
        "\(Sentences.plural(log.cached, "trial")) came from a cache of earlier answers: they are treated as missing",
        hint: "run without --cache; a gate asks for every answer")
    ]
  }
}
