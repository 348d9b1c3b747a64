import EvalSchema

/// Passes when every one of several graders passes; a failure counts more than one that cannot judge.
struct AllGrader: Grader {
  let label: String
  private let inner: [any Grader]

  /// Makes the grader of at least one other.
  init(_ inner: [any Grader]) {
    self.inner = inner
    label = "all of (\(inner.map(\.label).joined(separator: "; ")))"
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    if transcript.isEmpty { return failForEmptiness() }
    var grades: [Grade] = []
    for grader in inner { grades.append(await grader.grade(transcript, of: evalCase)) }
    let failed = grades.filter { $0.result == .fail }
    if let first = failed.first {
      return fail("\(failed.count) of \(grades.count) fail: \(first.reason)", at: first.evidence)
    }
    let open = grades.filter { $0.result == .ungraded }
    if let first = open.first {
      return ungraded("\(open.count) of \(grades.count) cannot judge: \(first.reason)", at: first.evidence)
    }
    let reasons = grades.map(\.reason).joined(separator: "; ")
    return grades.isEmpty
      ? ungraded("there is no grader in it") : pass(reasons, at: grades.lazy.compactMap(\.evidence).first)
  }
}
