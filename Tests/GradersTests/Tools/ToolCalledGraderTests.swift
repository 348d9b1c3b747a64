import EvalSchema
import Testing

@testable import Graders

@Suite struct ToolCalledGraderTests {
  private static let transcript = Transcript(messages: [
    calls(ToolCall(id: "1", name: "lookup", arguments: ["order_id": 8812, "fields": ["total"]])),
    .tool(ToolResult(call: "1", result: ["state": "delivered", "total": 240.0])),
    calls(
      ToolCall(id: "2", name: "lookup", arguments: ["order_id": 9]),
      ToolCall(id: "3", name: "refund", arguments: "garbled")),
    .tool(ToolResult(call: "2", error: "not found")),
    .assistant(AssistantTurn(content: "done")),
  ])

  @Test(
    arguments: [
      (ToolCalledSpec(call: CallPattern(name: "lookup")), GradeResult.pass, 0, 0),
      (ToolCalledSpec(call: CallPattern(name: "Lookup")), .fail, nil, nil),
      (ToolCalledSpec(call: CallPattern(name: "lookup", arguments: ["order_id": 9.0])), .pass, 2, 0),
      (ToolCalledSpec(call: CallPattern(name: "lookup", arguments: ["order_id": "9"])), .fail, 0, 0),
      (ToolCalledSpec(call: CallPattern(name: "lookup", arguments: ["fields": ["total"]])), .pass, 0, 0),
      (ToolCalledSpec(call: CallPattern(name: "lookup", result: ["total": 240])), .pass, 0, 0),
      (ToolCalledSpec(call: CallPattern(name: "lookup", result: [:]), atLeast: 2), .fail, 2, 0),
      (ToolCalledSpec(call: CallPattern(name: "refund", result: "ok")), .fail, 2, 1),
      (ToolCalledSpec(call: CallPattern(name: "refund", arguments: [:])), .fail, 2, 1),
      (ToolCalledSpec(call: CallPattern(name: "lookup"), atLeast: 2, atMost: 2), .pass, 0, 0),
      (ToolCalledSpec(call: CallPattern(name: "lookup"), atLeast: 3), .fail, nil, nil),
      (ToolCalledSpec(call: CallPattern(name: "lookup"), atMost: 1), .fail, 2, 0),
      (ToolCalledSpec(call: CallPattern(name: "refund"), atLeast: 0, atMost: 0), .fail, 2, 1),
      (ToolCalledSpec(call: CallPattern(name: "cancel"), atLeast: 0, atMost: 0), .pass, nil, nil),
    ] as [(ToolCalledSpec, GradeResult, Int?, Int?)])
  func callsAreCounted(spec: ToolCalledSpec, result: GradeResult, message: Int?, call: Int?) async {
    let grade = await judge(.toolCalled(spec), Self.transcript)
    #expect(grade.result == result, "\(grade.reason)")
    #expect(grade.evidence?.message == message)
    #expect(grade.evidence?.call == call)
  }

  @Test func theReasonHasTheNumbers() async {
    let spec = ToolCalledSpec(call: CallPattern(name: "lookup", arguments: ["order_id": 7]))
    let grade = await judge(.toolCalled(spec), Self.transcript)
    #expect(
      grade.reason
        == "lookup with {\"order_id\":7} is called 0 times, less than 1; 2 other calls of the tool are not like that")
  }

  @Test(
    arguments: [
      (ToolCalledSpec(call: CallPattern(name: "a"), atMost: 0), ["grader-cannot-pass"]),
      (ToolCalledSpec(call: CallPattern(name: "a"), atLeast: -1), ["grader-cannot-pass"]),
      (ToolCalledSpec(call: CallPattern(name: "a"), atLeast: 0), ["grader-cannot-fail"]),
      (ToolCalledSpec(call: CallPattern(name: "a")), []),
    ] as [(ToolCalledSpec, [String])])
  func whatIsStatedWronglyIsAFinding(spec: ToolCalledSpec, expected: [String]) {
    #expect(codes(.toolCalled(spec)) == expected)
  }
}
