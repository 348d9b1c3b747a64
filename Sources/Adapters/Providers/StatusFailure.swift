import EvalSchema

/// What a status says when no body says more.
enum StatusFailure {
  /// The kind of failure.
  static func kind(of status: Int) -> FailureKind {
    switch status {
    case 401, 403: .auth
    case 402: .quota
    case 408, 504: .timeout
    case 413: .contextLength
    case 429: .rateLimited
    case 503, 529: .overloaded
    case 500...: .server
    default: .badRequest
    }
  }

  /// Seconds that the headers ask to wait.
  static func retryAfter(_ http: HTTPResponse) -> Double? {
    guard let text = http.header("retry-after"), let seconds = Double(text), seconds >= 0, seconds.isFinite else {
      return nil
    }
    return seconds
  }
}
