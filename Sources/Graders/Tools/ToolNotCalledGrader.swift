import EvalSchema

/// Passes when no call is like the pattern.
struct ToolNotCalledGrader: Grader {
  let label: String
  private let pattern: CallPattern

  /// Makes the grader.
  init(_ pattern: CallPattern) {
    self.pattern = pattern
    label = "tool_not_called \(pattern.words)"
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    if transcript.isEmpty { return failForEmptiness() }
    let log = CallLog(transcript)
    let calls = log.entries(matching: pattern)
    guard let first = calls.first else {
      return pass("\(pattern.words) is not among \(log.entries.count.counted("call"))")
    }
    return fail(
      "\(pattern.words) is called \(calls.count.counted("time")), first with \(first.call.arguments.excerpt())",
      at: first.evidence)
  }
}
