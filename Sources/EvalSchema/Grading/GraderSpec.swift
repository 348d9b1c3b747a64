/// A grader as a case states it. In files a mapping of one key: `{contains: "…"}`, `{not: {matches: "…"}}`.
public indirect enum GraderSpec: Sendable, Hashable {
  case contains(ContainsSpec)
  case matches(MatchesSpec)
  case equals(EqualsSpec)
  case jsonPath(JSONPathSpec)
  case refusal(Bool)
  case toolCalled(ToolCalledSpec)
  case toolNotCalled(CallPattern)
  case toolOrder(ToolOrderSpec)
  case citesOnly(CitesOnlySpec)
  case judge(JudgeSpec)
  case not(GraderSpec)
  case all([GraderSpec])
  case any([GraderSpec])

  /// The key in files.
  public var kind: Kind {
    switch self {
    case .contains: .contains
    case .matches: .matches
    case .equals: .equals
    case .jsonPath: .jsonPath
    case .refusal: .refusal
    case .toolCalled: .toolCalled
    case .toolNotCalled: .toolNotCalled
    case .toolOrder: .toolOrder
    case .citesOnly: .citesOnly
    case .judge: .judge
    case .not: .not
    case .all: .all
    case .any: .any
    }
  }

  /// The keys of graders in files.
  public enum Kind: String, Sendable, CaseIterable, CodingKey {
    case contains, matches, equals
    case jsonPath = "json_path"
    case refusal
    case toolCalled = "tool_called"
    case toolNotCalled = "tool_not_called"
    case toolOrder = "tool_order"
    case citesOnly = "cites_only"
    case judge
    case not, all, any
  }
}

extension GraderSpec: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Kind.self)
    guard let kind = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a grader has exactly one kind"))
    }
    switch kind {
    case .contains: self = .contains(try container.decode(ContainsSpec.self, forKey: kind))
    case .matches: self = .matches(try container.decode(MatchesSpec.self, forKey: kind))
    case .equals: self = .equals(try container.decode(EqualsSpec.self, forKey: kind))
    case .jsonPath: self = .jsonPath(try container.decode(JSONPathSpec.self, forKey: kind))
    case .refusal: self = .refusal(try container.decode(Bool.self, forKey: kind))
    case .toolCalled: self = .toolCalled(try container.decode(ToolCalledSpec.self, forKey: kind))
    case .toolNotCalled: self = .toolNotCalled(try container.decode(CallPattern.self, forKey: kind))
    case .toolOrder: self = .toolOrder(try container.decode(ToolOrderSpec.self, forKey: kind))
    case .citesOnly: self = .citesOnly(try container.decode(CitesOnlySpec.self, forKey: kind))
    case .judge: self = .judge(try container.decode(JudgeSpec.self, forKey: kind))
    case .not: self = .not(try container.decode(GraderSpec.self, forKey: kind))
    case .all: self = .all(try container.decode([GraderSpec].self, forKey: kind))
    case .any: self = .any(try container.decode([GraderSpec].self, forKey: kind))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Kind.self)
    switch self {
    case .contains(let spec): try container.encode(spec, forKey: kind)
    case .matches(let spec): try container.encode(spec, forKey: kind)
    case .equals(let spec): try container.encode(spec, forKey: kind)
    case .jsonPath(let spec): try container.encode(spec, forKey: kind)
    case .refusal(let wanted): try container.encode(wanted, forKey: kind)
    case .toolCalled(let spec): try container.encode(spec, forKey: kind)
    case .toolNotCalled(let pattern): try container.encode(pattern, forKey: kind)
    case .toolOrder(let spec): try container.encode(spec, forKey: kind)
    case .citesOnly(let spec): try container.encode(spec, forKey: kind)
    case .judge(let spec): try container.encode(spec, forKey: kind)
    case .not(let spec): try container.encode(spec, forKey: kind)
    case .all(let specs), .any(let specs): try container.encode(specs, forKey: kind)
    }
  }
}
