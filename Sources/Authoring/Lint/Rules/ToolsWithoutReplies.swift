import EvalSchema

/// An incident with tools is replayed against their recorded results.
enum ToolsWithoutReplies {
  static let rule = LintRule.evalCase(
    .warning, "tools-without-replies",
    because: "Without recorded results a replay takes another way than the incident did, and needs live systems."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    let silent = evalCase.input.tools.enumerated().filter { $1.replies.isEmpty && $1.otherwise == nil }
    var findings = silent.map { index, tool in
      Diagnostic.warning(
        "tools-without-replies", "the tool \"\(ShapeChecker.clipped(tool.name))\" has no recorded reply",
        at: loaded.place("input", "tools", "\(index)"), hint: "every call of it will get an error; add `replies`")
    }
    let called = evalCase.knownBad.first { !$0.transcript.toolCalls.isEmpty }?.transcript.toolCalls.first?.call.name
    if evalCase.input.tools.isEmpty, let called {
      findings.append(
        .warning(
          "tools-without-replies",
          "the incident called \"\(ShapeChecker.clipped(called))\", and the case has no tools",
          at: loaded.keyPlace("input", "tools"), hint: "add `tools` with the recorded replies to the input"))
    }
    return findings
  }
}
