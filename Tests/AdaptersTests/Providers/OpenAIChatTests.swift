import EvalSchema
import Testing

@testable import Adapters

@Suite struct OpenAIChatTests {
  private static func choice(_ message: String, _ finish: String = "stop") -> String {
    #"{"choices":[{"index":0,"message":\#(message),"finish_reason":"\#(finish)"}]}"#
  }

  static let answers: [Row] = [
    Row(
      "text, tokens, model",
      #"{"id":"chatcmpl-1","model":"m-2026","system_fingerprint":"fp_1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":5},"completion_tokens_details":{"reasoning_tokens":4}}}"#,
      "end 'Hello' 20/9/5/4"),
    Row(
      "parallel calls",
      choice(
        #"{"content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},{"id":"b","type":"function","function":{"name":"g","arguments":""}}]}"#,
        "tool_calls"), #"tool-calls '' f{"x":1}#a g{}#b"#),
    Row(
      "calls without ids, with arguments as an object, ended by `stop`",
      choice(#"{"content":"","tool_calls":[{"function":{"name":"f","arguments":{"x":1}}}]}"#),
      #"tool-calls '' f{"x":1}#call_1"#),
    Row(
      "arguments that are no JSON",
      choice(#"{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{\"x\":"}}]}"#, "length"),
      ##"length '' f"{\"x\":"#a"##),
    Row("refusal", choice(#"{"content":null,"refusal":"I cannot help."}"#), "refusal 'I cannot help.'"),
    Row("length", choice(#"{"content":"Hel"}"#, "length"), "length 'Hel'"),
    Row("content filter", choice(#"{"content":""}"#, "content_filter"), "content-filter ''"),
    Row("empty text", choice(#"{"content":""}"#), "end ''"),
    Row(
      "errors that say nothing", #"{"error":null,"choices":[{"error":{},"message":{"content":"a"}}]}"#, "end 'a'"),
    Row("no text at all", choice("{}"), "end ''"),
    Row("null text", choice(#"{"content":null}"#), "end ''"),
    Row("text in parts", choice(#"{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}"#), "end 'ab'"),
    Row(
      "usage of odd kinds",
      #"{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":"12","completion_tokens":3.0,"prompt_tokens_details":7}}"#,
      "end 'a' 12/3/0/0"),
    Row("usage that is none", #"{"choices":[{"message":{"content":"a"}}],"usage":"n/a","model":7}"#, "end 'a'"),
    Row(
      "a lone surrogate, a number beyond all doubles, unknown fields",
      #"{"created":1e400,"new":{"a":[]},"choices":[{"message":{"content":"a\ud83d"},"logprobs":NaN}]}"#,
      "end 'a\u{FFFD}'"
    ),
    Row(
      "a tool-call ending without calls is left to the harness", choice(#"{"content":"a"}"#, "tool_calls"),
      "tool-calls 'a'"),
  ]

  static let malformed: [Row] = [
    Row("no choices", #"{"choices":[]}"#, "!malformed-response"),
    Row("choices of another kind", #"{"choices":"a"}"#, "!malformed-response"),
    Row("choices null", #"{"choices":null}"#, "!malformed-response"),
    Row("a choice without a message", #"{"choices":[{"finish_reason":"stop"}]}"#, "!malformed-response"),
    Row("a message that is text", #"{"choices":[{"message":"a"}]}"#, "!malformed-response"),
    Row("content that is a number", #"{"choices":[{"message":{"content":3}}]}"#, "!malformed-response"),
    Row("content of numbers", #"{"choices":[{"message":{"content":[3]}}]}"#, "!malformed-response"),
    Row("calls of another kind", #"{"choices":[{"message":{"tool_calls":{}}}]}"#, "!malformed-response"),
    Row("a call without a function", #"{"choices":[{"message":{"tool_calls":[{"id":"a"}]}}]}"#, "!malformed-response"),
    Row(
      "a function without a name", #"{"choices":[{"message":{"tool_calls":[{"function":{}}]}}]}"#, "!malformed-response"
    ),
    Row(
      "a name that is a number", #"{"choices":[{"message":{"tool_calls":[{"function":{"name":3}}]}}]}"#,
      "!malformed-response"),
    Row("cut off", #"{"choices":[{"message":{"content":"Hel"#, "!malformed-response"),
    Row("a stream", "data: {\"choices\":[]}\n\ndata: [DONE]\n", "!malformed-response"),
    Row(
      "an error in a choice",
      #"{"choices":[{"index":0,"error":{"code":502,"message":"Upstream"},"finish_reason":"error","message":{"content":""}}]}"#,
      "!server"),
    Row(
      "an error in a choice without a message",
      #"{"choices":[{"error":{"code":429,"message":"Slow"},"finish_reason":"error"}]}"#, "!rate-limited"),
    Row(
      "an error in a choice after some text",
      #"{"choices":[{"error":{"type":"overloaded_error"},"finish_reason":"stop","message":{"content":"Hel"}}]}"#,
      "!overloaded"),
    Row("an ending as an error, after some text", choice(#"{"content":"Hel"}"#, "error"), "!server"),
    Row(
      "an error beside choices",
      #"{"error":{"code":"server_error","message":"Broken"},"choices":[{"message":{"content":"Hel"}}]}"#, "!server"),
    Row("an error in words beside choices", #"{"error":"gone","choices":[{"message":{"content":"Hel"}}]}"#, "!server"),
    Row(
      "a filter's error in a choice",
      #"{"choices":[{"error":{"code":"content_filter","message":"No."},"message":{"content":""}}]}"#,
      "content-filter 'No.'"),
    Row("the error of a gateway", #"{"error":{"message":"slow","code":429}}"#, "!rate-limited"),
  ]

  static let failures: [Row] = [
    Row(
      "no money", 429,
      #"{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"#,
      "!quota"),
    Row(
      "too fast", 429, #"{"error":{"message":"Rate limit reached","type":"requests","code":"rate_limit_exceeded"}}"#,
      "!rate-limited after 7.0", headers: ["Retry-After": "7"]),
    Row(
      "too long", 400,
      #"{"error":{"message":"This model's maximum context length is 8192 tokens","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}"#,
      "!context-length"),
    Row(
      "too long, vLLM", 400,
      #"{"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","code":400}"#,
      "!context-length"),
    Row(
      "a bad key", 401,
      #"{"error":{"message":"Incorrect API key provided: sk-te***","type":"invalid_request_error","code":"invalid_api_key"}}"#,
      "!auth"),
    Row(
      "the filter of Azure", 400,
      #"{"error":{"message":"The response was filtered.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"jailbreak":{"filtered":true}}}}}"#,
      "content-filter 'The response was filtered.'"),
    Row(
      "a prompt that is not answered", 400,
      #"{"error":{"message":"Invalid prompt.","type":"invalid_request_error","code":"invalid_prompt"}}"#,
      "content-filter 'Invalid prompt.'"),
    Row("a filter without a key", 401, #"{"error":{"message":"no key","code":"content_filter"}}"#, "!auth"),
    Row("a filter without a right", 403, #"{"error":{"message":"no","code":"invalid_prompt"}}"#, "!auth"),
    Row("a filter in a hurry", 429, #"{"error":{"message":"slow","type":"content_filter"}}"#, "!rate-limited"),
    Row("a broken filter", 500, #"{"error":{"message":"classifier down","code":"content_filter"}}"#, "!server"),
    Row("a filter that is away", 503, #"{"error":{"message":"away","code":"content_filter"}}"#, "!overloaded"),
    Row(
      "a filter's code and one of money", 429,
      #"{"error":{"message":"no","code":"content_filter","type":"insufficient_quota"}}"#, "!quota"),
    Row(
      "a filter's error with status 200", 200, #"{"error":{"message":"x","code":"content_filter"}}"#,
      "content-filter 'x'"),
    Row(
      "a broken filter with status 200", 200, #"{"error":{"code":500,"type":"content_filter","message":"x"}}"#,
      "!server"),
    Row(
      "no such model", 404,
      #"{"error":{"message":"The model does not exist","type":"invalid_request_error","code":"model_not_found"}}"#,
      "!bad-request"),
    Row(
      "a wrong field", 400, #"{"error":{"message":"Unknown parameter","type":"invalid_request_error","code":null}}"#,
      "!bad-request"),
    Row("broken", 500, #"{"error":{"message":"The server had an error","type":"server_error"}}"#, "!server"),
    Row(
      "overloaded", 503, #"{"error":{"message":"Slow down","type":"server_error","code":"engine_overloaded"}}"#,
      "!overloaded"),
    Row("a proxy's page", 502, "<html>Bad Gateway</html>", "!server"),
    Row("nothing", 503, "", "!overloaded"),
    Row("an error in text", 400, #"{"error":"bad"}"#, "!bad-request"),
    Row("the detail of FastAPI", 422, #"{"detail":[{"loc":["body"],"msg":"field required"}]}"#, "!bad-request"),
  ]

  @Test(arguments: answers + malformed + failures)
  func aResponseMeansOneThing(row: Row) async throws {
    #expect(try await row.read(as: .openAIChat) == row.outcome)
  }

  @Test func whatTheProviderSaysAboutItselfIsKept() async throws {
    let body = #"{"id":"r1","model":"m-2","system_fingerprint":"fp","choices":[{"message":{"content":"a"}}]}"#
    let response = try await ProviderFixtures.read(.openAIChat, body).get()
    #expect(response.model == "m-2")
    #expect(response.fingerprint == "fp")
    #expect(response.responseID == "r1")
  }

  @Test func theKeyGoesIntoTheHeaderOnly() async throws {
    let transport = ScriptedTransport()
    _ = await (try ProviderFixtures.adapter(ProviderFixtures.target(.openAIChat), transport)).outcome(
      ProviderFixtures.request())
    let sent = try #require(transport.requests.first)
    #expect(sent.headers.contains(.init(name: "Authorization", value: "Bearer \(ProviderFixtures.key)")))
    #expect(!sent.url.contains(ProviderFixtures.key))
    #expect(!String(decoding: sent.body, as: UTF8.self).contains(ProviderFixtures.key))
    #expect(sent.timeout == 30)
    #expect(sent.responseBytes == 4_194_304)
  }

  @Test func azureHasItsOwnAddressAndHeader() async throws {
    var target = ProviderFixtures.target(.openAIChat)
    target.baseURL = "https://house.openai.azure.com/"
    target.azure = AzureTarget(deployment: "gpt 4", apiVersion: "2024-10-21")
    target.keyEnv = "OPENAI_API_KEY"
    let transport = ScriptedTransport()
    _ = await (try ProviderFixtures.adapter(target, transport)).outcome(ProviderFixtures.request())
    let sent = try #require(transport.requests.first)
    #expect(
      sent.url == "https://house.openai.azure.com/openai/deployments/gpt%204/chat/completions?api-version=2024-10-21")
    #expect(sent.headers.contains(.init(name: "api-key", value: ProviderFixtures.key)))
    #expect(!sent.headers.contains { $0.name == "Authorization" })
  }

  @Test func aServerOfOnesOwnGetsNoKeyThatItIsNotGiven() async throws {
    var target = ProviderFixtures.target(.openAIChat)
    target.baseURL = "http://localhost:8000/v1"
    let transport = ScriptedTransport()
    _ = await (try ProviderFixtures.adapter(target, transport)).outcome(ProviderFixtures.request())
    let sent = try #require(transport.requests.first)
    #expect(sent.url == "http://localhost:8000/v1/chat/completions")
    #expect(!sent.headers.contains { $0.value.contains(ProviderFixtures.key) })
  }

  @Test func reasoningComesBackWithItsCalls() async throws {
    let body =
      #"{"choices":[{"message":{"content":"","reasoning_content":"hm","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}"#
    let turn = try await ProviderFixtures.read(.openAIChat, body).get().turn
    let next = ProviderFixtures.request([
      .user("Hi"), .assistant(turn), .tool(ToolResult(call: turn.toolCalls[0].id, name: "f", result: "ok")),
    ])
    let sent = try await ProviderFixtures.sent(ProviderFixtures.target(.openAIChat), next)
    let messages = try TolerantJSON.decode(JSONValue.self, from: sent.body)["messages"]
    #expect(messages?[1]?["reasoning_content"] == "hm")
    #expect(messages?[1]?["tool_calls"]?[0]?["id"] == "a")
    #expect(messages?[2]?["tool_call_id"] == "a")
  }
}
