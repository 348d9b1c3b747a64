/// What kind of thing went wrong between us and a target.
public enum FailureKind: String, Sendable, Codable, Hashable, CaseIterable {
  case rateLimited = "rate-limited"
  case overloaded, server, timeout, network, auth, quota
  case badRequest = "bad-request"
  case contextLength = "context-length"
  case malformedResponse = "malformed-response"
  case tooLarge = "too-large"
  case cancelled
  /// A grader could not judge; never the target's fault.
  case grader

  /// Whether trying again can help.
  public var isRetryable: Bool {
    switch self {
    case .rateLimited, .overloaded, .server, .timeout, .network: true
    case .auth, .quota, .badRequest, .contextLength, .malformedResponse, .tooLarge, .cancelled, .grader: false
    }
  }

  /// Whether the request was refused or lost whatever it asked; a server that failed or took too long may have worked on it.
  public var isLostOnTheWay: Bool { self == .rateLimited || self == .overloaded || self == .network }

  /// Whether every further trial would fail in the same way, so that the run ends at once.
  public var isFatal: Bool { self == .auth || self == .quota }
}

/// A request that brought no response: evidence about the infrastructure, never about the model.
public struct AdapterFailure: Error, Sendable, Hashable, Codable {
  /// What kind of failure it is.
  public var kind: FailureKind
  /// What happened, without keys; may quote hostile text.
  public var message: String
  /// Seconds that the provider asked to wait.
  public var retryAfter: Double?

  /// Makes the value from its parts.
  public init(kind: FailureKind, message: String, retryAfter: Double? = nil) {
    self.kind = kind
    self.message = message
    self.retryAfter = retryAfter
  }

  private enum CodingKeys: String, CodingKey {
    case kind
    case message
    case retryAfter = "retry_after"
  }
}
