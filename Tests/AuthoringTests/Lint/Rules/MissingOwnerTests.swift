import EvalSchema
import Testing

@testable import Authoring

@Suite struct MissingOwnerTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("owner: payments-ai\n", "")], "1:1")
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(MissingOwner.rule, changes) == ["\(place) missing-owner"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    []
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(MissingOwner.rule, Self.good[index]) == [])
  }
}
