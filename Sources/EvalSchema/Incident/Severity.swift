/// How grave an incident is: S1 harmful, unsafe, unauthorized or irreversible; S2 materially wrong; S3 localized.
public enum Severity: String, Sendable, Codable, Hashable, CaseIterable, Comparable {
  case s1 = "S1"
  case s2 = "S2"
  case s3 = "S3"

  /// Orders by gravity: S3 < S2 < S1.
  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue > right.rawValue }
}

/// How much harm was done.
public enum Harm: String, Sendable, Codable, Hashable, CaseIterable {
  case none, low, material, severe
}

/// Whether what was done can be taken back.
public enum Reversibility: String, Sendable, Codable, Hashable, CaseIterable {
  case reversible
  case recoverableWithEffort = "recoverable-with-effort"
  case irreversible
}

/// What followed from the failure; severity is computed from it, never from how wrong the model was.
public struct Consequence: Sendable, Hashable, Codable {
  /// How much harm was done.
  public var harm: Harm
  /// Whether it can be taken back.
  public var reversibility: Reversibility
  /// Whether a user saw it or was acted upon.
  public var reachedUser: Bool

  /// Makes the value from its parts.
  public init(harm: Harm, reversibility: Reversibility, reachedUser: Bool = true) {
    self.harm = harm
    self.reversibility = reversibility
    self.reachedUser = reachedUser
  }

  private enum CodingKeys: String, CodingKey {
    case harm
    case reversibility
    case reachedUser = "reached_user"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    harm = try container.decode(Harm.self, forKey: .harm)
    reversibility = try container.decode(Reversibility.self, forKey: .reversibility)
    reachedUser = try container.decodeIfPresent(Bool.self, forKey: .reachedUser) ?? true
  }
}

extension Consequence {
  /// The severity that harm and reversibility call for: severe → S1; material and irreversible → S1; material → S2;
  /// low and irreversible → S2; low → S3; none → nil, which is not a closed incident.
  public var severity: Severity? {
    switch (harm, reversibility) {
    case (.severe, _), (.material, .irreversible): .s1
    case (.material, _), (.low, .irreversible): .s2
    case (.low, _): .s3
    case (.none, _): nil
    }
  }
}
