/// Which side of a comparison.
public enum ArmRole: String, Sendable, Codable, Hashable, CaseIterable {
  case baseline, candidate
}

/// The record of one target as a comparison reads it: outcomes, and what each output was like.
public struct ComparisonArm: Sendable, Hashable {
  /// The outcomes.
  public var log: RunLog
  /// For each case id and trial index, what the trial was like.
  public var traits: [String: [Int: TrialTraits]]

  /// Makes the value from its parts.
  public init(
    log: RunLog, traits: [String: [Int: TrialTraits]]
  ) {
    self.log = log
    self.traits = traits
  }
}

/// What one trial was like, beside its outcome.
public struct TrialTraits: Sendable, Hashable {
  /// The variant.
  public var variant: String
  /// Whether it came back after its run's decision: it is kept and not used.
  public var isAfterStop: Bool
  /// Unicode scalars that the target said, over all its turns.
  public var words: Int
  /// Whether nothing visible was said and nothing was called.
  public var isEmpty: Bool
  /// Whether the final text begins with a refusal.
  public var isRefusal: Bool
  /// Whether a single turn used as many tokens as it was allowed; nil when that cannot be known.
  public var isTruncated: Bool?
  /// The language of the final text, or its script; nil without letters, or when it was not looked for.
  public var language: String?
  /// How often each tool was called.
  public var tools: [String: Int]
  /// Tokens read.
  public var inputTokens: Int
  /// Tokens written.
  public var outputTokens: Int
  /// What it cost, in millionths of the currency unit.
  public var costMicros: Int
  /// Seconds it took.
  public var latency: Double

  /// Makes the value from its parts.
  public init(
    variant: String = "base", isAfterStop: Bool = false, words: Int = 0, isEmpty: Bool = false,
    isRefusal: Bool = false, isTruncated: Bool? = nil, language: String? = nil, tools: [String: Int] = [:],
    inputTokens: Int = 0,
    outputTokens: Int = 0, costMicros: Int = 0, latency: Double = 0
  ) {
    self.variant = variant
    self.isAfterStop = isAfterStop
    self.words = words
    self.isEmpty = isEmpty
    self.isRefusal = isRefusal
    self.isTruncated = isTruncated
    self.language = language
    self.tools = tools
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.costMicros = costMicros
    self.latency = latency
  }
}

extension RunHeader {
  /// The id of an arm's run in a comparison that runs both: the comparison's id with the role at its end.
  package static func runID(_ comparison: String, role: ArmRole) -> String { "\(comparison)-\(role.rawValue)" }

  /// The comparison that this run was an arm of, and which; nil for a run of its own.
  package var comparison: (id: String, role: ArmRole)? {
    for role in ArmRole.allCases where runID.hasSuffix("-" + role.rawValue) {
      return (String(runID.dropLast(role.rawValue.count + 1)), role)
    }
    return nil
  }
}
