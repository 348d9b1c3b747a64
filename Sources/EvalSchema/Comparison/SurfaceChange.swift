/// One surface of the targets, in both arms.
public struct SurfaceChange: Sendable, Hashable, Codable {
  /// The surface: `model requested`, `system prompt`, `parameters.temperature`, `surfaces.retrieval`.
  public var name: String
  /// What the baseline has; nil when it is not recorded.
  public var baseline: String?
  /// What the candidate has; nil when it is not recorded.
  public var candidate: String?
  /// Whether the two differ.
  public var differs: Bool

  /// Makes the value from its parts.
  public init(
    name: String, baseline: String? = nil, candidate: String? = nil, differs: Bool
  ) {
    self.name = name
    self.baseline = baseline
    self.candidate = candidate
    self.differs = differs
  }
}
