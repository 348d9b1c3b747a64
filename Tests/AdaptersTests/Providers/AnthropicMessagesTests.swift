import EvalSchema
import Testing

@testable import Adapters

@Suite struct AnthropicMessagesTests {
  static let answers: [Row] = [
    Row(
      "text, tokens with the cache",
      #"{"id":"msg_1","type":"message","role":"assistant","model":"m-2026","content":[{"type":"text","text":"Hel"},{"type":"text","text":"lo"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":3,"cache_read_input_tokens":7,"output_tokens":9,"output_tokens_details":{"thinking_tokens":4}}}"#,
      "end 'Hello' 30/9/7/4"),
    Row(
      "parallel calls",
      #"{"content":[{"type":"text","text":"I look."},{"type":"tool_use","id":"a","name":"f","input":{"x":1}},{"type":"tool_use","id":"b","name":"g","input":{}}],"stop_reason":"tool_use"}"#,
      #"tool-calls 'I look.' f{"x":1}#a g{}#b"#),
    Row("refusal", #"{"content":[{"type":"text","text":"No."}],"stop_reason":"refusal"}"#, "refusal 'No.'"),
    Row(
      "refusal with an explanation only",
      #"{"content":[],"stop_reason":"refusal","stop_details":{"type":"refusal","category":"bio","explanation":"It is refused."}}"#,
      "refusal 'It is refused.'"),
    Row("length", #"{"content":[{"type":"text","text":"Hel"}],"stop_reason":"max_tokens"}"#, "length 'Hel'"),
    Row(
      "window full", #"{"content":[{"type":"text","text":"Hel"}],"stop_reason":"model_context_window_exceeded"}"#,
      "length 'Hel'"),
    Row("stop sequence", #"{"content":[{"type":"text","text":"a"}],"stop_reason":"stop_sequence"}"#, "end 'a'"),
    Row(
      "empty", #"{"content":[],"stop_reason":"end_turn","usage":{"input_tokens":4,"output_tokens":2}}"#,
      "end '' 4/2/0/0"),
    Row(
      "thoughts are not said",
      #"{"content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"a"}]}"#, "end 'a'"),
    Row("an unknown block", #"{"content":[{"type":"new","data":{}},{"type":"text","text":"a"}]}"#, "end 'a'"),
    Row("an unknown stop reason", #"{"content":[],"stop_reason":"tired"}"#, "end ''"),
    Row("null counts", #"{"content":[],"usage":{"input_tokens":null,"cache_read_input_tokens":null}}"#, "end ''"),
    Row("a lone surrogate", #"{"content":[{"type":"text","text":"\udc00"}]}"#, "end '\u{FFFD}'"),
    Row("a call without an id", #"{"content":[{"type":"tool_use","name":"f"}]}"#, "tool-calls '' f{}#call_1"),
  ]

  static let malformed: [Row] = [
    Row("no content", #"{"stop_reason":"end_turn"}"#, "!malformed-response"),
    Row("content null", #"{"content":null}"#, "!malformed-response"),
    Row("content that is text", #"{"content":"a"}"#, "!malformed-response"),
    Row("content of texts", #"{"content":["a"]}"#, "!malformed-response"),
    Row("a block without a type", #"{"content":[{"text":"a"}]}"#, "!malformed-response"),
    Row("a type that is a number", #"{"content":[{"type":1}]}"#, "!malformed-response"),
    Row("a text that is a number", #"{"content":[{"type":"text","text":1}]}"#, "!malformed-response"),
    Row("a call without a name", #"{"content":[{"type":"tool_use","id":"a"}]}"#, "!malformed-response"),
    Row("a name that is a list", #"{"content":[{"type":"tool_use","name":[]}]}"#, "!malformed-response"),
    Row("an id that is a number", #"{"content":[{"type":"tool_use","name":"f","id":3}]}"#, "!malformed-response"),
    Row("cut off", #"{"content":[{"type":"text","#, "!malformed-response"),
    Row("events", "event: message_start\ndata: {}\n", "!malformed-response"),
    Row(
      "an error beside content",
      #"{"error":{"type":"overloaded_error"},"content":[{"type":"text","text":"Hel"}]}"#, "!overloaded"),
    Row("an error with status 200", #"{"type":"error","error":{"type":"overloaded_error"}}"#, "!overloaded"),
  ]

  private static func error(_ type: String, _ message: String, _ more: String = "") -> String {
    #"{"type":"error","error":{"type":"\#(type)","message":"\#(message)"\#(more)},"request_id":"req_1"}"#
  }

  static let failures: [Row] = [
    Row("overloaded", 529, error("overloaded_error", "Overloaded"), "!overloaded"),
    Row(
      "too fast", 429, error("rate_limit_error", "Slow"), "!rate-limited after 12.0", headers: ["retry-after": "12"]),
    Row(
      "the limit of spending", 429,
      error("rate_limit_error", "Limit", #","details":{"error_code":"enforced_spend_limit_reached"}"#), "!quota"),
    Row("no money", 402, error("billing_error", "Pay"), "!quota"),
    Row("a bad key", 401, error("authentication_error", "invalid x-api-key"), "!auth"),
    Row("not allowed", 403, error("permission_error", "No"), "!auth"),
    Row(
      "too long", 400, error("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
      "!context-length"),
    Row("too many bytes", 413, error("request_too_large", "Too large"), "!too-large"),
    Row("a wrong field", 400, error("invalid_request_error", "max_tokens: Field required"), "!bad-request"),
    Row("no such model", 404, error("not_found_error", "model: nothing"), "!bad-request"),
    Row("broken", 500, error("api_error", "Internal server error"), "!server"),
    Row("too slow", 504, error("timeout_error", "Timed out"), "!timeout"),
  ]

  @Test(arguments: answers + malformed + failures)
  func aResponseMeansOneThing(row: Row) async throws {
    #expect(try await row.read(as: .anthropic) == row.outcome)
  }

  @Test func thoughtsComeBackAsTheyWere() async throws {
    let body =
      #"{"content":[{"type":"thinking","thinking":"hm","signature":"s="},{"type":"text","text":"I look."},{"type":"tool_use","id":"a","name":"f","input":{"x":1}}],"stop_reason":"tool_use"}"#
    let turn = try await ProviderFixtures.read(.anthropic, body).get().turn
    var next = ProviderFixtures.request([
      .user("Hi"), .assistant(turn), .tool(ToolResult(call: turn.toolCalls[0].id, name: "f", error: "no")),
    ])
    next.parameters = ["max_tokens": 800]
    let sent = try TolerantJSON.decode(
      JSONValue.self, from: try await ProviderFixtures.sent(ProviderFixtures.target(.anthropic), next).body)
    let content = try TolerantJSON.decode(JSONValue.self, from: Array(body.utf8))["content"]
    #expect(sent["messages"]?[1] == ["role": "assistant", "content": content ?? .null])
    #expect(
      sent["messages"]?[2]?["content"]?[0] == [
        "type": "tool_result", "tool_use_id": "a", "content": "no", "is_error": true,
      ])
  }

  @Test func theKeyIsInItsOwnHeader() async throws {
    let transport = ScriptedTransport()
    var request = ProviderFixtures.request()
    request.parameters = ["max_tokens": 800]
    _ = await (try ProviderFixtures.adapter(ProviderFixtures.target(.anthropic), transport)).outcome(request)
    let sent = try #require(transport.requests.first)
    #expect(sent.headers.contains(.init(name: "x-api-key", value: ProviderFixtures.key)))
    #expect(sent.headers.contains(.init(name: "anthropic-version", value: "2023-06-01")))
  }
}
