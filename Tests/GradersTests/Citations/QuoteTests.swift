import Testing

@testable import Graders

@Suite struct QuoteTests {
  @Test(arguments: [
    (#"It says "refunds need a human approval"."#, ["refunds need a human approval"]),
    ("It says “refunds need a human approval,” yes.", ["refunds need a human approval"]),
    ("Es sagt „Rückzahlungen brauchen eine Freigabe“ klar.", ["Rückzahlungen brauchen eine Freigabe"]),
    (#"the term "human approval" and "three words only""#, []),
    (#""one two three four" and "five six seven eight""#, ["one two three four", "five six seven eight"]),
    (#"a 5" pipe, "one two three four""#, ["one two three four"]),
    ("\"one two\r\n three   four\"", ["one two three four"]),
    ("\"one two three\n\nfour five\"", []),
    ("“outer “one two three four” rest", ["one two three four"]),
    (#"“one “two” three four five""#, []),
    ("\"it’s one of ours\"", ["it's one of ours"]), (#""unclosed one two three"#, []), ("\"\"", []),
    ("\"e\u{301} one two three\"", ["e\u{301} one two three"]),
  ])
  func textOfFourWordsInDoubleQuotesIsAQuote(text: String, quotes: [String]) {
    #expect(Quote.all(in: Array(text.unicodeScalars)).map(\.text) == quotes)
  }

  @Test func theSpanIsTheTextBetweenTheQuotes() {
    let text = "ä “one two\nthree four.” x"
    #expect(Quote.all(in: Array(text.unicodeScalars)).map { text.slice($0.span) } == ["one two\nthree four."])
  }

  @Test(arguments: ["“", "\"", "„", "“„", "\" "])
  func aMegabyteOfQuotesIsLinear(quote: String) {
    let text = Array(String(repeating: quote, count: 1 << 19).unicodeScalars)
    #expect(Quote.all(in: text).isEmpty)
  }
}
