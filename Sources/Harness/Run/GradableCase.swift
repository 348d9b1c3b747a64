package import EvalSchema

/// A case with its compiled graders.
package struct GradableCase: Sendable {
  /// The case.
  package var evalCase: EvalCase
  /// Judges a transcript: one grade for each entry of `expected.graders`.
  package var grade: @Sendable (Transcript) async -> [Grade]
  /// What grades make of a trial.
  package var outcome: @Sendable ([Grade]) -> Outcome

  /// Makes the value from its parts.
  package init(
    evalCase: EvalCase, grade: @escaping @Sendable (Transcript) async -> [Grade],
    outcome: @escaping @Sendable ([Grade]) -> Outcome = GradableCase.outcome
  ) {
    self.evalCase = evalCase
    self.grade = grade
    self.outcome = outcome
  }

  /// Passed when all pass; errored when one could not judge, or none was asked; else failed.
  package static func outcome(_ grades: [Grade]) -> Outcome {
    if grades.isEmpty || grades.contains(where: { $0.result == .ungraded }) { return .errored }
    return grades.contains { $0.result == .fail } ? .failed : .passed
  }
}
