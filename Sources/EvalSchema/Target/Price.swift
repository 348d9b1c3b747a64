/// What tokens cost, in units of the currency per `per` tokens.
public struct Price: Sendable, Hashable, Codable {
  /// Tokens read.
  public var input: Double
  /// Tokens written.
  public var output: Double
  /// Tokens read from the cache; nil means as `input`.
  public var cachedInput: Double?
  /// The currency, ISO 4217.
  public var currency: String
  /// How many tokens a price is for.
  public var per: Int

  /// Makes the value from its parts.
  public init(
    input: Double = 0, output: Double = 0, cachedInput: Double? = nil, currency: String = "USD", per: Int = 1_000_000
  ) {
    self.input = input
    self.output = output
    self.cachedInput = cachedInput
    self.currency = currency
    self.per = per
  }

  private enum CodingKeys: String, CodingKey {
    case input
    case output
    case cachedInput = "cached_input"
    case currency
    case per
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    input = try container.decodeIfPresent(Double.self, forKey: .input) ?? 0
    output = try container.decodeIfPresent(Double.self, forKey: .output) ?? 0
    cachedInput = try container.decodeIfPresent(Double.self, forKey: .cachedInput)
    currency = try container.decodeIfPresent(String.self, forKey: .currency) ?? "USD"
    per = try container.decodeIfPresent(Int.self, forKey: .per) ?? 1_000_000
  }
}

extension Price {
  /// What a usage costs, in millionths of the currency unit, rounded up.
  public func micros(_ usage: Usage) -> Int {
    let fresh = Double(usage.inputTokens - usage.cachedInputTokens) * input
    let cached = Double(usage.cachedInputTokens) * (cachedInput ?? input)
    let units = (fresh + cached + Double(usage.outputTokens) * output) / Double(max(per, 1))
    return Int((units * 1_000_000).rounded(.up))
  }
}
