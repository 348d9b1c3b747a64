import EvalSchema
import FoundationEssentials
import Testing

@testable import Harness

/// The line that is written by hand is the line of the encoder.
@Suite struct TrialLineTests {
  private var trial: TrialRecord {
    TrialRecord(
      evalCase: "INC-1-a", index: 17, seed: .max, outcome: .passed,
      grades: [
        Grade(
          grader: "contains \"yes\"", path: "expected.graders.0", result: .pass, reason: "in turn 1 {\"x\": [}",
          evidence: Evidence(message: 0, call: 2, start: 5, end: 13)),
        Grade(grader: "b", result: .fail, reason: "é\n", evidence: Evidence(message: 3)),
        Grade(grader: "c", result: .ungraded, reason: ""),
      ],
      transcript: Transcript(messages: [.assistant(AssistantTurn(content: "yes \u{e9} \"]}{\" \\ \n 🙂 a/b"))]),
      calls: 2,
      usage: Usage(inputTokens: 90, outputTokens: 140, cachedInputTokens: 3, reasoningTokens: 4), costMicros: 1300,
      startedAt: 12, latency: 1.25e-05, model: "m-1", fingerprint: "fp", afterStop: true)
  }

  @Test(
    arguments: [
      { _ in }, { $0.model = nil }, { $0.fingerprint = nil }, { $0.grades = [] }, { $0.outcome = .failed },
      { $0.variant = "fr \"x\"" }, { $0.transcript.messages = [] }, { $0.costMicros = -1 }, { $0.afterStop = false },
      { $0.stop = .contentFilter }, { $0.stop = .length },
      {
        $0.transcript.messages = [
          .assistant(AssistantTurn(toolCalls: [ToolCall(id: "c1", name: "refund", arguments: ["id": 7, "b": "/"])])),
          .tool(ToolResult(call: "c1", name: "refund", result: ["ok": true])), .user("more"), .system("s"),
          .assistant(AssistantTurn(content: "done")),
        ]
      },
    ] as [@Sendable (inout TrialRecord) -> Void])
  func aLineByHandIsThatOfTheEncoder(_ change: @Sendable (inout TrialRecord) -> Void) throws {
    var other = trial
    change(&other)
    let bytes = try #require(TrialLine.bytes(other))
    let known = try CanonicalJSON.text(RecordLine.trial(other))
    #expect(String(decoding: bytes, as: UTF8.self) == known)
  }

  @Test(
    arguments: [
      { $0.error = AdapterFailure(kind: .server, message: "") }, { $0.cached = true }, { $0.latency = .nan },
      { $0.attempts = [AttemptRecord(step: 0, kind: .server, message: "500")] }, { $0.evalCase = "a\u{1}" },
      { $0.transcript.messages = [.assistant(AssistantTurn(content: "\u{0}"))] },
    ] as [@Sendable (inout TrialRecord) -> Void])
  func whatIsRareIsLeftToTheEncoder(_ change: @Sendable (inout TrialRecord) -> Void) {
    var other = trial
    change(&other)
    #expect(TrialLine.bytes(other) == nil)
  }
}
