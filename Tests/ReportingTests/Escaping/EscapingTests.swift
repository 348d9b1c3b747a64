import Testing

@testable import Reporting

@Suite struct EscapingTests {
  @Test(arguments: [
    ("a\u{1B}[2J", "a␛[2J"), ("\u{0}", "␀"), ("\r\n", "␍␊"), ("\t", "␉"), ("\u{7F}", "␡"), ("\u{9B}31m", "⟨U+009B⟩31m"),
    ("a\u{202E}b", "a⟨U+202E⟩b"), ("\u{2028}", "⟨U+2028⟩"), ("\u{E0041}", "⟨U+E0041⟩"), ("👨‍👩‍👧", "👨‍👩‍👧"),
    ("é\u{301}", "é\u{301}"),
  ]) func actingCharactersBecomeSymbols(text: String, shown: String) {
    #expect(VisibleSymbols.show(text, .line) == shown)
  }

  @Test func aBlockKeepsLineFeedsAndTabsOnly() {
    #expect(VisibleSymbols.show("a\r\n\tb\u{B}", .block) == "a␍\n\tb␋")
  }

  @Test(arguments: [
    ("a\"\u{301} onmouseover=x", "a&quot;\u{301} onmouseover=x"), ("<\u{200D}script>", "&lt;\u{200D}script&gt;"),
    ("'\u{301}>", "&#39;\u{301}&gt;"), ("&amp;", "&amp;amp;"), ("a\nb", "a␊b"),
  ]) func attributesCannotBeLeft(text: String, escaped: String) {
    #expect(HTMLEscape.attribute(text) == escaped)
  }

  @Test(arguments: Hostile.texts) func htmlHoldsNoRawDelimiter(text: String) {
    #expect(!HTMLEscape.text(text).unicodeScalars.contains { $0 == "<" || $0 == ">" })
    #expect(!HTMLEscape.attribute(text).unicodeScalars.contains { $0 == "<" || $0 == ">" || $0 == "\"" || $0 == "'" })
  }

  @Test func identifiersAreOneWordOfURLCharacters() {
    #expect(HTMLEscape.identifier("INC-1_a.b") == "INC-1_a.b")
    #expect(HTMLEscape.identifier("a b\"é") == "a%20b%22%C3%A9")
  }

  @Test(arguments: Hostile.texts) func xmlHoldsLegalCharactersOnly(text: String) {
    for escaped in [XMLEscape.text(text), XMLEscape.attribute(text)] {
      #expect(escaped.unicodeScalars.allSatisfy { XMLEscape.isPlain($0.value) })
      #expect(!escaped.contains("]]>") && !escaped.unicodeScalars.contains("<"))
    }
    #expect(!XMLEscape.attribute(text).unicodeScalars.contains { $0 == "\"" || $0 == "\n" })
  }

  @Test(arguments: Hostile.texts) func aFenceIsLongerThanAnyRunInIt(text: String) throws {
    let fence = MarkdownEscape.fence(text)
    let lines = fence.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    let mark = try #require(lines.first?.prefix { $0 == "`" })
    #expect(mark.count >= 3 && lines.count { $0 == mark } == 1)
    #expect(lines.dropFirst().dropLast(2).allSatisfy { MarkdownEscape.longestRun(of: "`", in: $0) < mark.count })
  }

  @Test(arguments: Hostile.texts) func codeSpansStayInTheirCell(text: String) {
    let code = MarkdownEscape.code(text)
    #expect(!code.unicodeScalars.contains { $0 == "|" || $0 == "\n" || $0 == "\r" })
    let ticks = code.prefix { $0 == "`" }.count
    let inside = code.dropFirst(ticks).dropLast(ticks)
    #expect(MarkdownEscape.longestRun(of: "`", in: String(inside)) < ticks)
  }

  @Test(arguments: [
    ("@everyone", "@\u{2060}everyone"), ("#123", "#\u{2060}123"), ("http://x", "http:\u{2060}//x"),
    ("www.x", "www\u{2060}.x"),
    ("a|b", "a\u{A6}b"), ("<!-- x", "&lt;!-- x"), ("[a](b)", "\\[a\\](b)"), ("18.3% ≥ 1%", "18.3% ≥ 1%"),
  ]) func inlineTextIsNoMarkup(text: String, escaped: String) {
    #expect(MarkdownEscape.inline(text) == escaped)
  }

  @Test func aMarkerCannotEndItsComment() {
    #expect(!MarkdownEscape.marker("a--> <!-- b -- c").contains("--"))
    #expect(MarkdownEscape.marker("support-agent") == "support-agent")
  }

  @Test(arguments: Hostile.texts) func noLineIsACommandOfARunner(text: String) {
    for line in [TerminalEscape.line(text)] + TerminalEscape.block(text) {
      let scalars = line.unicodeScalars
      #expect(!line.contains("##"))
      #expect(!scalars.contains { $0.value < 0x20 || VisibleSymbols.isActing($0.value) && $0 != "\u{2060}" })
      #expect(!String(scalars.drop { $0.properties.isWhitespace }).hasPrefix("::"))
    }
  }

  @Test(arguments: [
    ("a ##vso[task.complete]", "a #\u{2060}#vso[task.complete]"), ("##teamcity[x]", "#\u{2060}#teamcity[x]"),
    ("###[x]", "#\u{2060}#\u{2060}#[x]"), ("# 1 #2", "# 1 #2"),
  ]) func twoHashesAreBroken(text: String, shown: String) {
    #expect(TerminalEscape.line(text) == shown)
  }

  @Test func onlyCellsReplaceTheBar() {
    #expect(MarkdownEscape.code("a|b") == "`a\u{A6}b`")
    #expect(MarkdownEscape.code("a|b", isCell: false) == "`a|b`")
  }

  @Test(arguments: [
    ("a-b/c=1:2", "a-b/c=1:2"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("", "''"), ("$(x)", "'$(x)'"),
    ("a\nb", "'a␊b'"),
  ]) func shellWordsAreQuoted(word: String, quoted: String) {
    #expect(ShellWord.quote(word) == quoted)
  }
}
