/// A known failure accepted for a time: the case still runs and is shown.
public struct Waiver: Sendable, Hashable, Codable {
  /// The id of the case.
  public var evalCase: String
  /// Who answers for it.
  public var owner: String
  /// Why it is accepted.
  public var reason: String
  /// The ticket that holds the decision.
  public var record: String
  /// The last day on which it counts, ISO 8601, at most 30 days ahead.
  public var expires: String

  /// Makes the value from its parts.
  public init(evalCase: String, owner: String, reason: String, record: String, expires: String) {
    self.evalCase = evalCase
    self.owner = owner
    self.reason = reason
    self.record = record
    self.expires = expires
  }

  private enum CodingKeys: String, CodingKey {
    case evalCase = "case"
    case owner
    case reason
    case record
    case expires
  }
}

/// The waivers file of an evalset.
public struct WaiverList: Sendable, Hashable, Codable {
  /// The version of the format.
  public var version: Int
  /// The waivers.
  public var waivers: [Waiver]

  /// Makes the value from its parts.
  public init(version: Int = 1, waivers: [Waiver] = []) {
    self.version = version
    self.waivers = waivers
  }

  private enum CodingKeys: String, CodingKey {
    case version
    case waivers
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    version = try container.decodeIfPresent(Int.self, forKey: .version) ?? 1
    waivers = try container.decodeIfPresent([Waiver].self, forKey: .waivers) ?? []
  }
}
