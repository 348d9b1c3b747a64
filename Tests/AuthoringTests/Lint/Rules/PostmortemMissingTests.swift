import EvalSchema
import Testing

@testable import Authoring

@Suite struct PostmortemMissingTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("postmortem: postmortems/INC-1.md", "postmortem: postmortems/INC-2.md")], "7:15")
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(PostmortemMissing.rule, changes) == ["\(place) postmortem-missing"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("postmortem: postmortems/INC-1.md", "postmortem: ./postmortems/INC-1.md")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(PostmortemMissing.rule, Self.good[index]) == [])
  }
}
