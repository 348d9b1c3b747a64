import EvalSchema
import Harness

/// The options that select cases, the same for every command that takes them.
struct Selection {
  /// What is selected.
  let value: CaseSelection

  /// The options.
  static let options: [CommandSpec.Option] = [
    .init(name: "case", value: "ID", repeats: true, help: "only this case"),
    .init(name: "suite", value: "NAME", repeats: true, help: "only cases of this suite"),
    .init(name: "severity", value: "S1", repeats: true, help: "only cases of this severity"),
    .init(name: "pattern", value: "ID", repeats: true, help: "only cases of this failure pattern"),
    .init(name: "incident", value: "ID", repeats: true, help: "only cases of this incident"),
    .init(name: "tag", value: "TAG", repeats: true, help: "only cases with this tag"),
  ]

  /// Reads the options of a command line.
  init(_ invocation: Invocation) throws {
    value = CaseSelection(
      cases: try invocation.values("case"), suites: try Self.words("suite", invocation),
      severities: try Self.words("severity", invocation), patterns: try invocation.values("pattern"),
      incidents: try invocation.values("incident"), tags: try invocation.values("tag"))
  }

  private static func words<Value: RawRepresentable & CaseIterable>(
    _ name: String, _ invocation: Invocation
  ) throws -> [Value] where Value.RawValue == String {
    try invocation.values(name).map { text in
      if let value = Value(rawValue: text) ?? Value(rawValue: text.uppercased()) { return value }
      let words = Value.allCases.map(\.rawValue)
      let near = NearestName.of(text, in: words).map { "; did you mean `\($0)`?" } ?? ""
      throw UsageError("--\(name) takes \(words.joined(separator: ", ")); found \"\(text)\"\(near)")
    }
  }
}
