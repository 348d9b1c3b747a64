package import EvalSchema

/// The compiled graders of one case: made once, used for every trial, from any number of threads.
package struct CaseGrader: Sendable {
  /// The case.
  package let evalCase: EvalCase
  /// Its graders, one for each entry of `expected.graders`.
  package let graders: [any Grader]
  /// What is wrong with them.
  package let diagnostics: [Diagnostic]

  /// Compiles the graders of a case.
  package init(_ evalCase: EvalCase) {
    self.evalCase = evalCase
    (graders, diagnostics) = GraderFactory.graders(for: evalCase)
  }

  /// Judges a transcript with every grader, in order; gives at least one grade.
  ///
  /// A case without a grader gives one grade that is `ungraded`.
  package func grade(_ transcript: Transcript) async -> [Grade] {
    if graders.isEmpty {
      return [
        Grade(grader: "none", path: "expected.graders", result: .ungraded, reason: "the case has no grader")
      ]
    }
    var grades: [Grade] = []
    for grader in graders { grades.append(await grader.grade(transcript, of: evalCase)) }
    return grades
  }

  /// What grades mean for their trial: any failure fails it; else any grader that could not judge leaves it ungraded, which
  /// is an error of the trial; else it passes. No grades are no judgement.
  package static func result(of grades: [Grade]) -> GradeResult {
    if grades.contains(where: { $0.result == .fail }) { return .fail }
    return grades.isEmpty || grades.contains { $0.result == .ungraded } ? .ungraded : .pass
  }

  /// The grade that decides for its trial: the first failure, else the first that could not judge, else the first.
  package static func deciding(_ grades: [Grade]) -> Grade? {
    let result = result(of: grades)
    return grades.first { $0.result == result }
  }
}
