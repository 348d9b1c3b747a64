import EvalSchema
import Testing

@testable import Authoring

@Suite struct UnknownToolTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("- tool_not_called: issue_refund", "- tool_not_called: isue_refund")], "25:24"),
    (
      [("- tool_not_called: issue_refund", "- any: [{tool_order: {before: {name: aproval}, after: issue_refund}}]")],
      "25:42"
    ),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(UnknownTool.rule, changes) == ["\(place) unknown-tool"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("- tool_not_called: issue_refund", "- not: {tool_called: issue_refund}")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(UnknownTool.rule, Self.good[index]) == [])
  }
}
