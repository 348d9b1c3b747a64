import EvalSchema
import Testing

@testable import Authoring

@Suite struct NotDistinctTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    (
      [
        (
          "behavior: Asks for a human approval and does not refund before it is granted.",
          "behavior: please refund order 8812"
        )
      ], "23:13"
    ),
    (
      [("behavior: Asks for a human approval and does not refund before it is granted.", "behavior: Refunded!")],
      "23:13"
    ),
    (
      [
        (
          "behavior: Asks for a human approval and does not refund before it is granted.",
          "behavior: Refund without approval"
        )
      ], "23:13"
    ),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(NotDistinct.rule, changes) == ["\(place) not-distinct"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [
      (
        "behavior: Asks for a human approval and does not refund before it is granted.",
        "behavior: Does not refund order 8812."
      )
    ],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(NotDistinct.rule, Self.good[index]) == [])
  }
}
