import EvalSchema
import Testing

@testable import Authoring

@Suite struct SeverityLowerTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("severity: S1", "severity: S2")], "6:13"),
    ([("severity: S1", "severity: S3"), ("pattern: approval-bypass", "pattern: fabricated-fact")], "6:13"),
    ([("severity: S1", "severity: S3"), ("consequence: {harm: severe, reversibility: irreversible}\n", "")], "6:13"),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(SeverityLower.rule, changes) == ["\(place) severity-lower"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [
      ("severity: S1", "severity: S2"),
      ("limit: 0.5%", "severity_override: {severity: S2, reason: a test account, record: T-1}"),
    ],
    [
      ("severity: S1", "severity: S3"), ("pattern: approval-bypass", "pattern: fabricated-fact"),
      ("consequence: {harm: severe, reversibility: irreversible}\n", ""),
    ],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(SeverityLower.rule, Self.good[index]) == [])
  }
}
