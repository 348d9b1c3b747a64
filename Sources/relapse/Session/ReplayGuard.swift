import EvalSchema
import Gating

/// Keeps what only replays a cassette from being taken for new evidence where nobody reads a warning.
enum ReplayGuard {
  /// Refuses a release that would be decided by a cassette in CI.
  ///
  /// Outside of CI the verdict says in its sentence and in a warning that its answers were replayed.
  /// - Throws: `DiagnosticError` with `replayed-answers`.
  static func checkRelease(of target: Target, _ world: World) throws(DiagnosticError) {
    guard PermanenceCheck(world).isCI else { return }
    let refusal = ReplayedAnswers.finding(
      .error, of: target, "nothing is known of the target as it is now, so in CI no release is decided on it",
      hint: "name the target that was recorded; `relapse run` replays a cassette and decides nothing")
    if let refusal { throw DiagnosticError(refusal) }
  }

  /// Refuses a watch of a cassette: the answers of one trial index are the same in every interval.
  ///
  /// - Throws: `DiagnosticError` with `replayed-answers`.
  static func checkWatch(of target: Target) throws(DiagnosticError) {
    let refusal = ReplayedAnswers.finding(
      .error, of: target, "a watch would count the same answers again in every interval",
      hint: "watch the target that was recorded")
    if let refusal { throw DiagnosticError(refusal) }
  }

  /// Says that a proof rests on what was recorded.
  static func warnings(of targets: [Target]) -> [Diagnostic] {
    targets.compactMap {
      ReplayedAnswers.finding(
        .warning, of: $0, "the proof is about what was recorded",
        hint: "name a target that is asked, where there is one")
    }
  }
}
