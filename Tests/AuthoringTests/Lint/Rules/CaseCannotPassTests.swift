import EvalSchema
import Testing

@testable import Authoring

@Suite struct CaseCannotPassTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("- tool_not_called: issue_refund", "- tool_called: {name: x, at_least: 2, at_most: 1}")], "25:7"),
    ([("- tool_not_called: issue_refund", "- not: {matches: \".*\"}")], "25:7"),
    ([("- tool_not_called: issue_refund", "- all: [{contains: a}, {cites_only: {sources: [], at_least: 1}}]")], "25:7"),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(CaseCannotPass.rule, changes) == ["\(place) case-cannot-pass"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("- tool_not_called: issue_refund", "- any: [{contains: a}, {not: {matches: \".*\"}}]")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(CaseCannotPass.rule, Self.good[index]) == [])
  }
}
