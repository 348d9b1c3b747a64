/// What came in when the incident happened: not the system under test.
public struct CaseInput: Sendable, Hashable, Codable {
  /// The conversation up to the failure, at least one message.
  public var messages: [Message]
  /// Retrieved context, frozen, in rank order.
  public var documents: [ContextDocument]
  /// The tools with their recorded replies.
  public var tools: [ToolFixture]
  /// Most turns of the system under test in one trial.
  public var maxSteps: Int

  /// Makes the value from its parts.
  public init(messages: [Message], documents: [ContextDocument] = [], tools: [ToolFixture] = [], maxSteps: Int = 12) {
    self.messages = messages
    self.documents = documents
    self.tools = tools
    self.maxSteps = maxSteps
  }

  private enum CodingKeys: String, CodingKey {
    case messages
    case documents
    case tools
    case maxSteps = "max_steps"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    messages = try container.decode([Message].self, forKey: .messages)
    documents = try container.decodeIfPresent([ContextDocument].self, forKey: .documents) ?? []
    tools = try container.decodeIfPresent([ToolFixture].self, forKey: .tools) ?? []
    maxSteps = try container.decodeIfPresent(Int.self, forKey: .maxSteps) ?? 12
  }
}

/// A document that retrieval had put before the model.
public struct ContextDocument: Sendable, Hashable, Codable {
  /// The id by which answers cite it.
  public var id: String
  /// Its rank, from 1.
  public var rank: Int?
  /// Its title.
  public var title: String?
  /// Its text as it was then.
  public var text: String

  /// Makes the value from its parts.
  public init(id: String, rank: Int? = nil, title: String? = nil, text: String) {
    self.id = id
    self.rank = rank
    self.title = title
    self.text = text
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case rank
    case title
    case text
  }
}

/// A tool with recorded replies: the incident replays without live systems.
public struct ToolFixture: Sendable, Hashable, Codable {
  /// The tool's name.
  public var name: String
  /// What the model is told about it.
  public var description: String?
  /// The JSON Schema of its arguments.
  public var parameters: JSONValue?
  /// The recorded replies; the first unused one that fits a call answers it.
  public var replies: [ToolReply]
  /// What an unmatched call gets; nil means the error `no recorded reply`.
  public var otherwise: ToolReply?

  /// Makes the value from its parts.
  public init(
    name: String, description: String? = nil, parameters: JSONValue? = nil, replies: [ToolReply] = [],
    otherwise: ToolReply? = nil
  ) {
    self.name = name
    self.description = description
    self.parameters = parameters
    self.replies = replies
    self.otherwise = otherwise
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case description
    case parameters
    case replies
    case otherwise
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    description = try container.decodeIfPresent(String.self, forKey: .description)
    parameters = try container.decodeIfPresent(JSONValue.self, forKey: .parameters)
    replies = try container.decodeIfPresent([ToolReply].self, forKey: .replies) ?? []
    otherwise = try container.decodeIfPresent(ToolReply.self, forKey: .otherwise)
  }
}

/// One recorded reply of a tool.
public struct ToolReply: Sendable, Hashable, Codable {
  /// What a call's arguments must hold at least; nil fits any call.
  public var arguments: JSONValue?
  /// The result that is fed back.
  public var result: JSONValue?
  /// The error that is fed back instead.
  public var error: String?
  /// Whether it may answer more than one call.
  public var repeats: Bool

  /// Makes the value from its parts.
  public init(arguments: JSONValue? = nil, result: JSONValue? = nil, error: String? = nil, repeats: Bool = false) {
    self.arguments = arguments
    self.result = result
    self.error = error
    self.repeats = repeats
  }

  private enum CodingKeys: String, CodingKey {
    case arguments
    case result
    case error
    case repeats = "repeat"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    arguments = try container.decodeIfPresent(JSONValue.self, forKey: .arguments)
    result = try container.decodeIfPresent(JSONValue.self, forKey: .result)
    error = try container.decodeIfPresent(String.self, forKey: .error)
    repeats = try container.decodeIfPresent(Bool.self, forKey: .repeats) ?? false
  }
}
