import FoundationEssentials
import Testing

@testable import EvalSchema

/// `docs/patterns.md` against the list that the program uses.
@Suite struct PatternsDocumentTests {
  /// The row that a pattern has in the document.
  static func row(_ pattern: FailurePattern) -> String {
    let severity = pattern.severity.rawValue + (pattern.isFloor ? ", floor" : "")
    let aliases = pattern.aliases.map { $0.contains("*") || $0.contains(":") ? "`\($0)`" : $0 }.joined(separator: " · ")
    let cells = ["`\(pattern.id)`", pattern.name, pattern.definition, severity, aliases.isEmpty ? "–" : aliases]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private func document() throws -> [Substring] {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let bytes = try Data(contentsOf: root.appending(path: "docs/patterns.md"))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test func theDocumentHasTheRowOfEveryPatternInOrder() throws {
    let rows = try document().filter { $0.hasPrefix("| `") }.map(String.init)
    #expect(rows == Taxonomy.patterns.map(Self.row))
  }

  @Test func theDocumentNamesTheVersion() throws {
    #expect(try document().contains { $0.contains("version \(Taxonomy.version)") })
  }
}
