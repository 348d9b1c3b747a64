import EvalSchema

/// What was wrong cannot be what is right.
enum BadEqualsGood {
  static let rule = LintRule.evalCase(
    .error, "bad-equals-good", because: "No grader can fail and pass the same answer."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    let good = evalCase.knownGood.map { essence($0.transcript) }
    return evalCase.knownBad.enumerated().compactMap { index, exhibit in
      guard let other = good.firstIndex(of: essence(exhibit.transcript)) else { return nil }
      return .error(
        "bad-equals-good", "known_bad \(index + 1) and known_good \(other + 1) are the same",
        at: loaded.place("known_bad", "\(index)"), hint: "one of them was copied by mistake")
    }
  }

  /// What a transcript says and calls, whatever its white space and the ids of its calls.
  private static func essence(_ transcript: Transcript) -> [Message] {
    transcript.messages.map { message in
      switch message {
      case .system(let text): .system(words(text))
      case .user(let text): .user(words(text))
      case .assistant(let turn):
        .assistant(
          AssistantTurn(
            content: words(turn.content),
            toolCalls: turn.toolCalls.map { ToolCall(name: $0.name, arguments: $0.arguments) }))
      case .tool(let result): .tool(ToolResult(name: result.name, result: result.result, error: result.error))
      }
    }
  }

  private static func words(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
