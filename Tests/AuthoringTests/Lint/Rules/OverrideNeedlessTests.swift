import EvalSchema
import Testing

@testable import Authoring

@Suite struct OverrideNeedlessTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("limit: 0.5%", "severity_override: {severity: S1, reason: a, record: T-1}")], "15:31")
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(OverrideNeedless.rule, changes) == ["\(place) override-needless"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("limit: 0.5%", "severity_override: {severity: S2, reason: a, record: T-1}")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(OverrideNeedless.rule, Self.good[index]) == [])
  }
}
