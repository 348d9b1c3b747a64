import EvalSchema
import Testing

@testable import Graders

@Suite struct CallLogTests {
  private func results(_ messages: [Message]) -> [JSONValue?] {
    CallLog(Transcript(messages: messages)).entries.map(\.result?.result)
  }

  @Test func idsPairWhateverTheOrder() {
    let paired = results([
      calls(ToolCall(id: "c1", name: "a"), ToolCall(id: "c2", name: "a")), .tool(ToolResult(call: "c2", result: 2)),
      .tool(ToolResult(call: "c1", result: 1)),
    ])
    #expect(paired == [1, 2])
  }

  @Test func callsWithoutIdsPairInOrderByName() {
    let paired = results([
      calls(ToolCall(name: "a"), ToolCall(name: "b"), ToolCall(name: "a")), .tool(ToolResult(name: "b", result: "b")),
      .tool(ToolResult(name: "a", result: "a1")), .tool(ToolResult(result: "a2")),
    ])
    #expect(paired == ["a1", "b", "a2"])
  }

  @Test func anUnknownIdPairsWithACallWithoutOne() {
    #expect(results([calls(ToolCall(name: "a")), .tool(ToolResult(call: "x", result: 1))]) == [1])
    #expect(results([calls(ToolCall(id: "c1", name: "a")), .tool(ToolResult(call: "x", result: 1))]) == [nil])
  }

  @Test func aRepeatedIdAnswersTheFirstOpenCall() {
    let paired = results([
      calls(ToolCall(id: "c", name: "a"), ToolCall(id: "c", name: "a")), .tool(ToolResult(call: "c", result: 1)),
      .tool(ToolResult(call: "c", result: 2)), .tool(ToolResult(call: "c", result: 3)),
    ])
    #expect(paired == [1, 2])
  }

  @Test func aResultBeforeItsCallIsLeftOut() {
    #expect(results([.tool(ToolResult(name: "a", result: 1)), calls(ToolCall(name: "a"))]) == [nil])
  }
}
