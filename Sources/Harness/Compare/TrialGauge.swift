import EvalSchema
import Graders

/// What one trial was like, in numbers that two arms can be compared by.
enum TrialGauge {
  /// The most Unicode scalars of a final text that are kept to look for a refusal.
  private static let openingLength = 640

  /// The traits of a trial; whether it refuses is filled in later.
  ///
  /// A record holds no reason why a turn ended. So an answer counts as cut when it is one turn that used `mostTokens` or more.
  static func traits(of trial: TrialRecord, mostTokens: Int?) -> TrialTraits {
    let turns = trial.transcript.turns
    var tools: [String: Int] = [:]
    for (_, call) in trial.transcript.toolCalls { tools[call.name, default: 0] += 1 }
    return TrialTraits(
      variant: trial.variant, isAfterStop: trial.afterStop,
      words: turns.reduce(0) { $0 + $1.turn.content.unicodeScalars.count },
      isEmpty: trial.outcome != .errored && trial.transcript.isEmpty,
      isTruncated: mostTokens.map { turns.count == 1 && trial.usage.outputTokens >= $0 },
      language: TextLanguage.of(trial.transcript.finalText), tools: tools,
      inputTokens: trial.usage.inputTokens, outputTokens: trial.usage.outputTokens, costMicros: trial.costMicros,
      latency: trial.latency)
  }

  /// The beginning of the final text.
  static func opening(of trial: TrialRecord) -> String {
    String(String.UnicodeScalarView(trial.transcript.finalText.unicodeScalars.prefix(openingLength)))
  }

  /// The most tokens that a target may write in a turn, by the names that providers use.
  static func mostTokens(of target: Target) -> Int? {
    for name in ["max_tokens", "max_completion_tokens", "max_output_tokens"] {
      switch target.parameters[name] {
      case .integer(let most) where most >= 1: return most
      case .number(let most) where most >= 1 && most <= 1e9: return Int(most)
      default: continue
      }
    }
    return nil
  }
}

/// Tells refusals by the grader of the house.
struct RefusalGauge {
  private let grader = CaseGrader(
    EvalCase(
      id: "refusal", title: "refusal",
      incident: IncidentReference(id: "refusal", severity: .s3, postmortem: "", sha256: Digest(of: "")),
      pattern: "refusal", input: CaseInput(messages: []),
      expected: Expectation(behavior: "refuses", graders: [.refusal(true)])))

  /// Whether a final text begins with a refusal.
  func isRefusal(_ text: String) async -> Bool {
    let transcript = Transcript(messages: [.assistant(AssistantTurn(content: text))])
    return CaseGrader.result(of: await grader.grade(transcript)) == .pass
  }
}
