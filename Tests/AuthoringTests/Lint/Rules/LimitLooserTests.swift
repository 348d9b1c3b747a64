import EvalSchema
import Testing

@testable import Authoring

@Suite struct LimitLooserTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("limit: 0.5%", "limit: 2%")], "15:8")
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(LimitLooser.rule, changes) == ["\(place) limit-looser"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("limit: 0.5%", "limit: 1%")],
    [("limit: 0.5%\n", "")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(LimitLooser.rule, Self.good[index]) == [])
  }
}
