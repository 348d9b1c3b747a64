import EvalSchema

/// An error as a provider writes it: the codes in its body, whichever of the usual forms that has, and its message.
///
/// Forms that are read: `{"error": {"type", "code", "status", "message", "details", "innererror"}}` (OpenAI, Azure, Anthropic, Google,
/// vLLM), the same in a list (Google), `{"error": "text"}` (Ollama), `{"message", "__type"}` with the header `x-amzn-errortype`
/// (Amazon), `{"detail": …}` (FastAPI).
struct ProviderComplaint: Sendable {
  /// The status of the response.
  var status: Int
  /// Every code, the most telling ones first.
  var codes: [String] = []
  /// What it says; may be hostile.
  var message: String
  /// Seconds to wait, as the body or the headers ask.
  var retryAfter: Double?

  /// Reads a response.
  init(_ http: HTTPResponse) {
    status = http.status
    message = ""
    do {
      read(try TolerantJSON.decode(JSONValue.self, from: http.body))
    } catch {
      message = String(decoding: http.body.prefix(400), as: UTF8.self)  // No JSON: a proxy's page, mostly.
    }
    if let type = http.header("x-amzn-errortype") { codes.append(Self.lastName(type)) }
    retryAfter = StatusFailure.retryAfter(http) ?? retryAfter
  }

  /// Reads the error of a body whose status says that all went well.
  init(status: Int, error: JSONValue) {
    self.status = error["code"]?.integer.flatMap { (400..<600).contains($0) ? $0 : nil } ?? status
    message = ""
    read(["error": error])
  }

  private mutating func read(_ body: JSONValue) {
    if let first = body[0] { return read(first) }
    switch body["error"] {
    case .string(let text)?: message = text
    case .object?:
      guard let error = body["error"] else { break }
      message = error["message"]?.string ?? ""
      codes = [
        error["details"]?["error_code"], error["innererror"]?["code"], error["code"], error["type"], error["status"],
      ]
      .compactMap { $0?.string }
      readDetails(error["details"])
    default: break
    }
    if message.isEmpty {
      let detail = body["detail"].map { $0.string ?? Self.text($0) }
      message = body["message"]?.string ?? body["Message"]?.string ?? detail ?? ""
    }
    if let type = body["__type"]?.string { codes.append(Self.lastName(type)) }
  }

  /// Google's details: a reason, how long to wait, and which quota it was.
  private mutating func readDetails(_ details: JSONValue?) {
    guard case .array(let details)? = details else { return }
    for detail in details {
      if let reason = detail["reason"]?.string { codes.insert(reason, at: 0) }
      if let delay = detail["retryDelay"]?.string, delay.hasSuffix("s"), let seconds = Double(delay.dropLast()) {
        retryAfter = seconds.isFinite && seconds >= 0 ? seconds : nil
      }
      if case .array(let violations)? = detail["violations"] {
        let isDaily = violations.contains { $0["quotaId"]?.string?.contains("PerDay") == true }
        if isDaily { codes.insert("daily_quota", at: 0) }
      }
    }
  }

  /// `com.amazon.coral.service#ThrottlingException:http://…` without what surrounds the name.
  private static func lastName(_ type: String) -> String {
    let name = type.split(separator: ":").first ?? ""
    return String(name.split(separator: "#").last ?? "")
  }

  private static func text(_ value: JSONValue) -> String {
    do { return try CanonicalJSON.text(value) } catch { return "\(error)" }
  }
}

extension ProviderComplaint {
  /// What a code means; a code that says no more than the status is not here.
  enum Meaning: Sendable, Hashable {
    case failure(FailureKind)
    /// A filter blocked it: an answer.
    case blocked
  }

  private static let meanings: [String: Meaning] = [
    // Money and contracts: every further request would fail too.
    "insufficient_quota": .failure(.quota), "billing_hard_limit_reached": .failure(.quota),
    "billing_not_active": .failure(.quota), "billing_error": .failure(.quota), "daily_quota": .failure(.quota),
    "enforced_spend_limit_reached": .failure(.quota), "contract_spend_limit_reached": .failure(.quota),
    "linked_organization_spend_limit_reached": .failure(.quota), "ServiceQuotaExceededException": .failure(.quota),
    // Filters.
    "content_filter": .blocked, "ResponsibleAIPolicyViolation": .blocked, "content_policy_violation": .blocked,
    "invalid_prompt": .blocked, "bio_policy": .blocked, "misalignment_policy_violation": .blocked,
    "image_content_policy_violation": .blocked,
    // Too long.
    "context_length_exceeded": .failure(.contextLength), "request_too_large": .failure(.contextLength),
    "string_above_max_length": .failure(.contextLength),
    // Less, please.
    "rate_limit_exceeded": .failure(.rateLimited), "rate_limit_error": .failure(.rateLimited),
    "RESOURCE_EXHAUSTED": .failure(.rateLimited), "ThrottlingException": .failure(.rateLimited),
    "TooManyRequestsException": .failure(.rateLimited), "ramp_limit_exceeded": .failure(.rateLimited),
    "overloaded_error": .failure(.overloaded), "server_is_overloaded": .failure(.overloaded),
    "engine_overloaded": .failure(.overloaded), "UNAVAILABLE": .failure(.overloaded),
    "ServiceUnavailableException": .failure(.overloaded), "ModelNotReadyException": .failure(.overloaded),
    // Broken on their side.
    "api_error": .failure(.server), "server_error": .failure(.server), "internal_error": .failure(.server),
    "INTERNAL": .failure(.server), "InternalServerException": .failure(.server),
    "ModelErrorException": .failure(.server), "timeout_error": .failure(.timeout),
    "DEADLINE_EXCEEDED": .failure(.timeout), "ModelTimeoutException": .failure(.timeout),
    // Who we are.
    "invalid_api_key": .failure(.auth), "account_deactivated": .failure(.auth), "authentication_error": .failure(.auth),
    "permission_error": .failure(.auth), "UNAUTHENTICATED": .failure(.auth), "PERMISSION_DENIED": .failure(.auth),
    "API_KEY_INVALID": .failure(.auth), "AccessDeniedException": .failure(.auth),
    "UnrecognizedClientException": .failure(.auth), "InvalidSignatureException": .failure(.auth),
    "ExpiredTokenException": .failure(.auth), "IncompleteSignatureException": .failure(.auth),
    "MissingAuthenticationTokenException": .failure(.auth),
    // What was asked for.
    "model_not_found": .failure(.badRequest), "not_found_error": .failure(.badRequest),
    "ResourceNotFoundException": .failure(.badRequest),
  ]

  /// How messages say that the conversation is too long, where there is no code for it.
  private static let lengthPhrases = [
    "prompt is too long", "maximum context length", "exceeds the maximum number of tokens", "input is too long",
    "context window", "context length",
  ]

  /// What the error means: the first code that says more than the status, then the message, then the status.
  var meaning: Meaning {
    for code in codes {
      if let meaning = Self.meanings[code] { return meaning }
    }
    if status == 400 || status == 413 || status == 422 {
      let folded = message.lowercased()
      if Self.lengthPhrases.contains(where: folded.contains) { return .failure(.contextLength) }
    }
    return .failure(StatusFailure.kind(of: status))
  }

  /// The response of a filter that blocked the request, or the failure.
  func outcome() throws(AdapterFailure) -> Response {
    switch meaning {
    case .blocked: return Response(turn: AssistantTurn(content: message), stop: .contentFilter)
    case .failure(let kind):
      let code = codes.first.map { " (\($0))" } ?? ""
      let text = message.isEmpty ? "no message" : message
      throw AdapterFailure(kind: kind, message: "HTTP \(status)\(code): \(text)", retryAfter: retryAfter)
    }
  }
}
