import EvalSchema
import Testing

@testable import Authoring

@Suite struct NoHarmTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("harm: severe", "harm: none")], "14:21")
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(NoHarm.rule, changes) == ["\(place) no-harm"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("harm: severe", "harm: low")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(NoHarm.rule, Self.good[index]) == [])
  }
}
