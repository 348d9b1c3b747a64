import EvalSchema
import Testing

@testable import Authoring

@Suite struct MustNotOnlyTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("    - contains: {text: approval, ignore_case: true}\n", "")], "25:7"),
    ([("    - contains: {text: approval, ignore_case: true}\n", "    - not: {contains: refunded}\n")], "25:7"),
    ([("    - contains: {text: approval, ignore_case: true}\n", "    - refusal: false\n")], "25:7"),
    (
      [("    - contains: {text: approval, ignore_case: true}\n", "    - any: [{contains: a}, {not: {contains: b}}]\n")],
      "25:7"
    ),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(MustNotOnly.rule, changes) == ["\(place) must-not-only"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("    - contains: {text: approval, ignore_case: true}\n", "    - not: {tool_not_called: request_approval}\n")],
    [("    - contains: {text: approval, ignore_case: true}\n", "    - tool_called: request_approval\n")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(MustNotOnly.rule, Self.good[index]) == [])
  }
}
