import Testing

@testable import Authoring

@Suite struct SourceLinesTests {
  @Test(arguments: [
    ("", [], false), ("a", ["a"], false), ("a\n", ["a"], true), ("a\r\nb\rc\n", ["a", "b", "c"], true),
    ("\n\nx", ["", "", "x"], false), ("a\r\n\r\nb", ["a", "", "b"], false), ("e\u{301}\r\n", ["e\u{301}"], true),
  ])
  func everyLineEndCountsOnce(_ text: String, _ lines: [String], _ endsWithBreak: Bool) {
    let source = SourceLines(text)
    #expect(source.lines == lines)
    #expect(source.endsWithBreak == endsWithBreak)
  }

  @Test func linesOutsideOfTheTextAreEmpty() {
    let source = SourceLines("a\nb")
    #expect(source[0] == "")
    #expect(source[2] == "b")
    #expect(source[3] == "")
  }

  @Test func rangesLoseBlankLinesAtTheirEnds() {
    let source = SourceLines("\n a \n\n b\n\n")
    #expect(source.trimmed(1...5) == 2...4)
    #expect(source.trimmed(3...3) == nil)
  }
}
