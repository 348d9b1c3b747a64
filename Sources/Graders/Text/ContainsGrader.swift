import EvalSchema

/// Passes when a text occurs in what the system says.
struct ContainsGrader: Grader {
  let label: String
  private let needle: Needle
  private let scope: TextScope

  /// Makes the grader; an empty text, which nothing could lack, is reported.
  init?(_ spec: ContainsSpec, _ report: inout GraderReport) {
    guard !spec.text.isEmpty else {
      report.error("empty-grader-text", "the text to find is empty, so nothing could lack it", hint: "state the text")
      return nil
    }
    needle = Needle(spec.text, ignoresCase: spec.ignoreCase)
    scope = spec.scope
    label = "contains \(spec.text.quoted())"
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    if transcript.isEmpty { return failForEmptiness() }
    let spoken = transcript.spoken(in: scope)
    for turn in spoken {
      if let span = needle.firstSpan(in: turn.text) {
        return pass("\(needle.text.quoted()) occurs in turn \(turn.turn)", at: turn.evidence(span))
      }
    }
    return fail("\(needle.text.quoted()) does not occur \(scope.words(for: spoken.count))")
  }
}
