import EvalSchema
import Testing

@testable import Adapters

@Suite struct WireRequestTests {
  @Test func theLineIsWhatTheProtocolSays() throws {
    let request = Request(
      id: "INC-1/base/17", evalCase: "INC-1", variant: "base", trial: 17, attempt: 2, seed: .max, system: "Be kind.",
      messages: [
        .user("Where?\r\n\"\u{301}/"),
        .assistant(AssistantTurn(toolCalls: [ToolCall(id: "c1", name: "lookup", arguments: ["order_id": 8812])])),
        .tool(ToolResult(call: "c1", name: "lookup", result: ["state": "lost"])),
        .assistant(AssistantTurn(content: "Hm.", toolCalls: [ToolCall(id: "c2", name: "mail", arguments: "odd")])),
        .tool(ToolResult(call: "c2", error: "no such tool")),
      ],
      documents: [ContextDocument(id: "d1", rank: 1, text: "T")],
      tools: [ToolDefinition(name: "lookup", description: "Looks up", parameters: ["type": "object"])],
      parameters: ["temperature": 0.5])
    let line = try WireRequest(request).line()
    #expect(
      String(decoding: line, as: UTF8.self) == #"{"case":"INC-1","documents":[{"id":"d1","rank":1,"text":"T"}],"#
        + #""id":"INC-1/base/17#2.2","messages":[{"content":"Be kind.","role":"system"},"#
        + #"{"content":"Where?\r\n\"́/","role":"user"},"#
        + #"{"content":"","role":"assistant","tool_calls":[{"arguments":{"order_id":8812},"id":"c1","name":"lookup"}]},"#
        + #"{"content":{"state":"lost"},"name":"lookup","role":"tool","tool_call_id":"c1"},"#
        + #"{"content":"Hm.","role":"assistant","tool_calls":[{"arguments":"odd","id":"c2","name":"mail"}]},"#
        + #"{"content":"no such tool","error":true,"role":"tool","tool_call_id":"c2"}],"#
        + #""parameters":{"temperature":0.5},"seed":18446744073709551615,"#
        + #""tools":[{"description":"Looks up","name":"lookup","parameters":{"type":"object"}}],"#
        + #""trial":17,"variant":"base","version":1}"# + "\n")
    #expect(line.filter { $0 == 0x0A }.count == 1)
  }

  @Test func stepsAndAttemptsHaveTheirOwnIDs() {
    func id(attempt: Int = 0, after: [Message] = []) -> String {
      WireRequest.id(of: CommandFixture.request(3, attempt: attempt, after: after))
    }
    #expect(id() == "INC-1/base/3#0.0")
    #expect(id(attempt: 1) == "INC-1/base/3#0.1")
    #expect(id(after: [.assistant(AssistantTurn()), .tool(ToolResult())]) == "INC-1/base/3#1.0")
  }

  @Test func theModelIsTheTargets() throws {
    let request = CommandFixture.request()
    let line = String(decoding: try WireRequest(request, model: "m-\"2").line(), as: UTF8.self)
    #expect(line.contains(##","model":"m-\"2","##))
    #expect(!String(decoding: try WireRequest(request).line(), as: UTF8.self).contains("model"))
  }

  @Test func whatIsNotJSONIsABadRequest() {
    var request = CommandFixture.request()
    request.parameters = ["temperature": .number(.nan)]
    let failure = #expect(throws: AdapterFailure.self) { try WireRequest(request).line() }
    #expect(failure?.kind == .badRequest)
  }
}
