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
  /// The address of the API, when it is not the provider's own.
  public var baseURL: String?
  /// Whether an address without TLS is allowed that is not on this machine.
  public var allowHTTP: Bool?
  /// The NAME of the environment variable that holds the key.
  public var keyEnv: String?
  /// Members that are added to the body of each request as they are.
  public var extraBody: [String: JSONValue]?
  /// Headers that are added to each request; never credentials.
  public var extraHeaders: [String: String]?
  /// For `adapter: openai-chat` on Azure.
  public var azure: AzureTarget?
  /// What `adapter: bedrock` needs.
  public var bedrock: BedrockTarget?
  /// What `adapter: http` needs.
  public var http: HTTPTarget?

  /// Makes the value from its parts.
  public init(
    name: String, description: String? = nil, adapter: AdapterKind, model: String? = nil, system: String? = nil,
    systemText: String? = nil, parameters: [String: JSONValue] = [:], surfaces: [String: String] = [:],
    limits: TargetLimits = TargetLimits(), price: Price? = nil, simulated: SimulatedTarget? = nil,
    command: CommandTarget? = nil, recording: RecordingTarget? = nil, baseURL: String? = nil, allowHTTP: Bool? = nil,
    keyEnv: String? = nil, extraBody: [String: JSONValue]? = nil, extraHeaders: [String: String]? = nil,
    azure: AzureTarget? = nil, bedrock: BedrockTarget? = nil, http: HTTPTarget? = nil
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
    self.baseURL = baseURL
    self.allowHTTP = allowHTTP
    self.keyEnv = keyEnv
    self.extraBody = extraBody
    self.extraHeaders = extraHeaders
    self.azure = azure
    self.bedrock = bedrock
    self.http = http
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
    case baseURL = "base_url"
    case allowHTTP = "allow_http"
    case keyEnv = "key_env"
    case extraBody = "extra_body"
    case extraHeaders = "extra_headers"
    case azure
    case bedrock
    case http
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
    baseURL = try container.decodeIfPresent(String.self, forKey: .baseURL)
    allowHTTP = try container.decodeIfPresent(Bool.self, forKey: .allowHTTP)
    keyEnv = try container.decodeIfPresent(String.self, forKey: .keyEnv)
    extraBody = try container.decodeIfPresent([String: JSONValue].self, forKey: .extraBody)
    extraHeaders = try container.decodeIfPresent([String: String].self, forKey: .extraHeaders)
    azure = try container.decodeIfPresent(AzureTarget.self, forKey: .azure)
    bedrock = try container.decodeIfPresent(BedrockTarget.self, forKey: .bedrock)
    http = try container.decodeIfPresent(HTTPTarget.self, forKey: .http)
  }
}

extension Target {
  /// The digest of everything that changes behavior; name, description, limits, price and the key's name do not.
  package func fingerprint() throws -> Digest {
    var surface = self
    surface.name = ""
    surface.description = nil
    surface.limits = TargetLimits()
    surface.price = nil
    surface.recording?.directory = nil
    surface.command?.directory = nil
    surface.keyEnv = nil
    surface.allowHTTP = nil
    return try Digest(ofJSON: surface)
  }
}
