import Testing

@testable import Graders

@Suite struct StringQuotedTests {
  @Test(arguments: [
    ("plain", #""plain""#), ("a\"b", #""a\"b""#), ("a\r\nb\t", #""a\r\nb\t""#), ("\u{1B}[31m", #""\u{1B}[31m""#),
    ("\u{202E}evil", #""\u{202E}evil""#), ("a\u{2028}b", #""a\u{2028}b""#), ("\u{0}", #""\u{0}""#),
    ("é", #""é""#), ("", #""""#), ("\"\u{301}", "\"\\\"\u{301}\""),
  ])
  func hostileTextStaysOnOneLine(text: String, quoted: String) {
    #expect(text.quoted().unicodeScalars.elementsEqual(quoted.unicodeScalars))
  }

  @Test func longTextIsCutByScalars() {
    #expect(String(repeating: "e\u{301}", count: 10).quoted(most: 3) == "\"e\u{301}e…\"")
    #expect("abc".quoted(most: 3) == "\"abc\"")
  }
}
