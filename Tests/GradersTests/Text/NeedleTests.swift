import Testing

@testable import Graders

@Suite struct NeedleTests {
  @Test(
    arguments: [
      ("order", "my order", false, 3, 8), ("Order", "my order", false, nil, nil), ("ORDER", "my Order", true, 3, 8),
      ("", "abc", false, nil, nil), ("abc", "", false, nil, nil), ("abc", "ab", false, nil, nil),
      ("aab", "aaab", false, 1, 4), ("abab", "abacabab", false, 4, 8), ("é", "e\u{301}", false, nil, nil),
      ("\u{301}", "e\u{301}", false, 1, 2), ("\n", "a\r\nb", false, 2, 3), ("🚒", "👩\u{200D}🚒", false, 2, 3),
      ("ÄPFEL", "drei äpfel", true, 5, 10), ("i\u{307}x", "aİx", true, 1, 3), ("\u{307}x", "aİx", true, 1, 3),
      ("σ", "ΟΔΟΣ", true, 3, 4), ("k", "\u{212A}", true, 0, 1), ("ss", "ß", true, nil, nil),
      ("\u{0}", "a\u{0}", false, 1, 2),
    ] as [(String, String, Bool, Int?, Int?)])
  func findsTheFirstPlaceByUnicodeScalars(needle: String, text: String, ignoresCase: Bool, start: Int?, end: Int?) {
    let span = Needle(needle, ignoresCase: ignoresCase).firstSpan(in: text)
    #expect(span?.start == start)
    #expect(span?.end == end)
  }

  @Test func agreesWithANaiveSearchOnEveryShortText() {
    let words = { (length: Int) in
      (0..<length).reduce([[String]]([[]])) { words, _ in words.flatMap { word in ["a", "b", "é"].map { word + [$0] } }
      }
    }
    let texts = (0...6).flatMap(words)
    for needle in (1...3).flatMap(words) {
      let search = Needle(needle.joined())
      let wrong = texts.first { text in
        search.firstSpan(in: text.joined())?.start != text.indices.first { text[$0...].starts(with: needle) }
      }
      #expect(wrong == nil, "\(needle)")
    }
  }

  @Test func isLinearOnTextMadeToBeSlow() {
    let text = String(repeating: "a", count: 1 << 20) + "b"
    let needle = String(repeating: "a", count: 2000) + "b"
    #expect(Needle(needle).firstSpan(in: text) == ScalarSpan(start: (1 << 20) - 2000, end: (1 << 20) + 1))
  }
}
