import FoundationEssentials
import Testing

@testable import EvalSchema

@Suite struct MessageTests {
  @Test(arguments: [
    #"{"user":"hello"}"#, #"{"system":"be kind"}"#, #"{"assistant":"hi"}"#,
    #"{"assistant":{"tool_calls":[{"arguments":{"id":1},"id":"c1","name":"look"}]}}"#,
    #"{"assistant":{"content":"wait","tool_calls":[{"arguments":{},"id":"","name":"look"}]}}"#,
    #"{"tool":{"call":"c1","name":"look","result":{"ok":true},"unmatched":false}}"#,
    #"{"tool":{"call":"","error":"no such order","name":"look","unmatched":true}}"#,
  ])
  func messagesSurviveTheirFile(_ text: String) throws {
    let message = try CanonicalJSON.decode(Message.self, from: Data(text.utf8))
    #expect(try CanonicalJSON.text(message) == text)
  }

  @Test(arguments: [#"{}"#, #"{"user":"a","assistant":"b"}"#, #"{"robot":"x"}"#, #"{"user":3}"#, #"[]"#])
  func whatIsNoMessageIsRefused(_ text: String) {
    #expect(throws: (any Error).self) { try CanonicalJSON.decode(Message.self, from: Data(text.utf8)) }
  }

  @Test func whiteSpaceIsNoAnswer() {
    #expect(Transcript(messages: [.assistant(AssistantTurn(content: " \u{00A0}\u{200B}\u{2060}\r\n"))]).isEmpty)
    #expect(Transcript(messages: [.assistant(AssistantTurn(content: "\u{0}\u{1B}\u{7F}"))]).isEmpty)
    #expect(Transcript().isEmpty)
    #expect(!Transcript(messages: [.assistant(AssistantTurn(toolCalls: [ToolCall(name: "x")]))]).isEmpty)
  }
}
