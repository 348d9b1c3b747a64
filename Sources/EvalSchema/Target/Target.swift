/// How a target is reached.
public enum AdapterKind: String, Sendable, Codable, Hashable, CaseIterable {
  case simulated, command, recording
}

/// The system under test: an adapter and every surface that changes behavior.
public struct Target: Sendable, Hashable, Codable {
  /// The name, which is the file's name without `.yaml`.
  public var name: String
  /// What it is, for people.
  public var description: String?
  /// How it is reached.
  public var adapter: AdapterKind
  /// The model as requested.
  public var model: String?
  /// The path of the system prompt, relative to the target's file.
  public var system: String?
  /// The text of the system prompt, filled in by the loader.
  public var systemText: String?
  /// Sampling parameters.
  public var parameters: [String: JSONValue]
  /// Surfaces that cannot be seen from here, stated by the user: retrieval, app.
  public var surfaces: [String: String]
  /// How it may be used.
  public var limits: TargetLimits
  /// What tokens cost.
  public var price: Price?
  /// What `adapter: simulated` needs.
  public var simulated: SimulatedTarget?
  /// What `adapter: command` needs.
  public var command: CommandTarget?
  /// What `adapter: recording` needs.
  public var recording: RecordingTarget?

  /// Makes the value from its parts.
  public init(
    name: String, description: String? = nil, adapter: AdapterKind, model: String? = nil, system: String? = nil,
    systemText: String? = nil, parameters: [String: JSONValue] = [:], surfaces: [String: String] = [:],
    limits: TargetLimits = TargetLimits(), price: Price? = nil, simulated: SimulatedTarget? = nil,
    command: CommandTarget? = nil, recording: RecordingTarget? = nil
  ) {
    self.name = name
    self.description = description
    self.adapter = adapter
    self.model = model
    self.system = system
    self.systemText = systemText
    self.parameters = parameters
    self.surfaces = surfaces
    self.limits = limits
    self.price = price
    self.simulated = simulated
    self.command = command
    self.recording = recording
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case description
    case adapter
    case model
    case system
    case systemText = "system_text"
    case parameters
    case surfaces
    case limits
    case price
    case simulated
    case command
    case recording
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    description = try container.decodeIfPresent(String.self, forKey: .description)
    adapter = try container.decode(AdapterKind.self, forKey: .adapter)
    model = try container.decodeIfPresent(String.self, forKey: .model)
    system = try container.decodeIfPresent(String.self, forKey: .system)
    systemText = try container.decodeIfPresent(String.self, forKey: .systemText)
    parameters = try container.decodeIfPresent([String: JSONValue].self, forKey: .parameters) ?? [:]
    surfaces = try container.decodeIfPresent([String: String].self, forKey: .surfaces) ?? [:]
    limits = try container.decodeIfPresent(TargetLimits.self, forKey: .limits) ?? TargetLimits()
    price = try container.decodeIfPresent(Price.self, forKey: .price)
    simulated = try container.decodeIfPresent(SimulatedTarget.self, forKey: .simulated)
    command = try container.decodeIfPresent(CommandTarget.self, forKey: .command)
    recording = try container.decodeIfPresent(RecordingTarget.self, forKey: .recording)
  }
}

extension Target {
  /// The digest of everything that changes behavior; name, description, limits and price do not.
  package func fingerprint() throws -> Digest {
    var surface = self
    surface.name = ""
    surface.description = nil
    surface.limits = TargetLimits()
    surface.price = nil
    surface.recording?.directory = nil
    surface.command?.directory = nil
    return try Digest(ofJSON: surface)
  }
}

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

  /// Makes the value from its parts.
  public init(concurrency: Int = 32, timeout: Double = 60, retries: Int = 4, responseBytes: Int = 4_194_304) {
    self.concurrency = concurrency
    self.timeout = timeout
    self.retries = retries
    self.responseBytes = responseBytes
  }

  private enum CodingKeys: String, CodingKey {
    case concurrency
    case timeout
    case retries
    case responseBytes = "response_bytes"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    concurrency = try container.decodeIfPresent(Int.self, forKey: .concurrency) ?? 32
    timeout = try container.decodeIfPresent(Double.self, forKey: .timeout) ?? 60
    retries = try container.decodeIfPresent(Int.self, forKey: .retries) ?? 4
    responseBytes = try container.decodeIfPresent(Int.self, forKey: .responseBytes) ?? 4_194_304
  }
}

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
