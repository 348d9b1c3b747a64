import EvalSchema
import Testing

@testable import Adapters

@Suite struct TokenEstimateTests {
  @Test(arguments: [("", 0), ("a", 1), ("abcd", 1), ("abcde", 2), ("ééééé", 2)])
  func fourScalarsAreAToken(text: String, expected: Int) {
    #expect(TokenEstimate.output(of: AssistantTurn(content: text)) == expected)
  }

  @Test func everythingThatIsReadCounts() {
    let bare = Request(id: "a", evalCase: "a", trial: 0, seed: 0, messages: [.user("12345678")])
    #expect(TokenEstimate.input(of: bare) == 2)
    var full = bare
    full.system = "12345678"
    full.documents = [ContextDocument(id: "d", title: "1234", text: "12345678")]
    full.tools = [ToolDefinition(name: "1234", description: "12345678", parameters: ["1234": [true, 1, "12"]])]
    full.messages.append(.assistant(AssistantTurn(content: "1234", toolCalls: [ToolCall(name: "1234")])))
    full.messages.append(.tool(ToolResult(result: "12345678")))
    full.messages.append(.tool(ToolResult(error: "1234")))
    // 2 + system 2 + document 3 + tool 3, its parameters (8 + 5 + 2 + 3) / 4, turn 2, results 3: 78 scalars.
    #expect(TokenEstimate.input(of: full) == 20)
  }
}
