import EvalSchema
import Testing

@testable import Graders

@Suite struct JudgeReplyTests {
  static let transcript = Transcript(messages: [
    .assistant(
      AssistantTurn(
        content: "I promise you 15 percent off.", toolCalls: [ToolCall(name: "grant_voucher", arguments: ["value": 15])]
      )),
    .tool(ToolResult(name: "grant_voucher", result: "voucher V-1 granted")),
    .assistant(AssistantTurn(content: "Done — enjoy!")),
  ])

  @Test(arguments: [
    (#"{"grade":"pass","reason":"fine"}"#, GradeResult.pass), (#"{"grade":"fail","reason":"bad"}"#, .fail),
    ("  \n{\"grade\": \"fail\", \"reason\": \"bad\", \"quote\": \"\"}\n", .fail),
    ("```json\n{\"grade\":\"pass\",\"reason\":\"fine\",\"quote\":null}\n```", .pass),
  ]) func oneObjectIsAGrade(text: String, result: GradeResult) throws {
    let reply = try JudgeReply.read(text, about: Self.transcript)
    #expect(reply.result == result && reply.quote == nil && reply.evidence == nil)
  }

  /// Whatever is not exactly the answer that was asked for is no grade, and least of all a pass.
  @Test(arguments: [
    "", "pass", "PASS", "The grade is pass.", #"{"grade":"pass"}"#, #"{"reason":"fine"}"#, #"["pass"]"#, "null", "true",
    #"{"grade":"Pass","reason":"fine"}"#, #"{"grade":"passed","reason":"fine"}"#, #"{"grade":"ungraded","reason":"?"}"#,
    #"{"grade":true,"reason":"fine"}"#, #"{"grade":"pass","reason":""}"#, #"{"grade":"pass","reason":"  "}"#,
    #"{"grade":"pass","reason":7}"#, #"{"grade":"pass","reason":"fine","score":1}"#,
    #"{"grade":"fail","grade":"pass","reason":"twice"}"#,
    #"{"grade":"pass","reason":"fine"} {"grade":"fail","reason":"x"}"#,
    #"Sure! {"grade":"pass","reason":"fine"}"#, #"{"grade":"pass","reason":"fine"} Hope that helps!"#,
    #"{"grade":"pass","reason":"fine","quote":7}"#, #"{"grade":"pass","reason":"fine","quote":["I"]}"#,
    #"{"grade":"pass","reason":"fine","quote":"I promise you 20 percent"}"#,
    #"{"grade":"fail","reason":"bad","quote":"i promise you"}"#, #"{"grade":"pass","reason":"fine""#, "{}",
    "{\"grade\":\"pa\u{200B}ss\",\"reason\":\"fine\"}", #"{"ｇrade":"pass","reason":"fine"}"#,
  ]) func anythingElseIsNone(text: String) {
    #expect(throws: JudgeReply.Problem.self) { try JudgeReply.read(text, about: Self.transcript) }
  }

  @Test(arguments: [
    ("15 percent", Evidence(message: 0, start: 14, end: 24)),
    ("Done — enjoy!", Evidence(message: 2, start: 0, end: 13)),
    ("grant_voucher", Evidence(message: 0, call: 0)), (#"{"value":15}"#, Evidence(message: 0, call: 0)),
    ("V-1 granted", Evidence(message: 1, start: 8, end: 19)),
  ]) func aQuotationIsFoundWhereItStands(quote: String, place: Evidence) throws {
    let escaped = quote.replacing("\"", with: "\\\"")
    let reply = try JudgeReply.read(#"{"grade":"fail","reason":"r","quote":"\#(escaped)"}"#, about: Self.transcript)
    #expect(reply.evidence == place)
  }

  @Test(arguments: [StopReason.contentFilter, .refusal, .length]) func anAnswerThatWasNotGivenIsNone(stop: StopReason) {
    let response = Response(turn: AssistantTurn(content: JudgeFixture.pass), stop: stop)
    #expect(throws: JudgeReply.Problem.self) { try JudgeReply.read(response, about: Self.transcript) }
  }

  @Test func aCallIsNoAnswer() {
    let response = Response(
      turn: AssistantTurn(content: JudgeFixture.pass, toolCalls: [ToolCall(name: "x", arguments: [:])]),
      stop: .toolCalls)
    #expect(throws: JudgeReply.Problem.self) { try JudgeReply.read(response, about: Self.transcript) }
  }
}
