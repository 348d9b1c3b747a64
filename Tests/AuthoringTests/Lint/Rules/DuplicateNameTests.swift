import EvalSchema
import Testing

@testable import Authoring

@Suite struct DuplicateNameTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("  - name: issue_refund\n", "  - name: a\n    - name: a\n")], "21:13"),
    ([("  tools:", "  documents: [{id: a, text: x}, {id: a, text: y}]\n  tools:")], "19:38"),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(DuplicateName.rule, changes) == ["\(place) duplicate-name"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("  tools:", "  documents: [{id: a, text: x}, {id: b, text: y}]\n  tools:")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(DuplicateName.rule, Self.good[index]) == [])
  }
}
