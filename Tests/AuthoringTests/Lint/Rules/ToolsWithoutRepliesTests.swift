import EvalSchema
import Testing

@testable import Authoring

@Suite struct ToolsWithoutRepliesTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("\n      replies: [{result: {status: done}}]", "")], "20:7"),
    ([("  tools:\n    - name: issue_refund\n      replies: [{result: {status: done}}]\n", "")], "17:3"),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(ToolsWithoutReplies.rule, changes) == ["\(place) tools-without-replies"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("replies: [{result: {status: done}}]", "otherwise: {error: down}")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(ToolsWithoutReplies.rule, Self.good[index]) == [])
  }
}
