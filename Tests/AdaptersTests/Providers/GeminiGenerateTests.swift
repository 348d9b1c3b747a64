import EvalSchema
import Testing

@testable import Adapters

@Suite struct GeminiGenerateTests {
  private static func candidate(_ parts: String, _ finish: String = "STOP", _ more: String = "") -> String {
    #"{"candidates":[{"content":{"role":"model","parts":[\#(parts)]},"finishReason":"\#(finish)","index":0}]\#(more)}"#
  }

  static let answers: [Row] = [
    Row(
      "text, tokens",
      candidate(
        #"{"text":"Hel"},{"text":"lo"}"#, "STOP",
        #","usageMetadata":{"promptTokenCount":20,"cachedContentTokenCount":5,"candidatesTokenCount":5,"thoughtsTokenCount":4,"totalTokenCount":29},"modelVersion":"m-002","responseId":"r"#
          + #"1""#), "end 'Hello' 20/9/5/4"),
    Row(
      "parallel calls",
      candidate(#"{"functionCall":{"name":"f","args":{"x":1}}},{"functionCall":{"id":"b","name":"g"}}"#),
      #"tool-calls '' f{"x":1}#relapse-1 g{}#b"#),
    Row("a blocked prompt", #"{"promptFeedback":{"blockReason":"SAFETY"}}"#, "content-filter ''"),
    Row(
      "a blocked prompt with a message",
      #"{"candidates":[],"promptFeedback":{"blockReason":"OTHER","blockReasonMessage":"No."}}"#, "content-filter 'No.'"),
    Row("a blocked answer", #"{"candidates":[{"finishReason":"SAFETY"}]}"#, "content-filter ''"),
    Row(
      "a blocked answer with a message", #"{"candidates":[{"finishReason":"SAFETY","finishMessage":"No."}]}"#,
      "content-filter 'No.'"),
    Row(
      "a blocked answer with a beginning", candidate(#"{"text":"Hel"}"#, "PROHIBITED_CONTENT"), "content-filter 'Hel'"),
    Row("recitation", candidate("", "RECITATION"), "content-filter ''"),
    Row("length", candidate(#"{"text":"Hel"}"#, "MAX_TOKENS"), "length 'Hel'"),
    Row(
      "nothing but thoughts, then the end",
      #"{"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS"}]}"#, "length ''"),
    Row("thoughts are not said", candidate(#"{"text":"hm","thought":true},{"text":"a"}"#), "end 'a'"),
    Row("empty", candidate(""), "end ''"),
    Row("no content", #"{"candidates":[{"finishReason":"STOP"}]}"#, "end ''"),
    Row("a call that the model spoiled", #"{"candidates":[{"finishReason":"MALFORMED_FUNCTION_CALL"}]}"#, "end ''"),
    Row("an unknown part", candidate(#"{"new":{}},{"text":"a"}"#), "end 'a'"),
    Row("a lone surrogate", candidate(#"{"text":"\udfff"}"#), "end '\u{FFFD}'"),
  ]

  static let malformed: [Row] = [
    Row("nothing", "{}", "!malformed-response"),
    Row("no candidates", #"{"candidates":[]}"#, "!malformed-response"),
    Row("candidates null", #"{"candidates":null,"promptFeedback":{}}"#, "!malformed-response"),
    Row("candidates of another kind", #"{"candidates":{}}"#, "!malformed-response"),
    Row("a candidate that is text", #"{"candidates":["a"]}"#, "!malformed-response"),
    Row("content that is text", #"{"candidates":[{"content":"a"}]}"#, "!malformed-response"),
    Row("parts that are text", #"{"candidates":[{"content":{"parts":"a"}}]}"#, "!malformed-response"),
    Row("a part that is text", #"{"candidates":[{"content":{"parts":["a"]}}]}"#, "!malformed-response"),
    Row("a text that is a number", #"{"candidates":[{"content":{"parts":[{"text":1}]}}]}"#, "!malformed-response"),
    Row(
      "a call without a name", #"{"candidates":[{"content":{"parts":[{"functionCall":{}}]}}]}"#, "!malformed-response"),
    Row(
      "a call that is text", #"{"candidates":[{"content":{"parts":[{"functionCall":"f"}]}}]}"#, "!malformed-response"),
    Row("cut off", #"{"candidates":[{"con"#, "!malformed-response"),
    Row(
      "an error with status 200", #"{"error":{"code":503,"message":"Overloaded","status":"UNAVAILABLE"}}"#,
      "!overloaded"),
    Row("a stream", "data: {}\n\n", "!malformed-response"),
  ]

  static let failures: [Row] = [
    Row(
      "too fast", 429,
      #"{"error":{"code":429,"message":"Slow","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}}"#,
      "!rate-limited after 34.5"),
    Row(
      "the day's quota", 429,
      #"{"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}]}}"#,
      "!quota"),
    Row(
      "a bad key", 400,
      #"{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}"#,
      "!auth"),
    Row("not allowed", 403, #"{"error":{"code":403,"message":"No","status":"PERMISSION_DENIED"}}"#, "!auth"),
    Row(
      "too long", 400,
      #"{"error":{"code":400,"message":"The input token count (1091639) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}"#,
      "!context-length"),
    Row("in a list", 503, #"[{"error":{"code":503,"message":"Overloaded","status":"UNAVAILABLE"}}]"#, "!overloaded"),
    Row("a wrong field", 400, #"{"error":{"code":400,"message":"Bad","status":"INVALID_ARGUMENT"}}"#, "!bad-request"),
    Row("no such model", 404, #"{"error":{"code":404,"message":"None","status":"NOT_FOUND"}}"#, "!bad-request"),
    Row("broken", 500, #"{"error":{"code":500,"message":"Broken","status":"INTERNAL"}}"#, "!server"),
    Row("too slow", 504, #"{"error":{"code":504,"message":"Slow","status":"DEADLINE_EXCEEDED"}}"#, "!timeout"),
  ]

  @Test(arguments: answers + malformed + failures)
  func aResponseMeansOneThing(row: Row) async throws {
    #expect(try await row.read(as: .gemini) == row.outcome)
  }

  private static func returned(_ parts: String) async throws -> JSONValue? {
    let turn = try await ProviderFixtures.read(.gemini, candidate(parts)).get().turn
    let next = ProviderFixtures.request([
      .user("Hi"), .assistant(turn), .tool(ToolResult(call: turn.toolCalls[0].id, name: "f", error: "no")),
    ])
    let sent = try await ProviderFixtures.sent(ProviderFixtures.target(.gemini), next)
    return try TolerantJSON.decode(JSONValue.self, from: sent.body)["contents"]
  }

  @Test func signedThoughtsComeBackAsTheyWere() async throws {
    let contents = try await Self.returned(#"{"functionCall":{"name":"f","args":{}},"thoughtSignature":"AbC="}"#)
    #expect(contents?[1]?["parts"]?[0] == ["functionCall": ["name": "f", "args": [:]], "thoughtSignature": "AbC="])
  }

  @Test func idsThatTheAPIDoesNotKnowStayAway() async throws {
    let contents = try await Self.returned(#"{"functionCall":{"name":"f","args":{}}}"#)
    #expect(contents?[1]?["parts"]?[0] == ["functionCall": ["name": "f", "args": [:]]])
    #expect(contents?[2]?["parts"]?[0] == ["functionResponse": ["name": "f", "response": ["error": "no"]]])
    let known = try await Self.returned(#"{"functionCall":{"id":"x","name":"f","args":{}}}"#)
    #expect(known?[2]?["parts"]?[0]?["functionResponse"]?["id"] == "x")
  }
}
