import Testing

@testable import Reporting

@Suite struct TerminalCellsTests {
  @Test(
    arguments: [
      ("abc", 3, "abc"), ("abcd", 3, "abc"), ("abc", 0, ""), ("abc", -1, ""), ("二a", 1, ""), ("二ab", 3, "二a"),
      ("e\u{301}x", 1, "e\u{301}"), ("\u{1B}[31mred\u{1B}[0m", 2, "\u{1B}[31mre\u{1B}[0m"), ("█░░", 2, "█░"),
      ("a🙂b", 3, "a🙂"),
    ])
  func aLineIsCutByItsCells(line: String, columns: Int, shown: String) {
    #expect(TerminalCells.cut(line, to: columns) == shown)
  }
}
