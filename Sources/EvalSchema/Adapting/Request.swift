/// What a target is asked: the conversation so far, and which experiment it belongs to.
public struct Request: Sendable, Hashable, Codable {
  /// The id of the trial's conversation, the same for all its steps: `CASE/VARIANT/INDEX`.
  public var id: String
  /// The id of the case.
  public var evalCase: String
  /// The variant of the case.
  public var variant: String
  /// The trial's index, from 0.
  public var trial: Int
  /// How often this request was tried before, from 0.
  public var attempt: Int
  /// The trial's seed.
  public var seed: UInt64
  /// The target's system prompt.
  public var system: String?
  /// The conversation: the case's input, then turns and tool results so far.
  public var messages: [Message]
  /// The frozen context of the case.
  public var documents: [ContextDocument]
  /// The tools that may be called.
  public var tools: [ToolDefinition]
  /// Sampling parameters of the target.
  public var parameters: [String: JSONValue]
  /// Seconds after which the request fails with `timeout`.
  public var timeout: Double

  /// Makes the value from its parts.
  public init(
    id: String, evalCase: String, variant: String = "base", trial: Int, attempt: Int = 0, seed: UInt64,
    system: String? = nil, messages: [Message], documents: [ContextDocument] = [], tools: [ToolDefinition] = [],
    parameters: [String: JSONValue] = [:], timeout: Double = 60
  ) {
    self.id = id
    self.evalCase = evalCase
    self.variant = variant
    self.trial = trial
    self.attempt = attempt
    self.seed = seed
    self.system = system
    self.messages = messages
    self.documents = documents
    self.tools = tools
    self.parameters = parameters
    self.timeout = timeout
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case evalCase = "case"
    case variant
    case trial
    case attempt
    case seed
    case system
    case messages
    case documents
    case tools
    case parameters
    case timeout
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    evalCase = try container.decode(String.self, forKey: .evalCase)
    variant = try container.decodeIfPresent(String.self, forKey: .variant) ?? "base"
    trial = try container.decode(Int.self, forKey: .trial)
    attempt = try container.decodeIfPresent(Int.self, forKey: .attempt) ?? 0
    seed = try container.decode(UInt64.self, forKey: .seed)
    system = try container.decodeIfPresent(String.self, forKey: .system)
    messages = try container.decode([Message].self, forKey: .messages)
    documents = try container.decodeIfPresent([ContextDocument].self, forKey: .documents) ?? []
    tools = try container.decodeIfPresent([ToolDefinition].self, forKey: .tools) ?? []
    parameters = try container.decodeIfPresent([String: JSONValue].self, forKey: .parameters) ?? [:]
    timeout = try container.decodeIfPresent(Double.self, forKey: .timeout) ?? 60
  }
}

/// A tool as the model is told about it.
public struct ToolDefinition: Sendable, Hashable, Codable {
  /// The tool's name.
  public var name: String
  /// What it does.
  public var description: String?
  /// The JSON Schema of its arguments.
  public var parameters: JSONValue?

  /// Makes the value from its parts.
  public init(name: String, description: String? = nil, parameters: JSONValue? = nil) {
    self.name = name
    self.description = description
    self.parameters = parameters
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case description
    case parameters
  }
}
