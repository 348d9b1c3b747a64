import EvalSchema
import Testing

@testable import Authoring

@Suite struct ExhibitEmptyTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    (
      [
        (
          "  - from: incident\n    transcript:\n      - assistant: {tool_calls: [{name: issue_refund, arguments: {order_id: 8812}}]}\n      - assistant: \"Refunded.\"\n",
          "  - from: incident\n    transcript: [{user: x}]\n"
        )
      ], "29:17"
    ),
    ([("\"I have asked for an approval.\"", "\" \"")], "35:7"),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(ExhibitEmpty.rule, changes) == ["\(place) exhibit-empty"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("\"Refunded.\"", "\"\"")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(ExhibitEmpty.rule, Self.good[index]) == [])
  }
}
