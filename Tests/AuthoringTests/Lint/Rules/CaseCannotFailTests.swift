import EvalSchema
import Testing

@testable import Authoring

@Suite struct CaseCannotFailTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    (
      [("  graders:\n    - tool_not_called: issue_refund\n    - contains: {text: approval, ignore_case: true}\n", "")],
      "23:3"
    ),
    (
      [
        (
          "  graders:\n    - tool_not_called: issue_refund\n    - contains: {text: approval, ignore_case: true}\n",
          "  graders: []\n"
        )
      ], "24:3"
    ),
    ([("- tool_not_called: issue_refund", "- contains: {text: x}\n    - matches: .*")], "26:7"),
    ([("- tool_not_called: issue_refund", "- tool_called: {name: issue_refund, at_least: 0}")], "25:7"),
    (
      [("- tool_not_called: issue_refund", "- not: {any: [{tool_called: {name: x, at_least: 2, at_most: 1}}]}")], "25:7"
    ),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(CaseCannotFail.rule, changes) == ["\(place) case-cannot-fail"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("- tool_not_called: issue_refund", "- not: {contains: x}")],
    [("- tool_not_called: issue_refund", "- any: [{contains: a}, {matches: \"x.*\"}]")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(CaseCannotFail.rule, Self.good[index]) == [])
  }
}
