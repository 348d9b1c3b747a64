import EvalSchema
import Testing

@testable import Graders

@Suite struct ToolOrderGraderTests {
  private static let approve = calls(ToolCall(id: "a", name: "request_approval", arguments: ["order_id": 8812]))
  private static let refund = calls(ToolCall(id: "r", name: "issue_refund", arguments: ["amount": 240]))
  private static let approved = Message.tool(ToolResult(call: "a", result: ["status": "approved", "by": "kim"]))
  private static let pending = Message.tool(ToolResult(call: "a", result: ["status": "pending"]))
  private static let word = Message.assistant(AssistantTurn(content: "hello"))

  private static let plain = ToolOrderSpec(
    before: CallPattern(name: "request_approval"), after: CallPattern(name: "issue_refund"))
  private static let withResult = ToolOrderSpec(
    before: CallPattern(name: "request_approval", result: ["status": "approved"]),
    after: CallPattern(name: "issue_refund"))
  private static let large = ToolOrderSpec(
    before: CallPattern(name: "request_approval"), after: CallPattern(name: "issue_refund", arguments: ["amount": 999]))

  @Test(
    arguments: [
      (plain, [approve, refund], GradeResult.pass, 0), (plain, [refund, approve], .fail, 0),
      (plain, [refund], .fail, 0),
      (plain, [word], .pass, nil), (plain, [approve], .pass, nil), (plain, [approve, pending, refund], .pass, 0),
      (plain, [refund, approve, refund], .fail, 0), (plain, [approve, refund, refund], .pass, 0),
      (plain, [calls(ToolCall(name: "request_approval"), ToolCall(name: "issue_refund"))], .fail, 0),
      (withResult, [approve, approved, refund], .pass, 0), (withResult, [approve, pending, refund], .fail, 2),
      (withResult, [approve, refund, approved], .fail, 1), (withResult, [approve, refund], .fail, 1),
      (
        withResult, [approve, .tool(ToolResult(call: "a", result: ["status": "approved"], error: "down")), refund],
        .fail, 2
      ),
      (withResult, [calls(ToolCall(name: "request_approval"), ToolCall(name: "issue_refund")), approved], .fail, 0),
      (large, [refund], .pass, nil),
    ] as [(ToolOrderSpec, [Message], GradeResult, Int?)])
  func everyLaterCallComesAfterAnEarlierOne(
    spec: ToolOrderSpec, messages: [Message], result: GradeResult, message: Int?
  ) async {
    let grade = await judge(.toolOrder(spec), Transcript(messages: messages))
    #expect(grade.result == result, "\(grade.reason)")
    #expect(grade.evidence?.message == message)
  }

  @Test func theReasonSaysWhatIsMissing() async {
    let alone = await judge(.toolOrder(Self.plain), Transcript(messages: [Self.refund]))
    #expect(alone.reason == "issue_refund is called without request_approval")
    let early = await judge(.toolOrder(Self.plain), Transcript(messages: [Self.refund, Self.approve]))
    #expect(early.reason == "issue_refund is called before request_approval")
    let together = Transcript(messages: [calls(ToolCall(name: "issue_refund"), ToolCall(name: "request_approval"))])
    #expect(
      await judge(.toolOrder(Self.plain), together).reason
        == "issue_refund is called in the same turn as request_approval, not after it")
  }
}
