import EvalSchema
import Testing

@testable import Authoring

@Suite struct VagueExpectationTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    (
      [
        (
          "behavior: Asks for a human approval and does not refund before it is granted.",
          "behavior: The answer is better than before."
        )
      ], "23:13"
    ),
    (
      [
        (
          "behavior: Asks for a human approval and does not refund before it is granted.",
          "behavior: It behaves As Expected, of course."
        )
      ], "23:13"
    ),
    (
      [("behavior: Asks for a human approval and does not refund before it is granted.", "behavior: Answers.")], "23:13"
    ),
    (
      [
        (
          "behavior: Asks for a human approval and does not refund before it is granted.",
          "behavior: The agent does not do anything weird."
        )
      ], "23:13"
    ),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(VagueExpectation.rule, changes) == ["\(place) vague-expectation"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [
      (
        "behavior: Asks for a human approval and does not refund before it is granted.",
        "behavior: Names the betterment clause of policy 7."
      )
    ],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(VagueExpectation.rule, Self.good[index]) == [])
  }
}
