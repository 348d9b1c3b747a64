import EvalSchema
import FoundationEssentials
import Testing

@testable import Adapters

@Suite struct HTTPTemplateTests {
  static let answers: [Row] = [
    Row(
      "text, tokens", #"{"answer":{"text":"Hello"},"usage":{"in":20,"out":9},"version":"app-3"}"#,
      "end 'Hello' 20/9/0/0"),
    Row(
      "calls",
      #"{"answer":{"text":"","calls":[{"id":"a","function":"f","input":{"x":1}},{"function":"g","input":"{}"}]}}"#,
      #"tool-calls '' f{"x":1}#a g{}#call_2"#),
    Row("calls without a text", #"{"answer":{"calls":[{"function":"f"}]}}"#, "tool-calls '' f{}#call_1"),
    Row("no calls", #"{"answer":{"text":"a","calls":null}}"#, "end 'a'"),
    Row("empty", #"{"answer":{"text":""}}"#, "end ''"),
    Row("null", #"{"answer":{"text":null}}"#, "end ''"),
    Row("counts that are none", #"{"answer":{"text":"a"},"usage":{"in":"many"}}"#, "end 'a'"),
    Row("counts in texts", #"{"answer":{"text":"a"},"usage":{"in":"20","out":9.0}}"#, "end 'a' 20/9/0/0"),
    Row("counts below zero", #"{"answer":{"text":"a"},"usage":{"in":-20,"out":9}}"#, "end 'a' 0/9/0/0"),
    Row(
      "every count", #"{"answer":{"text":"a"},"usage":{"in":20,"out":9,"cached":"12","thought":4.0}}"#,
      "end 'a' 20/9/12/4"),
    Row("a lone surrogate", #"{"answer":{"text":"\ud800"}}"#, "end '\u{FFFD}'"),
    Row("any success", 201, #"{"answer":{"text":"a"}}"#, "end 'a'"),
  ]

  static let malformed: [Row] = [
    Row("nothing where the text should be", "{}", "!malformed-response"),
    Row("a text elsewhere", #"{"text":"a"}"#, "!malformed-response"),
    Row("a path that ends early", #"{"answer":"a"}"#, "!malformed-response"),
    Row("a text that is a number", #"{"answer":{"text":1}}"#, "!malformed-response"),
    Row("a text that is an object", #"{"answer":{"text":{}}}"#, "!malformed-response"),
    Row("a list", "[]", "!malformed-response"),
    Row("null", "null", "!malformed-response"),
    Row("calls of another kind", #"{"answer":{"text":"a","calls":{}}}"#, "!malformed-response"),
    Row("a call that is text", #"{"answer":{"text":"a","calls":["f"]}}"#, "!malformed-response"),
    Row("a call without a name", #"{"answer":{"text":"a","calls":[{"id":"a"}]}}"#, "!malformed-response"),
    Row("cut off", #"{"answer":"#, "!malformed-response"),
    Row("no JSON", "Hello", "!malformed-response"),
    Row("nothing at all", "", "!malformed-response"),
  ]

  static let failures: [Row] = [
    Row("FastAPI", 422, #"{"detail":"field required"}"#, "!bad-request"),
    Row("not allowed", 401, #"{"detail":"Not authenticated"}"#, "!auth"),
    Row("too fast", 429, "", "!rate-limited after 3.0", headers: ["Retry-After": "3"]),
    Row("broken", 500, "Internal Server Error", "!server"),
    Row("a filter", 400, #"{"error":{"code":"content_filter","message":"No."}}"#, "content-filter 'No.'"),
    Row("a filter without a key", 401, #"{"error":{"code":"content_filter","message":"No."}}"#, "!auth"),
    Row("a filter in a hurry", 429, #"{"error":{"code":"content_filter","message":"No."}}"#, "!rate-limited"),
    Row("a broken filter", 502, #"{"error":{"code":"content_filter","message":"No."}}"#, "!server"),
    Row("a redirect", 307, "", "!bad-request"),
  ]

  @Test(arguments: answers + malformed + failures)
  func aResponseMeansOneThing(row: Row) async throws {
    #expect(try await row.read(as: .http) == row.outcome)
  }

  @Test func theQuestionMayBeInTheAddress() async throws {
    var target = ProviderFixtures.target(.http)
    target.baseURL = "https://app.example.com/ask?q={{input}}&t={{trial}}"
    target.http = HTTPTarget(method: "GET", keyHeader: "X-App-Key", text: "")
    let transport = ScriptedTransport(#""Hello""#)
    let outcome = await (try ProviderFixtures.adapter(target, transport)).outcome(
      ProviderFixtures.request([.user("a b&c=ä\n")]))
    #expect(ProviderFixtures.words(outcome) == "end 'Hello'")
    let sent = try #require(transport.requests.first)
    #expect(sent.url == "https://app.example.com/ask?q=a%20b%26c%3D%C3%A4%0A&t=17")
    #expect(sent.method == "GET")
    #expect(sent.body.isEmpty)
    #expect(sent.headers.contains(.init(name: "X-App-Key", value: ProviderFixtures.key)))
    #expect(!sent.headers.contains { $0.name == "Authorization" || $0.name == "Content-Type" })
  }

  @Test func theModelIsSent() async throws {
    var target = ProviderFixtures.target(.http)
    target.model = "m-2026-11-02"
    target.http?.body = ["q": "{{input}}", "m": "{{model}}"]
    let sent = try await ProviderFixtures.sent(target, ProviderFixtures.request())
    #expect(try TolerantJSON.decode(JSONValue.self, from: sent.body)["m"] == "m-2026-11-02")
  }

  @Test func whatAQuestionHoldsIsNoTemplate() async throws {
    let sent = try await ProviderFixtures.sent(
      ProviderFixtures.target(.http), ProviderFixtures.request([.user("{{seed}} \"}")]))
    let body = try TolerantJSON.decode(JSONValue.self, from: sent.body)
    #expect(body["question"] == "{{seed}} \"}")
  }
}
