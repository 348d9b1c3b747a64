import EvalSchema

/// Passes when every call of one tool comes after some call of another.
///
/// After means in a later turn: calls of one turn are made at once, and none waits for another. When `before` states a
/// result, that result must have come back before the turn of the later call.
struct ToolOrderGrader: Grader {
  let label: String
  private let spec: ToolOrderSpec

  /// Makes the grader.
  init(_ spec: ToolOrderSpec) {
    self.spec = spec
    label = "tool_order \(spec.before.words) before \(spec.after.words)"
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    if transcript.isEmpty { return failForEmptiness() }
    let log = CallLog(transcript)
    let later = log.entries(matching: spec.after)
    let earlier = log.entries(matching: spec.before)
    // The first message after which `before` is done; every later call must stand behind it.
    let done = earlier.compactMap { spec.before.result == nil ? $0.message : $0.resultMessage }.min()
    guard let premature = later.first(where: { call in done.map { $0 >= call.message } ?? true }) else {
      if later.isEmpty { return pass("\(spec.after.words) is not called") }
      let count = "\(later.count.counted("call")) of \(spec.after.words)"
      return pass(
        "\(count) \(later.count == 1 ? "comes" : "come") after \(spec.before.words)", at: earlier.first?.evidence)
    }
    return fail(reason(premature, earlier), at: premature.evidence)
  }

  private func reason(_ premature: CallLog.Entry, _ earlier: [CallLog.Entry]) -> String {
    let fact = "\(spec.after.words) is called"
    if earlier.contains(where: { $0.message == premature.message }) {
      return "\(fact) in the same turn as \(spec.before.words), not after it"
    }
    return earlier.isEmpty ? "\(fact) without \(spec.before.words)" : "\(fact) before \(spec.before.words)"
  }
}
