import EvalSchema
import Testing

@testable import Authoring

@Suite struct ScreenshotOnlyTests {
  /// Changes of the right case, and where the finding must be.
  static let bad: [(changes: [LintBench.Change], place: String)] = [
    ([("\"Please refund order 8812.\"", "\"![the chat](chat.png)\"")], "18:7"),
    ([("\"Refunded.\"", "https://x.y/chat.JPG")], "31:9"),
    ([("\"Refunded.\"", "See  screenshot")], "31:9"),
  ]

  @Test(arguments: bad.indices)
  func tellsTheBadOne(index: Int) throws {
    let (changes, place) = Self.bad[index]
    #expect(try LintBench.findings(ScreenshotOnly.rule, changes) == ["\(place) screenshot-only"])
  }

  /// Changes that leave the case right.
  static let good: [[LintBench.Change]] = [
    [],
    [("\"Refunded.\"", "\"As chat.png shows, you were refunded.\"")],
  ]

  @Test(arguments: good.indices)
  func isSilentOnTheGoodOne(index: Int) throws {
    #expect(try LintBench.findings(ScreenshotOnly.rule, Self.good[index]) == [])
  }
}
