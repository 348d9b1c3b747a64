/// One call of a tool by the system under test.
public struct ToolCall: Sendable, Hashable, Codable {
  /// The id by which the result refers to the call; empty in exhibits, where calls pair with results in order.
  public var id: String
  /// The name of the tool.
  public var name: String
  /// The arguments as given; normally an object, but a model may send anything.
  public var arguments: JSONValue

  /// Makes the value from its parts.
  public init(id: String = "", name: String, arguments: JSONValue = .object([:])) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case name
    case arguments
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decodeIfPresent(String.self, forKey: .id) ?? ""
    name = try container.decode(String.self, forKey: .name)
    arguments = try container.decodeIfPresent(JSONValue.self, forKey: .arguments) ?? .object([:])
  }
}

/// What a tool gave back.
public struct ToolResult: Sendable, Hashable, Codable {
  /// The id of the call that it answers.
  public var call: String
  /// The name of the tool.
  public var name: String
  /// The result, when the tool succeeded.
  public var result: JSONValue?
  /// The error text, when it failed.
  public var error: String?
  /// Whether no recorded reply fitted the call, so that the case's `otherwise` answered.
  public var unmatched: Bool

  /// Makes the value from its parts.
  public init(
    call: String = "", name: String = "", result: JSONValue? = nil, error: String? = nil, unmatched: Bool = false
  ) {
    self.call = call
    self.name = name
    self.result = result
    self.error = error
    self.unmatched = unmatched
  }

  private enum CodingKeys: String, CodingKey {
    case call
    case name
    case result
    case error
    case unmatched
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    call = try container.decodeIfPresent(String.self, forKey: .call) ?? ""
    name = try container.decodeIfPresent(String.self, forKey: .name) ?? ""
    result = try container.decodeIfPresent(JSONValue.self, forKey: .result)
    error = try container.decodeIfPresent(String.self, forKey: .error)
    unmatched = try container.decodeIfPresent(Bool.self, forKey: .unmatched) ?? false
  }
}

extension ToolResult {
  /// The result as the model reads it: plain text as it is, anything else as canonical JSON, an error as its text.
  public var text: String {
    if let error { return error }
    switch result {
    case .string(let text): return text
    case .some(let value): return (try? CanonicalJSON.text(value)) ?? ""  // A JSON value always encodes.
    case nil: return ""
    }
  }
}
