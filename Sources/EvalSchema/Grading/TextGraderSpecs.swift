/// Which of the target's words a text grader reads.
public enum TextScope: String, Sendable, Codable, Hashable, CaseIterable {
  /// Every turn's text.
  case all
  /// The last turn's text.
  case final
}

/// The text occurs. In files plain text, or a mapping.
public struct ContainsSpec: Sendable, Hashable, Codable {
  /// The text to find.
  public var text: String
  /// Whether letter case counts not.
  public var ignoreCase: Bool
  /// Where to look; `in` in files.
  public var scope: TextScope

  /// Makes the value from its parts.
  public init(text: String, ignoreCase: Bool = false, scope: TextScope = .all) {
    self.text = text
    self.ignoreCase = ignoreCase
    self.scope = scope
  }

  private enum CodingKeys: String, CodingKey {
    case text
    case ignoreCase = "ignore_case"
    case scope = "in"
  }

  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {  // The short form is plain text.
      self.init(text: text)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      text: try container.decode(String.self, forKey: .text),
      ignoreCase: try container.decodeIfPresent(Bool.self, forKey: .ignoreCase) ?? false,
      scope: try container.decodeIfPresent(TextScope.self, forKey: .scope) ?? .all)
  }
}

/// A Perl-compatible regular expression matches. In files plain text, or a mapping.
public struct MatchesSpec: Sendable, Hashable, Codable {
  /// The expression, in the syntax of PCRE2.
  public var pattern: String
  /// Where to look; `in` in files.
  public var scope: TextScope

  /// Makes the value from its parts.
  public init(pattern: String, scope: TextScope = .all) {
    self.pattern = pattern
    self.scope = scope
  }

  private enum CodingKeys: String, CodingKey {
    case pattern
    case scope = "in"
  }

  public init(from decoder: any Decoder) throws {
    if let pattern = try? decoder.singleValueContainer().decode(String.self) {  // The short form is plain text.
      self.init(pattern: pattern)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      pattern: try container.decode(String.self, forKey: .pattern),
      scope: try container.decodeIfPresent(TextScope.self, forKey: .scope) ?? .all)
  }
}

/// The final text is exactly this, apart from white space around it. In files plain text, or a mapping.
public struct EqualsSpec: Sendable, Hashable, Codable {
  /// The text.
  public var text: String
  /// Whether letter case counts not.
  public var ignoreCase: Bool

  /// Makes the value from its parts.
  public init(text: String, ignoreCase: Bool = false) {
    self.text = text
    self.ignoreCase = ignoreCase
  }

  private enum CodingKeys: String, CodingKey {
    case text
    case ignoreCase = "ignore_case"
  }

  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {  // The short form is plain text.
      self.init(text: text)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      text: try container.decode(String.self, forKey: .text),
      ignoreCase: try container.decodeIfPresent(Bool.self, forKey: .ignoreCase) ?? false)
  }
}

/// The final text is JSON (bare or in one fence) and the value at a path is as stated; exactly one condition is
/// given.
public struct JSONPathSpec: Sendable, Hashable, Codable {
  /// A path as in RFC 9535 with names and indices only: `$.order.items[0].sku`.
  public var path: String
  /// The value is this; 1 and 1.0 are equal.
  public var equals: JSONValue?
  /// The value is text that this PCRE2 expression matches.
  public var matches: String?
  /// The value is a number of at least this.
  public var minimum: Double?
  /// The value is a number of at most this.
  public var maximum: Double?
  /// Whether there is a value at all.
  public var exists: Bool?

  /// Makes the value from its parts.
  public init(
    path: String, equals: JSONValue? = nil, matches: String? = nil, minimum: Double? = nil, maximum: Double? = nil,
    exists: Bool? = nil
  ) {
    self.path = path
    self.equals = equals
    self.matches = matches
    self.minimum = minimum
    self.maximum = maximum
    self.exists = exists
  }

  private enum CodingKeys: String, CodingKey {
    case path
    case equals
    case matches
    case minimum
    case maximum
    case exists
  }
}
