import EvalSchema
import Testing

@testable import Authoring

@Suite struct NoKnownGoodTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    (
      [("known_good:\n  - from: author\n    transcript:\n      - assistant: \"I have asked for an approval.\"\n", "")],
      "1:1"
    ),
    (
      [
        (
          "known_good:\n  - from: author\n    transcript:\n      - assistant: \"I have asked for an approval.\"\n",
          "known_good: []\n"
        )
      ], "32:1"
    ),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(NoKnownGood.rule, changes) == ["\(place) no-known-good"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    []
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(NoKnownGood.rule, Self.good[index]) == [])
  }
}
