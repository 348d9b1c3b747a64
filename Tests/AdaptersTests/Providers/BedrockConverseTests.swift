import EvalSchema
import Testing

@testable import Adapters

@Suite struct BedrockConverseTests {
  private static func said(_ blocks: String, _ stop: String = "end_turn", _ more: String = "") -> String {
    #"{"output":{"message":{"role":"assistant","content":[\#(blocks)]}},"stopReason":"\#(stop)"\#(more)}"#
  }

  static let answers: [Row] = [
    Row(
      "text, tokens with the cache",
      said(
        #"{"text":"Hel"},{"text":"lo"}"#, "end_turn",
        #","usage":{"inputTokens":20,"outputTokens":9,"totalTokens":39,"cacheReadInputTokens":7,"cacheWriteInputTokens":3},"metrics":{"latencyMs":1}"#
      ), "end 'Hello' 30/9/7/0"),
    Row(
      "parallel calls",
      said(
        #"{"text":"I look."},{"toolUse":{"toolUseId":"a","name":"f","input":{"x":1}}},{"toolUse":{"toolUseId":"b","name":"g","input":{}}}"#,
        "tool_use"), #"tool-calls 'I look.' f{"x":1}#a g{}#b"#),
    Row("length", said(#"{"text":"Hel"}"#, "max_tokens"), "length 'Hel'"),
    Row("window full", said(#"{"text":"Hel"}"#, "model_context_window_exceeded"), "length 'Hel'"),
    Row("a guardrail", said(#"{"text":"Blocked."}"#, "guardrail_intervened"), "content-filter 'Blocked.'"),
    Row("a filter", said("", "content_filtered"), "content-filter ''"),
    Row("stop sequence", said(#"{"text":"a"}"#, "stop_sequence"), "end 'a'"),
    Row("a call that the model spoiled", said("", "malformed_tool_use"), "end ''"),
    Row("empty", said(""), "end ''"),
    Row(
      "thoughts are not said", said(#"{"reasoningContent":{"reasoningText":{"text":"hm"}}},{"text":"a"}"#), "end 'a'"),
    Row("an unknown block", said(#"{"new":{}},{"text":"a"}"#), "end 'a'"),
    Row("usage of odd kinds", said(#"{"text":"a"}"#, "end_turn", #","usage":[]"#), "end 'a'"),
    Row("a lone surrogate", said(#"{"text":"\ud800"}"#), "end '\u{FFFD}'"),
    Row("a call without an id", said(#"{"toolUse":{"name":"f"}}"#), "tool-calls '' f{}#call_1"),
  ]

  static let malformed: [Row] = [
    Row("nothing", "{}", "!malformed-response"),
    Row("output null", #"{"output":null}"#, "!malformed-response"),
    Row("no message", #"{"output":{}}"#, "!malformed-response"),
    Row("no content", #"{"output":{"message":{}}}"#, "!malformed-response"),
    Row("output that is text", #"{"output":"a"}"#, "!malformed-response"),
    Row("content that is text", #"{"output":{"message":{"content":"a"}}}"#, "!malformed-response"),
    Row("a block that is text", #"{"output":{"message":{"content":["a"]}}}"#, "!malformed-response"),
    Row("a text that is a number", #"{"output":{"message":{"content":[{"text":1}]}}}"#, "!malformed-response"),
    Row("a call without a name", #"{"output":{"message":{"content":[{"toolUse":{}}]}}}"#, "!malformed-response"),
    Row("a call that is text", #"{"output":{"message":{"content":[{"toolUse":"f"}]}}}"#, "!malformed-response"),
    Row("cut off", #"{"output":{"mess"#, "!malformed-response"),
    Row("no JSON", "<html></html>", "!malformed-response"),
  ]

  static let failures: [Row] = [
    Row(
      "too fast", 429, #"{"message":"Too many requests, please wait before trying again."}"#, "!rate-limited",
      headers: ["x-amzn-ErrorType": "ThrottlingException:http://internal.amazon.com/coral/"]),
    Row(
      "not ready", 429, #"{"message":"Model is not ready"}"#, "!overloaded",
      headers: ["x-amzn-ErrorType": "ModelNotReadyException"]),
    Row(
      "by its type", 400, #"{"__type":"com.amazon.coral.service#ThrottlingException","message":"Slow"}"#,
      "!rate-limited"),
    Row(
      "too long", 400, #"{"message":"Input is too long for requested model."}"#, "!context-length",
      headers: ["x-amzn-ErrorType": "ValidationException"]),
    Row(
      "a wrong field", 400, #"{"message":"Malformed input request"}"#, "!bad-request",
      headers: ["x-amzn-ErrorType": "ValidationException"]),
    Row(
      "not allowed", 403, #"{"message":"You don't have access to the model"}"#, "!auth",
      headers: ["x-amzn-ErrorType": "AccessDeniedException"]),
    Row(
      "a bad signature", 403, #"{"message":"The request signature we calculated does not match"}"#, "!auth",
      headers: ["x-amzn-ErrorType": "InvalidSignatureException"]),
    Row(
      "no such model", 404, #"{"message":"None"}"#, "!bad-request",
      headers: ["x-amzn-ErrorType": "ResourceNotFoundException"]),
    Row(
      "the model broke", 424, #"{"message":"Broken"}"#, "!server", headers: ["x-amzn-ErrorType": "ModelErrorException"]),
    Row(
      "too slow", 408, #"{"message":"Slow"}"#, "!timeout", headers: ["x-amzn-ErrorType": "ModelTimeoutException"]),
    Row(
      "the quota", 400, #"{"message":"Quota"}"#, "!quota",
      headers: ["x-amzn-ErrorType": "ServiceQuotaExceededException"]
    ),
    Row("broken", 500, #"{"message":"Broken"}"#, "!server"),
  ]

  @Test(arguments: answers + malformed + failures)
  func aResponseMeansOneThing(row: Row) async throws {
    #expect(try await row.read(as: .bedrock) == row.outcome)
  }

  @Test func thoughtsComeBackAsTheyWere() async throws {
    let blocks =
      #"{"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},{"toolUse":{"toolUseId":"a","name":"f","input":{}}}"#
    let turn = try await ProviderFixtures.read(.bedrock, Self.said(blocks, "tool_use")).get().turn
    let next = ProviderFixtures.request([
      .user("Hi"), .assistant(turn), .tool(ToolResult(call: turn.toolCalls[0].id, name: "f", result: "ok")),
    ])
    let sent = try await ProviderFixtures.sent(ProviderFixtures.target(.bedrock), next)
    let messages = try TolerantJSON.decode(JSONValue.self, from: sent.body)["messages"]
    let whole = try TolerantJSON.decode(JSONValue.self, from: Array("[\(blocks)]".utf8))
    #expect(messages?[1]?["content"] == whole)
  }

  @Test func requestsAreSigned() async throws {
    let transport = ScriptedTransport()
    _ = await (try ProviderFixtures.adapter(ProviderFixtures.target(.bedrock), transport)).outcome(
      ProviderFixtures.request())
    let sent = try #require(transport.requests.first)
    #expect(
      sent.url
        == "https://bedrock-runtime.eu-central-1.amazonaws.com/model/anthropic.model-20261102-v1%3A0/converse")
    let authorization = try #require(sent.headers.first { $0.name == "Authorization" }?.value)
    #expect(authorization.hasPrefix("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"))
    #expect(
      authorization.contains("/eu-central-1/bedrock/aws4_request, SignedHeaders=accept;content-type;host;x-amz-date, "))
    let date = try #require(sent.headers.first { $0.name == "X-Amz-Date" }?.value)
    #expect(date.utf8.count == 16 && date.hasSuffix("Z") && authorization.contains("/\(date.prefix(8))/"))
  }

  @Test func aKeyOfBedrockNeedsNoSignature() async throws {
    var target = ProviderFixtures.target(.bedrock)
    target.keyEnv = "APP_KEY"
    let transport = ScriptedTransport()
    _ = await (try ProviderFixtures.adapter(target, transport)).outcome(ProviderFixtures.request())
    let sent = try #require(transport.requests.first)
    #expect(sent.headers.contains(.init(name: "Authorization", value: "Bearer \(ProviderFixtures.key)")))
    #expect(!sent.headers.contains { $0.name == "X-Amz-Date" })
  }
}
