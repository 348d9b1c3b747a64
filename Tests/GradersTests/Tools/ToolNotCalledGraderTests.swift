import EvalSchema
import Testing

@testable import Graders

@Suite struct ToolNotCalledGraderTests {
  private static let transcript = Transcript(messages: [
    calls(ToolCall(id: "1", name: "lookup"), ToolCall(id: "2", name: "send", arguments: ["to": "a@b.c", "body": "🚒"])),
    .tool(ToolResult(call: "2", result: ["status": "sent"])),
    calls(ToolCall(id: "3", name: "send", arguments: ["to": "x"])),
    .tool(ToolResult(call: "3", error: "refused")),
  ])

  @Test(
    arguments: [
      (CallPattern(name: "refund"), GradeResult.pass, nil, nil), (CallPattern(name: "send"), .fail, 0, 1),
      (CallPattern(name: "SEND"), .pass, nil, nil), (CallPattern(name: "send", arguments: ["to": "x"]), .fail, 2, 0),
      (CallPattern(name: "send", arguments: ["to": "y"]), .pass, nil, nil),
      (CallPattern(name: "send", arguments: ["body": "🚒"]), .fail, 0, 1),
      (CallPattern(name: "send", result: ["status": "sent"]), .fail, 0, 1),
      (CallPattern(name: "send", result: ["status": "queued"]), .pass, nil, nil),
      (CallPattern(name: "lookup", result: .null), .pass, nil, nil), (CallPattern(name: ""), .pass, nil, nil),
    ] as [(CallPattern, GradeResult, Int?, Int?)])
  func noCallIsLikeThePattern(pattern: CallPattern, result: GradeResult, message: Int?, call: Int?) async {
    let grade = await judge(.toolNotCalled(pattern), Self.transcript)
    #expect(grade.result == result, "\(grade.reason)")
    #expect(grade.evidence?.message == message)
    #expect(grade.evidence?.call == call)
  }

  @Test func wordsAloneCallNothing() async {
    #expect(await judge(.toolNotCalled(CallPattern(name: "send")), said("send({})")).result == .pass)
  }
}
