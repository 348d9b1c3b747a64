import EvalSchema

/// Passes when a tool is called as often as stated.
struct ToolCalledGrader: Grader {
  let label: String
  private let spec: ToolCalledSpec

  /// Makes the grader; counts that no transcript, or every transcript, meets are reported.
  init?(_ spec: ToolCalledSpec, _ report: inout GraderReport) {
    if spec.atLeast < 0 || spec.atMost.map({ $0 < spec.atLeast }) == true {
      report.error(
        "grader-cannot-pass",
        "no number of calls is at least \(spec.atLeast) and at most \(spec.atMost ?? spec.atLeast)",
        hint: spec.atMost == 0 ? "to forbid the call write tool_not_called" : "mend at_least and at_most")
      return nil
    }
    if spec.atLeast == 0 && spec.atMost == nil {
      report.error(
        "grader-cannot-fail", "any number of calls is at least 0, so the grader cannot fail", hint: "state at_most")
      return nil
    }
    self.spec = spec
    label = "tool_called \(spec.call.words) \(Self.range(spec))"
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    if transcript.isEmpty { return failForEmptiness() }
    let log = CallLog(transcript)
    let calls = log.entries(matching: spec.call)
    let found = "\(spec.call.words) is called \(calls.count.counted("time"))"
    if let most = spec.atMost, calls.count > most {
      return fail("\(found), more than \(most)", at: calls[most].evidence)
    }
    if calls.count < spec.atLeast {
      let similar = log.entries.filter { $0.call.name == spec.call.name }
      let others = similar.count - calls.count
      let detail =
        others > 0 ? "; \(others.counted("other call")) of the tool \(others == 1 ? "is" : "are") not like that" : ""
      let nearest = similar.first { !spec.call.matches($0) }
      return fail("\(found), less than \(spec.atLeast)\(detail)", at: nearest?.evidence)
    }
    return pass(found, at: calls.first?.evidence)
  }

  private static func range(_ spec: ToolCalledSpec) -> String {
    switch (spec.atLeast, spec.atMost) {
    case (let least, nil): "at least \(least.counted("time"))"
    case (let least, .some(let most)) where least == most: "exactly \(most.counted("time"))"
    case (let least, .some(let most)): "\(least) to \(most.counted("time"))"
    }
  }
}
