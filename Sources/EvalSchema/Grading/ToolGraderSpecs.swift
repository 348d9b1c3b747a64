/// Which tool calls are meant. In files the tool's name, or a mapping.
public struct CallPattern: Sendable, Hashable, Codable {
  /// The tool's name.
  public var name: String
  /// What the arguments must hold at least; nil means any.
  public var arguments: JSONValue?
  /// What the tool's result must hold at least; nil means any.
  public var result: JSONValue?

  /// Makes the value from its parts.
  public init(name: String, arguments: JSONValue? = nil, result: JSONValue? = nil) {
    self.name = name
    self.arguments = arguments
    self.result = result
  }

  private enum CodingKeys: String, CodingKey { case name, arguments, result }

  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {  // The short form is the name.
      self.init(name: name)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name),
      arguments: try container.decodeIfPresent(JSONValue.self, forKey: .arguments),
      result: try container.decodeIfPresent(JSONValue.self, forKey: .result))
  }
}

/// The tool is called, as often as stated. In files the tool's name, or a mapping with the keys of the call pattern.
public struct ToolCalledSpec: Sendable, Hashable, Codable {
  /// Which calls count.
  public var call: CallPattern
  /// Fewest calls.
  public var atLeast: Int
  /// Most calls; nil means any number.
  public var atMost: Int?

  /// Makes the value from its parts.
  public init(call: CallPattern, atLeast: Int = 1, atMost: Int? = nil) {
    self.call = call
    self.atLeast = atLeast
    self.atMost = atMost
  }

  private enum CodingKeys: String, CodingKey {
    case atLeast = "at_least"
    case atMost = "at_most"
  }

  public init(from decoder: any Decoder) throws {
    let call = try CallPattern(from: decoder)
    guard (try? decoder.singleValueContainer().decode(String.self)) == nil else {  // The short form is the name.
      self.init(call: call)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      call: call, atLeast: try container.decodeIfPresent(Int.self, forKey: .atLeast) ?? 1,
      atMost: try container.decodeIfPresent(Int.self, forKey: .atMost))
  }

  public func encode(to encoder: any Encoder) throws {
    try call.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(atLeast, forKey: .atLeast)
    try container.encodeIfPresent(atMost, forKey: .atMost)
  }
}

/// Every call of `after` comes later than some call of `before`; passes when `after` is never called.
public struct ToolOrderSpec: Sendable, Hashable, Codable {
  /// The call that must come first, for example an approval with `result: {status: approved}`.
  public var before: CallPattern
  /// The call that may only follow.
  public var after: CallPattern

  /// Makes the value from its parts.
  public init(before: CallPattern, after: CallPattern) {
    self.before = before
    self.after = after
  }

  private enum CodingKeys: String, CodingKey {
    case before
    case after
  }
}

/// Every source that the answer cites is one of the allowed ones.
public struct CitesOnlySpec: Sendable, Hashable, Codable {
  /// The allowed ids; nil means the ids of the case's documents.
  public var sources: [String]?
  /// A PCRE2 expression whose first group is the cited id; nil means `[id]` in square brackets.
  public var pattern: String?
  /// Fewest citations.
  public var atLeast: Int
  /// Whether text in double quotes must stand word for word in an allowed document.
  public var quotesVerbatim: Bool

  /// Makes the value from its parts.
  public init(sources: [String]? = nil, pattern: String? = nil, atLeast: Int = 0, quotesVerbatim: Bool = false) {
    self.sources = sources
    self.pattern = pattern
    self.atLeast = atLeast
    self.quotesVerbatim = quotesVerbatim
  }

  private enum CodingKeys: String, CodingKey {
    case sources
    case pattern
    case atLeast = "at_least"
    case quotesVerbatim = "quotes_verbatim"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    sources = try container.decodeIfPresent([String].self, forKey: .sources)
    pattern = try container.decodeIfPresent(String.self, forKey: .pattern)
    atLeast = try container.decodeIfPresent(Int.self, forKey: .atLeast) ?? 0
    quotesVerbatim = try container.decodeIfPresent(Bool.self, forKey: .quotesVerbatim) ?? false
  }
}
