import EvalSchema
import Testing

@testable import Authoring

@Suite struct ClosedUnknownTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("  closed: 2026-05-14\n", "")], "4:3")
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(ClosedUnknown.rule, changes) == ["\(place) closed-unknown"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("  closed: 2026-05-14\n", "  status: Resolved\n")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(ClosedUnknown.rule, Self.good[index]) == [])
  }
}
