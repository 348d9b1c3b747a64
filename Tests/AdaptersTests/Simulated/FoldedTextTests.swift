import Testing

@testable import Adapters

@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("Where is my REFUND?", "refund", true), ("GRÜSSE", "grüsse", true), ("ÉCLAIR", "éclair", true),
    ("anything", "", true), ("", "a", false), ("ab", "abc", false), ("aab", "ab", true), ("refun", "refund", false),
    ("ΑΣ", "ας", false), ("Ж и ж", "Ж И", true), ("a\r\nb", "A\r\nB", true), ("\u{130}", "i\u{307}", true),
  ])
  func caseDoesNotCount(text: String, pattern: String, expected: Bool) {
    #expect(FoldedText(text).contains(FoldedText(pattern)) == expected)
  }
}
