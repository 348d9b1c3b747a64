import EvalSchema
import Testing

@testable import Authoring

@Suite struct MutableModelTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("gpt-4.1-2025-04-14", "gpt-4.1")], "36:19")
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(MutableModel.rule, changes) == ["\(place) mutable-model"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("{model: gpt-4.1-2025-04-14, run_ids: [r-1]}", "{run_ids: [r-1]}")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(MutableModel.rule, Self.good[index]) == [])
  }
}
