import EvalSchema
import Testing

@testable import Adapters

@Suite struct DialogueTests {
  private static func calls(_ dialogue: Dialogue) -> [String] {
    dialogue.entries.flatMap { entry -> [String] in
      switch entry {
      case .assistant(let turn, _): turn.toolCalls.map { "call \($0.id)" }
      case .results(let results): results.map { "result \($0.call) \($0.name)" }
      case .system, .user: []
      }
    }
  }

  @Test func callsWithoutIdsPairWithResultsInOrder() throws {
    let turn = AssistantTurn(toolCalls: [ToolCall(name: "f"), ToolCall(id: "x", name: "g"), ToolCall(name: "h")])
    let dialogue = try Dialogue(
      ProviderFixtures.request([
        .user("Hi"), .assistant(turn), .tool(ToolResult(result: 1)), .tool(ToolResult(call: "x", result: 2)),
        .tool(ToolResult(result: 3)), .assistant(AssistantTurn(toolCalls: [ToolCall(name: "f")])), .tool(ToolResult()),
      ]))
    #expect(
      Self.calls(dialogue) == [
        "call call_1", "call x", "call call_3", "result call_1 f", "result x g", "result call_3 h", "call call_4",
        "result call_4 f",
      ])
  }

  @Test(arguments: [
    [Message.tool(ToolResult(call: "x"))], [.user("Hi"), .tool(ToolResult())],
    [.assistant(AssistantTurn(toolCalls: [ToolCall(id: "a", name: "f")])), .tool(ToolResult(call: "b"))],
    [
      .assistant(AssistantTurn(toolCalls: [ToolCall(id: "a", name: "f")])), .tool(ToolResult(call: "a")),
      .tool(ToolResult(call: "a")),
    ],
  ])
  func aResultThatAnswersNoCallIsRefused(messages: [Message]) {
    let failure = #expect(throws: AdapterFailure.self) { try Dialogue(ProviderFixtures.request(messages)) }
    #expect(failure?.kind == .badRequest)
  }

  @Test func documentsStandBeforeTheLastQuestion() throws {
    let document = ContextDocument(id: "a\"<b>", title: "T & U", text: "Text")
    let block = "<documents>\n<document id=\"a&quot;&lt;b&gt;\" title=\"T &amp; U\">\nText\n</document>\n</documents>"
    func texts(_ messages: [Message]) throws -> [String] {
      try Dialogue(ProviderFixtures.request(messages, documents: [document])).entries.compactMap { entry in
        if case .user(let text) = entry { text } else { nil }
      }
    }
    #expect(
      try texts([.user("One"), .assistant(AssistantTurn(content: "Two")), .user("Three")]) == [
        "One", block + "\n\nThree",
      ])
    #expect(try texts([.system("S")]) == [block])
  }

  @Test func twoSidesTakeTurns() throws {
    let turn = AssistantTurn(content: " \n", toolCalls: [ToolCall(id: "a", name: "f")])
    let dialogue = try Dialogue(
      ProviderFixtures.request(
        [
          .user("One"), .user("Two"), .system("Be kind."), .assistant(AssistantTurn()), .user("Three"),
          .assistant(turn), .tool(ToolResult(call: "a", result: "r")), .user("Four"),
        ], system: "You help."))
    #expect(dialogue.wholeSystem == "You help.\n\nBe kind.")
    #expect(dialogue.sides.map(\.isAssistant) == [false, true, false])
    #expect(dialogue.sides.map(\.blocks.count) == [3, 1, 2])
  }

  @Test func whatIsCarriedComesBack() throws {
    let parts: [JSONValue] = [["type": "thinking", "signature": "a\u{1F}b\n"], 1]
    let calls = try CarriedTurn.load(parts, onto: [ToolCall(id: "a", name: "f"), ToolCall(id: "b", name: "g")])
    #expect(calls.map { CarriedTurn.plainID($0.id) } == ["a", "b"])
    #expect(try CarriedTurn.parts(of: calls) == parts)
    #expect(try CarriedTurn.parts(of: [ToolCall(id: "a", name: "f")]) == nil)
    #expect(try CarriedTurn.load(parts, onto: []) == [])
    let broken = #expect(throws: AdapterFailure.self) {
      try CarriedTurn.parts(of: [ToolCall(id: "a\u{1F}{", name: "f")])
    }
    #expect(broken?.kind == .badRequest)
  }
}
