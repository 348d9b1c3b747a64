package import EvalSchema

/// A target whose answers come from a cassette: they are those of the day of the recording, whenever they are asked for.
package enum ReplayedAnswers {
  /// The code of every finding about replayed answers.
  package static let code = "replayed-answers"

  /// One warning for the run.
  static func warnings(_ log: RunLog) -> [Diagnostic] {
    let found = finding(
      .warning, of: log.header.target, "the verdict is about what was recorded, not about the target as it is now",
      hint: "before a release gate the target that was recorded; with CI=true no gate is decided on a cassette")
    return found.map { [$0] } ?? []
  }

  /// What is added to the sentence of a verdict, which many readers see alone.
  static func sentence(_ target: Target) -> String {
    target.adapter == .recording
      ? " The answers were replayed from a cassette: nothing is claimed of the target as it is now." : ""
  }

  /// What there is to say of a target; nil when its answers are its own.
  ///
  /// - Parameter consequence: What follows from it, as the rest of the sentence.
  package static func finding(
    _ severity: Diagnostic.Severity, of target: Target, _ consequence: String, hint: String
  ) -> Diagnostic? {
    guard target.adapter == .recording else { return nil }
    let cassette = target.recording.map { " \"\($0.cassette)\"" } ?? ""
    return Diagnostic(
      severity, code,
      "every answer of the target \"\(target.name)\" is replayed from the cassette\(cassette): \(consequence)",
      hint: hint)
  }
}
