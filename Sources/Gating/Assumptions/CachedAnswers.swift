import EvalSchema

/// Trials whose answers came from the cache of `run --cache`: no observations, so the gate treats them as missing.
enum CachedAnswers {
  /// One warning for the run.
  static func warnings(_ log: RunLog) -> [Diagnostic] {
    guard log.cached > 0 else { return [] }
    return [
      .warning(
        "cached-answers",
        Sentences.plural(log.cached, "trial") + " " + sentence,
        hint: "a gate asks for every answer: relapse gate EVALSET")
    ]
  }

  /// Why such trials are missing and what to do, behind their number.
  static let sentence =
    "came from a cache of earlier answers and never count; what decides is a new run without --cache"
}
