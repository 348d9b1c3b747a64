/// How the incident tracker of a team numbers severities.
public enum SeverityScheme: String, Sendable, Codable, Hashable, CaseIterable {
  /// SEV-1 is the gravest: SEV-1 → S1, SEV-2 → S2, the rest → S3.
  case sev1
  /// SEV-0 is the gravest: SEV-0, SEV-1 → S1, SEV-2 → S2, the rest → S3.
  case sev0
  /// P1 is the gravest.
  case p1
  /// P0 is the gravest.
  case p0
  /// Critical → S1, high or major → S2, the rest → S3.
  case words
  /// Priorities of Jira: Highest → S1, High → S2, Medium, Low and Lowest → S3.
  case jira
}

/// The file `evalset.yaml`: what an evalset is called and by which policy it is judged.
public struct EvalsetManifest: Sendable, Hashable, Codable {
  /// The version of the format.
  public var version: Int
  /// The name.
  public var name: String
  /// What the evalset guards.
  public var description: String?
  /// Who answers for it.
  public var owner: String?
  /// How the team's postmortems number severities.
  public var severityScheme: SeverityScheme
  /// The patterns that the team watches; none means all.
  public var patterns: [String]
  /// The policy.
  public var policy: Policy

  /// Makes the value from its parts.
  public init(
    version: Int = 1, name: String, description: String? = nil, owner: String? = nil,
    severityScheme: SeverityScheme = .sev1, patterns: [String] = [], policy: Policy = Policy()
  ) {
    self.version = version
    self.name = name
    self.description = description
    self.owner = owner
    self.severityScheme = severityScheme
    self.patterns = patterns
    self.policy = policy
  }

  private enum CodingKeys: String, CodingKey {
    case version
    case name
    case description
    case owner
    case severityScheme = "severity_scheme"
    case patterns
    case policy
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    version = try container.decodeIfPresent(Int.self, forKey: .version) ?? 1
    name = try container.decode(String.self, forKey: .name)
    description = try container.decodeIfPresent(String.self, forKey: .description)
    owner = try container.decodeIfPresent(String.self, forKey: .owner)
    severityScheme = try container.decodeIfPresent(SeverityScheme.self, forKey: .severityScheme) ?? .sev1
    patterns = try container.decodeIfPresent([String].self, forKey: .patterns) ?? []
    policy = try container.decodeIfPresent(Policy.self, forKey: .policy) ?? Policy()
  }
}
