import EvalSchema
import Testing

@testable import Adapters

@Suite struct WireAnswerTests {
  private func outcome(_ line: String, callsBefore: Int = 0) -> Result<Response, AdapterFailure> {
    do throws(AdapterFailure) {
      return .success(try WireAnswer.response(Array(line.utf8), callsBefore: callsBefore))
    } catch {
      return .failure(error)
    }
  }

  @Test(arguments: [
    (#"{"id":"x","message":{"role":"assistant","content":"hi"}}"#, Response(turn: AssistantTurn(content: "hi"))),
    (#"{"message":{"content":null},"unknown":1}"#, Response(turn: AssistantTurn())),
    (#"{"message":{"content":"\ud800"}}"#, Response(turn: AssistantTurn(content: "\u{FFFD}"))),
    (
      #"{"message":{"tool_calls":[{"id":"c9","name":"a","arguments":{"n":1}},{"name":"b"},{"name":"c","arguments":"{"}]}}"#,
      Response(
        turn: AssistantTurn(toolCalls: [
          ToolCall(id: "c9", name: "a", arguments: ["n": 1]), ToolCall(id: "call_4", name: "b"),
          ToolCall(id: "call_5", name: "c", arguments: "{"),
        ]), stop: .toolCalls)
    ),
    (
      #"{"message":{"content":"a"},"stop":"length","model":"m","fingerprint":"f","response_id":"r","#
        + #""usage":{"input_tokens":612,"output_tokens":148}}"#,
      Response(
        turn: AssistantTurn(content: "a"), stop: .length, usage: Usage(inputTokens: 612, outputTokens: 148), model: "m",
        fingerprint: "f", responseID: "r")
    ),
    (
      #"{"error":{"kind":"content-filtered","message":"blocked"},"model":"m"}"#,
      Response(turn: AssistantTurn(content: "blocked"), stop: .contentFilter, model: "m")
    ),
  ])
  func answersAreRead(line: String, expected: Response) {
    #expect(outcome(line, callsBefore: 2) == .success(expected))
  }

  @Test(arguments: [
    ("rate-limited", FailureKind.rateLimited), ("overloaded", .overloaded), ("server", .server), ("timeout", .timeout),
    ("network", .network), ("auth", .auth), ("quota", .quota), ("bad-request", .badRequest),
    ("context-length", .contextLength), ("malformed-response", .malformedResponse), ("too-large", .tooLarge),
  ])
  func errorsKeepTheirKind(name: String, kind: FailureKind) {
    let line = #"{"error":{"kind":"\#(name)","message":"m","retry_after":2}}"#
    #expect(outcome(line) == .failure(AdapterFailure(kind: kind, message: "m", retryAfter: 2)))
  }

  @Test(arguments: [
    (#"{"error":{"kind":"oops","message":"m"}}"#, "oops: m"),
    (#"{"error":{"kind":"cancelled","message":"m"}}"#, "cancelled: m"),
    (#"{"error":{"kind":"grader","retry_after":-1}}"#, #"grader: the program reported "grader" without a message"#),
  ])
  func errorsOfNoKindAreTheServers(line: String, message: String) {
    #expect(outcome(line) == .failure(AdapterFailure(kind: .server, message: message)))
  }

  @Test(arguments: [
    ("{}", "the answer has neither `message` nor `error`"),
    (#"{"message":{},"error":{"kind":"server"}}"#, "the answer has both `message` and `error`"),
    (#"{"message":{"role":"user"}}"#, #"the message has the role "user", not "assistant""#),
    (#"{"message":{},"usage":{"input_tokens":-1}}"#, "the usage is negative"),
    (
      #"{"message":{"tool_calls":[{}]}}"#,
      "the answer does not fit the protocol: `message.tool_calls.Index 0.name` is missing"
    ),
  ])
  func oddAnswersAreMalformed(line: String, message: String) {
    #expect(outcome(line) == .failure(AdapterFailure(kind: .malformedResponse, message: message)))
  }

  @Test(arguments: [
    "", "[]", "1", "nope", #"{"message":"text"}"#, #"{"message":{"content":1}}"#, #"{"message":{},"stop":"tired"}"#,
    #"{"message":{},"usage":{"input_tokens":1.5}}"#, #"{"message":{},"usage":{"input_tokens":1e400}}"#,
  ])
  func whatDoesNotFitIsMalformed(line: String) {
    #expect(outcome(line).failure?.kind == .malformedResponse)
  }
}
