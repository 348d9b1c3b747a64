import EvalSchema

/// What a response that is no answer means: the one table from status and words to a failure's kind.
///
/// Pure. An adapter asks it after it has looked for what its own API says: a content filter's block, which some send with
/// status 400, is a response of the model and never reaches this table.
enum HTTPFailure {
  /// The failure that a response stands for; nil for a status from 200 to 299.
  ///
  /// - Parameters:
  ///   - now: seconds since 1970, for a `Retry-After` that is a date in a response without one.
  ///   - redaction: what must not stand in a message; a server may send a key back.
  static func failure(
    of response: HTTPResponse, now: Double, redaction: SecretRedaction = SecretRedaction()
  ) -> AdapterFailure? {
    guard !(200...299).contains(response.status) else { return nil }
    let words = HTTPErrorWords(response)
    let retryAfter = RetryAfter.seconds(in: response, now: now)
    let kind = kind(status: response.status, words: words, asksToWait: retryAfter != nil)
    var message = "HTTP \(response.status): \(meaning(response, kind))"
    let said = redaction.text(words.message)
    if !said.isEmpty { message += ": \(MessageText.line(said))" }
    return AdapterFailure(kind: kind, message: message, retryAfter: kind.isRetryable ? retryAfter : nil)
  }

  /// The table. Words decide only where providers use one status for several things.
  static func kind(status: Int, words: HTTPErrorWords, asksToWait: Bool = false) -> FailureKind {
    switch status {
    case 429:
      // The same sentence about a quota stands in refusals that last a second and in those that last a month.
      if words.saysQuota, !asksToWait { return .quota }
      return .rateLimited
    case 402: return .quota
    case 401: return .auth
    case 403:
      if words.saysQuota { return .quota }
      return words.saysRateLimit ? .rateLimited : .auth
    case 408: return .timeout
    case 413: return words.saysContextLength ? .contextLength : .tooLarge
    case 409, 425: return .server
    case 503, 529: return .overloaded
    case 500...599: return words.saysOverloaded ? .overloaded : .server
    case 400...499:
      if words.saysContextLength { return .contextLength }
      return words.saysQuotaPlainly ? .quota : .badRequest
    case 300...399: return .badRequest
    default: return .malformedResponse
    }
  }

  /// What the status means here, in words.
  private static func meaning(_ response: HTTPResponse, _ kind: FailureKind) -> String {
    if (300...399).contains(response.status) { return redirect(response) }
    return switch kind {
    case .rateLimited: "too many requests"
    case .overloaded: "the server is overloaded"
    case .server: "the server failed"
    case .timeout: "the server waited too long for the request"
    case .auth: "the credentials are missing or not accepted"
    case .quota: "the quota or the balance is used up"
    case .contextLength: "the conversation is longer than the model takes"
    case .tooLarge: "the request is larger than the server takes"
    case .badRequest: response.status == 404 ? "there is nothing at this address" : "the request was not accepted"
    default: "no HTTP status that this program knows"
    }
  }

  private static func redirect(_ response: HTTPResponse) -> String {
    let words = "redirects are not followed"
    guard let location = response.header("location") else { return words }
    do throws(AdapterFailure) {
      return "\(words); the server names \(try HTTPAddress(location).text)"
    } catch {
      return words
    }
  }
}
