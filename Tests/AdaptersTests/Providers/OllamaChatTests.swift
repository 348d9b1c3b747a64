import EvalSchema
import Testing

@testable import Adapters

@Suite struct OllamaChatTests {
  private static func said(_ message: String, _ reason: String = "stop") -> String {
    #"{"model":"m:8b","message":\#(message),"done":true,"done_reason":"\#(reason)"}"#
  }

  static let answers: [Row] = [
    Row(
      "text, tokens",
      #"{"model":"m:8b","created_at":"2026-11-02T10:00:00Z","message":{"role":"assistant","content":"Hello"},"done":true,"done_reason":"stop","total_duration":1,"prompt_eval_count":20,"eval_count":9}"#,
      "end 'Hello' 20/9/0/0"),
    Row(
      "parallel calls",
      said(
        #"{"content":"","tool_calls":[{"function":{"name":"f","arguments":{"x":1}}},{"id":"b","function":{"name":"g","arguments":{}}}]}"#
      ), #"tool-calls '' f{"x":1}#call_1 g{}#b"#),
    Row(
      "arguments as text", said(#"{"tool_calls":[{"function":{"name":"f","arguments":"{\"x\":1}"}}]}"#),
      #"tool-calls '' f{"x":1}#call_1"#),
    Row("length", said(#"{"content":"Hel"}"#, "length"), "length 'Hel'"),
    Row("a refusal is text here", said(#"{"content":"I cannot help."}"#), "end 'I cannot help.'"),
    Row("empty", said(#"{"content":""}"#), "end ''"),
    Row("no text", said("{}"), "end ''"),
    Row("null text", said(#"{"content":null}"#), "end ''"),
    Row("loaded only", said(#"{"content":""}"#, "load"), "end ''"),
    Row("thoughts are not said", said(#"{"content":"a","thinking":"hm"}"#), "end 'a'"),
    Row(
      "counts of odd kinds", #"{"message":{"content":"a"},"eval_count":"3","prompt_eval_count":null}"#,
      "end 'a' 0/3/0/0"),
    Row("a lone surrogate", said(#"{"content":"\ud800a"}"#), "end '\u{FFFD}a'"),
  ]

  static let malformed: [Row] = [
    Row("nothing", "{}", "!malformed-response"),
    Row("message null", #"{"message":null}"#, "!malformed-response"),
    Row("a message that is text", #"{"message":"a"}"#, "!malformed-response"),
    Row("content that is a number", #"{"message":{"content":1}}"#, "!malformed-response"),
    Row("calls of another kind", #"{"message":{"tool_calls":{}}}"#, "!malformed-response"),
    Row("a call without a function", #"{"message":{"tool_calls":[{}]}}"#, "!malformed-response"),
    Row("a function without a name", #"{"message":{"tool_calls":[{"function":{}}]}}"#, "!malformed-response"),
    Row("a name that is null", #"{"message":{"tool_calls":[{"function":{"name":null}}]}}"#, "!malformed-response"),
    Row("a part of a stream", #"{"message":{"content":"a"},"done":false}"#, "!malformed-response"),
    Row("a stream", "{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"done\":true}\n", "!malformed-response"),
    Row("cut off", #"{"message":{"con"#, "!malformed-response"),
    Row("no JSON", "Ollama is running", "!malformed-response"),
    Row("an error with status 200", #"{"error":"llama runner process has terminated"}"#, "!server"),
  ]

  static let failures: [Row] = [
    Row("no such model", 404, #"{"error":"model 'm' not found"}"#, "!bad-request"),
    Row("no tools", 400, #"{"error":"m does not support tools"}"#, "!bad-request"),
    Row("too long", 400, #"{"error":"input length exceeds the context length"}"#, "!context-length"),
    Row("full", 503, #"{"error":"server busy, please try again. maximum pending requests exceeded"}"#, "!overloaded"),
    Row("broken", 500, #"{"error":"unexpected EOF"}"#, "!server"),
  ]

  @Test(arguments: answers + malformed + failures)
  func aResponseMeansOneThing(row: Row) async throws {
    #expect(try await row.read(as: .ollama) == row.outcome)
  }

  @Test func itIsOnThisMachineUnlessToldOtherwise() async throws {
    let sent = try await ProviderFixtures.sent(ProviderFixtures.target(.ollama), ProviderFixtures.request())
    #expect(sent.url == "http://localhost:11434/api/chat")
  }
}
