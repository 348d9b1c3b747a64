/// How a target may be used.
public struct TargetLimits: Sendable, Hashable, Codable {
  /// Most trials in flight.
  public var concurrency: Int
  /// Seconds for one request.
  public var timeout: Double
  /// Most further tries of one request.
  public var retries: Int
  /// Largest response.
  public var responseBytes: Int
  /// Most requests in a minute; nil is no limit.
  public var requestsPerMinute: Int?
  /// Most tokens in a minute, read and written; nil is no limit.
  public var tokensPerMinute: Int?

  /// Makes the value from its parts.
  public init(
    concurrency: Int = 32, timeout: Double = 60, retries: Int = 4, responseBytes: Int = 4_194_304,
    requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil
  ) {
    self.concurrency = concurrency
    self.timeout = timeout
    self.retries = retries
    self.responseBytes = responseBytes
    self.requestsPerMinute = requestsPerMinute
    self.tokensPerMinute = tokensPerMinute
  }

  private enum CodingKeys: String, CodingKey {
    case concurrency
    case timeout
    case retries
    case responseBytes = "response_bytes"
    case requestsPerMinute = "requests_per_minute"
    case tokensPerMinute = "tokens_per_minute"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    concurrency = try container.decodeIfPresent(Int.self, forKey: .concurrency) ?? 32
    timeout = try container.decodeIfPresent(Double.self, forKey: .timeout) ?? 60
    retries = try container.decodeIfPresent(Int.self, forKey: .retries) ?? 4
    responseBytes = try container.decodeIfPresent(Int.self, forKey: .responseBytes) ?? 4_194_304
    requestsPerMinute = try container.decodeIfPresent(Int.self, forKey: .requestsPerMinute)
    tokensPerMinute = try container.decodeIfPresent(Int.self, forKey: .tokensPerMinute)
  }
}
