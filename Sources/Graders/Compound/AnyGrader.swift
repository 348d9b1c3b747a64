import EvalSchema

/// Passes when at least one of several graders passes; one that cannot judge could have passed.
struct AnyGrader: Grader {
  let label: String
  private let inner: [any Grader]

  /// Makes the grader of at least one other.
  init(_ inner: [any Grader]) {
    self.inner = inner
    label = "any of (\(inner.map(\.label).joined(separator: "; ")))"
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    if transcript.isEmpty { return failForEmptiness() }
    var grades: [Grade] = []
    for grader in inner { grades.append(await grader.grade(transcript, of: evalCase)) }
    if let first = grades.first(where: { $0.result == .pass }) { return pass(first.reason, at: first.evidence) }
    let open = grades.filter { $0.result == .ungraded }
    if let first = open.first {
      return ungraded("\(open.count) of \(grades.count) cannot judge: \(first.reason)", at: first.evidence)
    }
    let reasons = grades.map(\.reason).joined(separator: "; ")
    return grades.isEmpty
      ? ungraded("there is no grader in it")
      : fail("none of \(grades.count) passes: \(reasons)", at: grades.lazy.compactMap(\.evidence).first)
  }
}
