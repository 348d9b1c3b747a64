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
  ///
  /// - Parameter judges: Whom the case's judges are asked through; without it, they are not asked.
  package init(_ evalCase: EvalCase, judges: JudgeBench = .empty) {
    self.evalCase = evalCase
    (graders, diagnostics) = GraderFactory.graders(for: evalCase, judges: judges)
  }

  /// Judges a transcript with every grader; gives one grade for each, in order, and at least one.
  ///
  /// A case without a grader gives one grade that is `ungraded`. Models are asked last, and only as long as nothing has failed the
  /// transcript: one failure fails the trial.
  /// - Parameters:
  ///   - seed: The seed of the trial; without it a judge's remembered answer is taken.
  ///   - asked: What the trial asked, where it is not the case's own input.
  package func grade(
    _ transcript: Transcript, seed: UInt64? = nil, asked: CaseInput? = nil
  ) async -> [Grade] {
    var evalCase = evalCase
    if let asked { evalCase.input = asked }
    if graders.isEmpty {
      return [
        Grade(grader: "none", path: "expected.graders", result: .ungraded, reason: "the case has no grader")
      ]
    }
    var grades: [Int: Grade] = [:]
    for (index, grader) in graders.enumerated() where !isJudge(index) {
      grades[index] = await grader.grade(transcript, of: evalCase)
    }
    for (index, grader) in graders.enumerated() where isJudge(index) {
      if let failed = grades.sorted(by: { $0.key < $1.key }).first(where: { $0.value.result == .fail })?.value {
        grades[index] = Grade(
          grader: grader.label, path: "expected.graders.\(index)", result: .ungraded,
          reason: "not asked, because another grader fails the answer: \(failed.grader.visible(most: 80))")
      } else if let judge = grader as? PlacedGrader {
        grades[index] = await judge.grade(transcript, of: evalCase, seed: seed)
      }
    }
    return graders.indices.compactMap { grades[$0] }
  }

  /// Judges a transcript with all graders but those that ask a model.
  package func gradeWithoutJudges(_ transcript: Transcript) async -> [Grade] {
    var grades: [Grade] = []
    for (index, grader) in graders.enumerated() where !isJudge(index) {
      grades.append(await grader.grade(transcript, of: evalCase))
    }
    return grades
  }

  /// Judges a transcript with the grader at an index alone.
  package func grade(_ transcript: Transcript, withGrader index: Int) async -> Grade {
    await graders[index].grade(transcript, of: evalCase)
  }

  /// Whether a model judges by an entry.
  private func isJudge(_ index: Int) -> Bool { evalCase.expected.graders[index].kind == .judge }

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
