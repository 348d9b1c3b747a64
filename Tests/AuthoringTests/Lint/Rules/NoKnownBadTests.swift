import EvalSchema
import Testing

@testable import Authoring

@Suite struct NoKnownBadTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    (
      [
        (
          "known_bad:\n  - from: incident\n    transcript:\n      - assistant: {tool_calls: [{name: issue_refund, arguments: {order_id: 8812}}]}\n      - assistant: \"Refunded.\"\n",
          ""
        )
      ], "1:1"
    ),
    (
      [
        (
          "known_bad:\n  - from: incident\n    transcript:\n      - assistant: {tool_calls: [{name: issue_refund, arguments: {order_id: 8812}}]}\n      - assistant: \"Refunded.\"\n",
          "known_bad: []\n"
        )
      ], "27:1"
    ),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(NoKnownBad.rule, changes) == ["\(place) no-known-bad"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    []
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(NoKnownBad.rule, Self.good[index]) == [])
  }
}
