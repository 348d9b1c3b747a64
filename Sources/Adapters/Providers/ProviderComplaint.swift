import EvalSchema
import FoundationEssentials

/// An error as a provider writes it: the codes in its body, whichever of the usual forms that has, and its message.
///
/// Forms that are read: `{"error": {"type", "code", "status", "message", "details", "innererror"}}` (OpenAI, Azure, Anthropic, Google,
/// vLLM), the same in a list (Google), `{"error": "text"}` (Ollama), `{"message", "__type"}` with the header `x-amzn-errortype`
/// (Amazon), `{"detail": …}` (FastAPI). What no code tells, `HTTPFailure` does.
struct ProviderComplaint: Sendable {
  /// The response.
  private let http: HTTPResponse
  /// Whether a filter's code may say that the request was answered: a status of credentials, pace or a broken server says that no
  /// model was reached, whatever the code.
  private let canBeBlocked: Bool
  /// When it arrived.
  private let date: Date
  /// Every code, the most telling ones first.
  private(set) var codes: [String] = []
  /// What it says; may be hostile.
  private(set) var message = ""
  /// Seconds to wait, as the headers or the body ask.
  private(set) var retryAfter: Double?

  /// Reads a response.
  init(_ http: HTTPResponse, at date: Date) {
    self.http = http
    self.date = date
    canBeBlocked = http.status == 400
    do {
      read(try TolerantJSON.decode(JSONValue.self, from: http.body))
    } catch {
      message = ""  // No JSON: a proxy's page, mostly, which `HTTPFailure` has words for.
    }
    if let type = http.header("x-amzn-errortype") { codes.append(Self.lastName(type)) }
    retryAfter = RetryAfter.seconds(in: http, now: date.timeIntervalSince1970) ?? retryAfter
  }

  /// Reads the error in a body whose status says that all went well: a gateway's, or that of a response that broke later.
  ///
  /// Without a status of its own it counts as 500, for nothing says that the request was at fault.
  init(error: JSONValue) {
    let status = error["code"]?.integer.flatMap { (400..<600).contains($0) ? $0 : nil }
    let body: JSONValue = ["error": error]
    do {
      http = HTTPResponse(status: status ?? 500, body: Array(try CanonicalJSON.line(body)))
    } catch {
      http = HTTPResponse(status: status ?? 500)
    }
    canBeBlocked = status.map { $0 == 400 } ?? true
    date = Date(timeIntervalSince1970: 0)
    read(body)
  }

  /// Reads the member `error` of an answer whose status says that all went well; nil where it says nothing.
  init?(inAnswer error: JSONValue?) {
    switch error {
    case nil, .null?, .boolean(false)?, .string("")?, .object([:])?: return nil
    case let error?: self.init(error: error)
    }
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
    "context_length_exceeded": .failure(.contextLength), "request_too_large": .failure(.tooLarge),
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

  /// What the first code means that says more than the status; nil when none does.
  var meaning: Meaning? { telling?.meaning }

  /// The first code that says more than the status, with its meaning.
  private var telling: (code: String, meaning: Meaning)? {
    for code in codes {
      guard let meaning = Self.meanings[code], meaning != .blocked || canBeBlocked else { continue }
      return (code, meaning)
    }
    return nil
  }

  /// The response of a filter that blocked the request, or the failure.
  func outcome() throws(AdapterFailure) -> Response {
    switch telling {
    case (_, .blocked)?: return Response(turn: AssistantTurn(content: message), stop: .contentFilter)
    case (let name, .failure(let kind))?:
      let code = MessageText.line(name, scalars: 60)
      let text = message.isEmpty ? "no message" : MessageText.line(message)
      throw AdapterFailure(
        kind: kind, message: "HTTP \(http.status), \(code): \(text)", retryAfter: kind.isRetryable ? retryAfter : nil)
    case nil:
      let failure = HTTPFailure.failure(of: http, now: date.timeIntervalSince1970)
      throw failure ?? AdapterFailure(kind: .malformedResponse, message: "HTTP \(http.status) is no failure")
    }
  }
}
