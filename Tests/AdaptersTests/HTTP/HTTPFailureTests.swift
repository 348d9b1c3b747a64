import EvalSchema
import Testing

@testable import Adapters

@Suite struct HTTPFailureTests {
  @Test(
    arguments: [
      (300, "", .badRequest), (307, "", .badRequest), (400, "", .badRequest), (401, "", .auth), (402, "", .quota),
      (403, "", .auth), (404, "", .badRequest), (405, "", .badRequest), (408, "", .timeout), (409, "", .server),
      (413, "", .tooLarge), (415, "", .badRequest), (422, "", .badRequest), (425, "", .server), (429, "", .rateLimited),
      (500, "", .server), (501, "", .server), (502, "", .server), (503, "", .overloaded), (504, "", .server),
      (524, "", .server), (529, "", .overloaded), (199, "", .malformedResponse), (700, "", .malformedResponse),
      (0, "", .malformedResponse),
      // One status for several things.
      (
        429,
        #"{"error":{"message":"You exceeded your current quota, please check your plan","type":"insufficient_quota"}}"#,
        .quota
      ),
      (
        429, #"{"error":{"message":"Rate limit reached for requests per min","code":"rate_limit_exceeded"}}"#,
        .rateLimited
      ),
      (
        429, #"{"error":{"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED"}}"#, .rateLimited
      ),
      (429, #"{"error":{"details":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}}"#, .quota),
      (400, #"{"error":{"message":"Your credit balance is too low to access the API."}}"#, .quota),
      (400, #"{"error":{"message":"bad value: the customer says 'insufficient funds, monthly limit'"}}"#, .badRequest),
      (403, #"{"error":{"errors":[{"reason":"rateLimitExceeded"}]}}"#, .rateLimited),
      (400, #"{"error":{"code":"context_length_exceeded","message":"Too long."}}"#, .contextLength),
      (
        400, #"{"type":"error","error":{"message":"prompt is too long: 210000 tokens > 200000 maximum"}}"#,
        .contextLength
      ),
      (422, #"{"detail":[{"msg":"the prompt exceeds the context window"}]}"#, .contextLength),
      (413, #"{"message":"too many tokens"}"#, .contextLength),
      (500, #"{"error":{"type":"overloaded_error","message":"Overloaded"}}"#, .overloaded),
    ] as [(Int, String, FailureKind)])
  func theKindFollowsFromStatusAndWords(_ status: Int, _ body: String, _ kind: FailureKind) throws {
    let response = HTTPResponse(status: status, body: Array(body.utf8))
    let failure = try #require(HTTPFailure.failure(of: response, now: 0))
    #expect(failure.kind == kind)
    #expect(failure.message.hasPrefix("HTTP \(status): "))
  }

  @Test(arguments: [200, 201, 204, 299])
  func successIsNoFailure(_ status: Int) {
    #expect(HTTPFailure.failure(of: HTTPResponse(status: status), now: 0) == nil)
  }

  @Test func aQuotaThatAsksToWaitIsARateLimit() {
    let response = HTTPResponse(
      status: 429, headers: [.init(name: "Retry-After", value: "7")],
      body: Array(#"{"error":"insufficient_quota"}"#.utf8))
    let failure = HTTPFailure.failure(of: response, now: 0)
    #expect(failure?.kind == .rateLimited)
    #expect(failure?.retryAfter == 7)
  }

  @Test func onlyWhatIsTriedAgainHasATimeToWait() {
    let headers = [HTTPRequest.Header(name: "retry-after", value: "7")]
    #expect(HTTPFailure.failure(of: HTTPResponse(status: 503, headers: headers), now: 0)?.retryAfter == 7)
    #expect(HTTPFailure.failure(of: HTTPResponse(status: 401, headers: headers), now: 0)?.retryAfter == nil)
  }

  @Test(
    arguments: [
      (#"{"error":{"message":"wrong model"}}"#, ": wrong model"),
      (#"{"error":"wrong model"}"#, ": wrong model"),
      (#"{"message":"wrong model"}"#, ": wrong model"),
      (#"{"detail":[{"loc":["body"],"msg":"wrong model"}]}"#, ": wrong model"),
      (#"[{"error":{"message":"wrong model","code":3}}]"#, ": wrong model"),
      (#"{"error":{"code":3}}"#, ""),
      ("wrong\r\n\tmodel \u{202E}\u{1B}[2J", ": wrong model [2J"),
      ("<html><head><title>502</title>", ": an HTML page"),
      ("{\"error\": \"wrong \\ud800 model\"}", ": wrong \u{FFFD} model"),
      ("{\"error\": ", ": {\"error\":"),
      ("", ""),
    ])
  func theServersSentenceIsOneLine(_ body: String, _ end: String) {
    let failure = HTTPFailure.failure(of: HTTPResponse(status: 400, body: Array(body.utf8)), now: 0)
    #expect(failure?.message == "HTTP 400: the request was not accepted\(end)")
  }

  @Test func aLongSentenceIsShortened() throws {
    let failure = HTTPFailure.failure(
      of: HTTPResponse(status: 400, body: [UInt8](repeating: 97, count: 5_000_000)), now: 0)
    let message = try #require(failure?.message)
    #expect(message.unicodeScalars.count < 400)
    #expect(message.hasSuffix("…"))
  }

  @Test func aKeyThatTheServerSendsBackIsTakenOut() {
    let response = HTTPResponse(status: 401, body: Array(#"{"error":"wrong key sk-123456789"}"#.utf8))
    let failure = HTTPFailure.failure(of: response, now: 0, redaction: SecretRedaction(["API_KEY": "sk-123456789"]))
    #expect(failure?.message == "HTTP 401: the credentials are missing or not accepted: wrong key [API_KEY]")
  }

  @Test func aRedirectSaysWhereToWithoutItsQuery() {
    let response = HTTPResponse(
      status: 302, headers: [.init(name: "Location", value: "https://example.org/login?token=abc#x")])
    #expect(
      HTTPFailure.failure(of: response, now: 0)?.message
        == "HTTP 302: redirects are not followed; the server names https://example.org/login")
  }
}
