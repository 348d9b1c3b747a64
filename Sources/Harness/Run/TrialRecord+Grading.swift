import EvalSchema
import Graders

extension TrialRecord {
  /// Judges the transcript. Any failure fails the trial; what no grader can judge is errored, never passed.
  ///
  /// - Parameter asked: What the trial asked, where it is not the case's own input: judges read it.
  mutating func grade(with grader: CaseGrader, asked: CaseInput? = nil) async {
    error = nil
    grades = await grader.grade(transcript, seed: seed, asked: asked)
    switch CaseGrader.result(of: grades) {
    case .pass: outcome = .passed
    case .fail: outcome = .failed
    case .ungraded:
      outcome = .errored
      let reason = CaseGrader.deciding(grades)?.reason ?? "no grader judged the trial"
      // A judge that refuses the key, or whose quota is used up, answers no further trial either. One that was called off said
      // nothing.
      let fatal = grades.compactMap { $0.judge?.failure }.first { $0.isFatal || $0 == .cancelled }
      error = AdapterFailure(kind: fatal ?? .grader, message: Self.shortened(reason))
    }
  }

  /// What its judges cost, in millionths of the currency unit: a part of its cost.
  var judgingCostMicros: Int { grades.reduce(0) { $0 + ($1.judge?.costMicros ?? 0) } }

  /// A message short enough to be repeated in every record.
  static func shortened(_ text: String) -> String {
    text.unicodeScalars.count <= 500 ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(499))) + "…"
  }
}
