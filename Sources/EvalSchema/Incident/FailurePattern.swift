/// One class of failure of the taxonomy: what an output or action did wrong, as it can be observed.
public struct FailurePattern: Sendable, Hashable {
  /// The stable id, for example `approval-bypass`.
  public var id: String
  /// The name for people.
  public var name: String
  /// What is observed.
  public var definition: String
  /// The default severity.
  public var severity: Severity
  /// Whether no case of the pattern may be rated lower than `severity`.
  public var isFloor: Bool
  /// Ids, names and codes of other taxonomies that mean this pattern.
  public var aliases: [String]

  /// Makes the value from its parts.
  public init(id: String, name: String, definition: String, severity: Severity, isFloor: Bool, aliases: [String]) {
    self.id = id
    self.name = name
    self.definition = definition
    self.severity = severity
    self.isFloor = isFloor
    self.aliases = aliases
  }
}
