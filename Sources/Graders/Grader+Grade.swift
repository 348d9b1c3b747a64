import EvalSchema

extension Grader {
  /// The grade `pass` of this grader.
  func pass(_ reason: String, at evidence: Evidence? = nil) -> Grade {
    Grade(grader: label, result: .pass, reason: reason, evidence: evidence)
  }

  /// The grade `fail` of this grader.
  func fail(_ reason: String, at evidence: Evidence? = nil) -> Grade {
    Grade(grader: label, result: .fail, reason: reason, evidence: evidence)
  }

  /// The grade `ungraded` of this grader.
  func ungraded(_ reason: String, at evidence: Evidence? = nil) -> Grade {
    Grade(grader: label, result: .ungraded, reason: reason, evidence: evidence)
  }

  /// The failure that every grader gives for an empty transcript: what says nothing breaks no rule, and is no answer.
  func failForEmptiness() -> Grade { fail("the answer is empty") }
}
