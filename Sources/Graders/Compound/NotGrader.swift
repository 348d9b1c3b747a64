import EvalSchema

/// Passes when another grader fails, fails when it passes, and cannot judge when it cannot.
///
/// The reason and the evidence are those of the other: reasons state what is so, not what should be. An empty transcript
/// fails, whatever the other says.
struct NotGrader: Grader {
  let label: String
  private let inner: any Grader

  /// Makes the grader.
  init(_ inner: any Grader) {
    self.inner = inner
    label = "not \(inner.label)"
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    if transcript.isEmpty { return failForEmptiness() }
    let grade = await inner.grade(transcript, of: evalCase)
    switch grade.result {
    case .pass: return fail(grade.reason, at: grade.evidence)
    case .fail: return pass(grade.reason, at: grade.evidence)
    case .ungraded: return ungraded(grade.reason, at: grade.evidence)
    }
  }
}
