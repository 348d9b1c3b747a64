import EvalSchema
import Testing

@testable import Authoring

@Suite struct OtherWithoutTagTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("pattern: approval-bypass", "pattern: other")], "10:10")
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(OtherWithoutTag.rule, changes) == ["\(place) other-without-tag"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("pattern: approval-bypass", "pattern: other\ntags: [clock-skew]")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(OtherWithoutTag.rule, Self.good[index]) == [])
  }
}
