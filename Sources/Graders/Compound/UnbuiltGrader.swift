import EvalSchema

/// Stands for a grader that is stated wrongly: it never judges, so that nothing passes because a check is missing.
struct UnbuiltGrader: Grader {
  let label: String
  private let reason: String

  /// Makes the grader with what is wrong.
  init(_ kind: GraderSpec.Kind, reason: String) {
    label = kind.rawValue
    self.reason = reason
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade { ungraded(reason) }
}
