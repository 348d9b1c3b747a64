import EvalSchema
import Testing

@testable import Authoring

@Suite struct CitesWithoutDocumentsTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("- tool_not_called: issue_refund", "- cites_only: {}")], "25:19"),
    ([("- tool_not_called: issue_refund", "- not: {cites_only: {sources: [a], quotes_verbatim: true}}")], "25:25"),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(CitesWithoutDocuments.rule, changes) == ["\(place) cites-without-documents"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("- tool_not_called: issue_refund", "- cites_only: {sources: [a]}")],
    [
      ("  tools:", "  documents: [{id: a, text: x}]\n  tools:"),
      ("- tool_not_called: issue_refund", "- cites_only: {}"),
    ],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(CitesWithoutDocuments.rule, Self.good[index]) == [])
  }
}
