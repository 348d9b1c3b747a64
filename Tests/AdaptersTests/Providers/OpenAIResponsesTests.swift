import EvalSchema
import Testing

@testable import Adapters

@Suite struct OpenAIResponsesTests {
  private static func message(_ parts: String) -> String {
    #"{"type":"message","id":"m","role":"assistant","status":"completed","content":[\#(parts)]}"#
  }

  private static func body(_ items: String, _ more: String = "") -> String {
    #"{"id":"resp_1","object":"response","status":"completed","model":"m-2026","output":[\#(items)]\#(more)}"#
  }

  private static let hello = message(#"{"type":"output_text","text":"Hello","annotations":[]}"#)

  static let answers: [Row] = [
    Row(
      "text, tokens",
      body(
        hello,
        #","usage":{"input_tokens":20,"input_tokens_details":{"cached_tokens":5},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":29}"#
      ), "end 'Hello' 20/9/5/4"),
    Row(
      "parallel calls",
      body(
        #"{"type":"function_call","id":"fc_1","call_id":"a","name":"f","arguments":"{\"x\":1}"},{"type":"function_call","call_id":"b","name":"g","arguments":"{}"}"#
      ), #"tool-calls '' f{"x":1}#a g{}#b"#),
    Row("a call without an id", body(#"{"type":"function_call","name":"f"}"#), "tool-calls '' f{}#call_1"),
    Row("refusal", body(message(#"{"type":"refusal","refusal":"I cannot help."}"#)), "refusal 'I cannot help.'"),
    Row(
      "length", #"{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[\#(hello)]}"#,
      "length 'Hello'"),
    Row(
      "content filter", #"{"status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[]}"#,
      "content-filter ''"),
    Row("empty", body(""), "end ''"),
    Row("an empty message", body(message("")), "end ''"),
    Row("two messages", body(hello + "," + hello), "end 'HelloHello'"),
    Row("reasoning is not said", body(#"{"type":"reasoning","id":"rs","summary":[]},"# + hello), "end 'Hello'"),
    Row("an unknown item", body(#"{"type":"new"},"# + hello), "end 'Hello'"),
    Row("usage of odd kinds", body(hello, #","usage":{"input_tokens":"7"}"#), "end 'Hello' 7/0/0/0"),
    Row("a lone surrogate", body(message(#"{"type":"output_text","text":"\ud800"}"#)), "end '\u{FFFD}'"),
    Row(
      "a prompt that policy blocked", #"{"status":"failed","error":{"code":"invalid_prompt","message":"Blocked."}}"#,
      "content-filter 'Blocked.'"),
  ]

  static let malformed: [Row] = [
    Row("no output", #"{"id":"resp_1","status":"completed"}"#, "!malformed-response"),
    Row("output null", #"{"output":null}"#, "!malformed-response"),
    Row("output that is text", #"{"output":"a"}"#, "!malformed-response"),
    Row("output of texts", #"{"output":["a"]}"#, "!malformed-response"),
    Row("an item without a type", #"{"output":[{"content":[]}]}"#, "!malformed-response"),
    Row("content that is text", #"{"output":[{"type":"message","content":"a"}]}"#, "!malformed-response"),
    Row("a part that is text", #"{"output":[{"type":"message","content":["a"]}]}"#, "!malformed-response"),
    Row("a text that is a number", #"{"output":[{"type":"message","content":[{"text":1}]}]}"#, "!malformed-response"),
    Row("a call without a name", #"{"output":[{"type":"function_call","call_id":"a"}]}"#, "!malformed-response"),
    Row(
      "an id that is a number", #"{"output":[{"type":"function_call","call_id":1,"name":"f"}]}"#, "!malformed-response"),
    Row("cut off", #"{"output":[{"type":"mess"#, "!malformed-response"),
    Row("events", "event: response.created\ndata: {}\n", "!malformed-response"),
    Row("failed without an error", #"{"status":"failed","error":null,"output":[]}"#, "!server"),
    Row(
      "an error beside an answer",
      #"{"error":{"code":"server_error"},"output":[{"type":"message","content":[{"type":"output_text","text":"a"}]}]}"#,
      "!server"),
    Row("queued", #"{"status":"queued","output":[]}"#, "!server"),
    Row("failed", #"{"status":"failed","error":{"code":"server_error","message":"Broken"},"output":[]}"#, "!server"),
    Row(
      "failed, too fast", #"{"status":"failed","error":{"code":"rate_limit_exceeded","message":"Slow"}}"#,
      "!rate-limited"),
  ]

  static let failures: [Row] = [
    Row(
      "no money", 429, #"{"error":{"message":"Quota","type":"insufficient_quota","code":"insufficient_quota"}}"#,
      "!quota"),
    Row("too long", 400, #"{"error":{"message":"Long","code":"context_length_exceeded"}}"#, "!context-length"),
    Row(
      "blocked", 400, #"{"error":{"message":"Policy","code":"content_policy_violation"}}"#, "content-filter 'Policy'"),
    Row("a bad key", 401, #"{"error":{"message":"Key","code":"invalid_api_key"}}"#, "!auth"),
    Row("broken", 500, "", "!server"),
  ]

  @Test(arguments: answers + malformed + failures)
  func aResponseMeansOneThing(row: Row) async throws {
    #expect(try await row.read(as: .openAIResponses) == row.outcome)
  }

  private static let call = #"{"type":"function_call","id":"fc_1","call_id":"a","name":"f","arguments":"{\"x\":1}"}"#

  /// The items that go back after a response with these.
  private static func returned(_ items: String) async throws -> [JSONValue] {
    let turn = try await ProviderFixtures.read(.openAIResponses, body(items)).get().turn
    let next = ProviderFixtures.request([
      .user("Hi"), .assistant(turn), .tool(ToolResult(call: turn.toolCalls[0].id, name: "f", result: "ok")),
    ])
    let sent = try await ProviderFixtures.sent(ProviderFixtures.target(.openAIResponses), next)
    guard case .array(let input)? = try TolerantJSON.decode(JSONValue.self, from: sent.body)["input"] else { return [] }
    return Array(input.dropFirst())
  }

  private static let result: JSONValue = ["type": "function_call_output", "call_id": "a", "output": "ok"]

  @Test func reasoningComesBackAsItWas() async throws {
    let reasoning = #"{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA"}"#
    let items = try await Self.returned(reasoning + "," + Self.call)
    let whole = try TolerantJSON.decode([JSONValue].self, from: Array("[\(reasoning),\(Self.call)]".utf8))
    #expect(items == whole + [Self.result])
  }

  /// LiteLLM's proxy sends every key of an item; the API does not take the empty ones back.
  @Test func whatIsNullDoesNotComeBack() async throws {
    let reasoning = #"{"type":"reasoning","id":"rs_1","summary":[],"content":null,"encrypted_content":"gAAA"}"#
    let call = #"{"type":"function_call","call_id":"a","name":"f","arguments":"{}","namespace":null}"#
    let items = try await Self.returned(reasoning + "," + call)
    #expect(
      items == [
        ["type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAA"],
        ["type": "function_call", "call_id": "a", "name": "f", "arguments": "{}"], Self.result,
      ])
  }

  @Test func reasoningWithoutItsContentStaysAway() async throws {
    let items = try await Self.returned(#"{"type":"reasoning","id":"rs_1","summary":[]},"# + Self.call)
    #expect(
      items == [
        ["type": "function_call", "call_id": "a", "name": "f", "arguments": #"{"x":1}"#], Self.result,
      ])
  }

  @Test(arguments: [("gpt-5-2026-01-01", true), ("o3-2025-04-16", true), ("gpt-4.1-2025-04-14", false)])
  func encryptedReasoningIsAskedForWhereThereIsSome(model: String, isAsked: Bool) async throws {
    var target = ProviderFixtures.target(.openAIResponses)
    target.model = model
    let body = try TolerantJSON.decode(
      JSONValue.self, from: try await ProviderFixtures.sent(target, ProviderFixtures.request()).body)
    #expect(body["include"] == (isAsked ? ["reasoning.encrypted_content"] : nil))
    #expect(body["store"] == false)
  }
}
