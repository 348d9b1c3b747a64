import EvalSchema
import Graders

extension TrialRecord {
  /// Judges the transcript. Any failure fails the trial; what no grader can judge is errored, never passed.
  mutating func grade(with grader: CaseGrader) async {
    error = nil
    grades = await grader.grade(transcript)
    switch CaseGrader.result(of: grades) {
    case .pass: outcome = .passed
    case .fail: outcome = .failed
    case .ungraded:
      outcome = .errored
      let reason = CaseGrader.deciding(grades)?.reason ?? "no grader judged the trial"
      error = AdapterFailure(kind: .grader, message: Self.shortened(reason))
    }
  }

  /// A message short enough to be repeated in every record.
  static func shortened(_ text: String) -> String {
    text.unicodeScalars.count <= 500 ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(499))) + "…"
  }
}
