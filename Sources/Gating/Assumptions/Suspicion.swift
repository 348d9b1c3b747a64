import EvalSchema
import Statistics

/// A case in which an assumption looks broken: how improbable that is when it holds, and what to say.
struct Suspicion {
  /// The id of the case.
  var id: String
  /// P(as extreme or more so, if the assumption holds).
  var p: Double
  /// What was seen, without the chance.
  var finding: String
}

extension [Suspicion] {
  /// The level of the warnings: of runs whose trials are sound, at most this share shows a warning of one code.
  static var level: Double { 0.01 }

  /// The suspicions that stay after Holm's correction over all cases that could have shown one, as warnings by case id.
  ///
  /// `self` holds every case that was tested, harmless ones too.
  func warnings(_ code: String, hint: String) -> [Diagnostic] {
    let adjusted = PValues.holm(map(\.p))
    let over = count == 1 ? "the only case with enough failures" : "over all \(count) cases with enough failures"
    return zip(self, adjusted).filter { $0.1 <= Self.level }.sorted { $0.0.id < $1.0.id }.map { suspicion, p in
      let chance = p < 1e-6 ? "fewer than 1 in a million" : "at most \(Percent.text(p, .up))"
      return .warning(
        code, "\(suspicion.id): \(suspicion.finding); chance alone does as much in \(chance) of runs, \(over)",
        hint: hint)
    }
  }
}
