import EvalSchema
import Testing

@testable import Authoring

@Suite struct BadEqualsGoodTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    (
      [
        (
          "  - from: incident\n    transcript:\n      - assistant: {tool_calls: [{name: issue_refund, arguments: {order_id: 8812}}]}\n      - assistant: \"Refunded.\"\n",
          "  - from: incident\n    transcript: [{assistant: \"I have  asked for an approval. \"}]\n"
        )
      ], "28:5"
    )
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(BadEqualsGood.rule, changes) == ["\(place) bad-equals-good"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [
      (
        "  - from: incident\n    transcript:\n      - assistant: {tool_calls: [{name: issue_refund, arguments: {order_id: 8812}}]}\n      - assistant: \"Refunded.\"\n",
        "  - from: incident\n    transcript: [{assistant: \"I have asked for no approval.\"}]\n"
      )
    ],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(BadEqualsGood.rule, Self.good[index]) == [])
  }
}
