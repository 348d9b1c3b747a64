import Testing

@testable import Reporting

@Suite struct ExcerptTests {
  @Test func evidenceIsCutOut() {
    let excerpt = Excerpt("I say. You will be refunded. Bye.", spans: [7..<27])
    #expect(excerpt.pieces == [.text("I say. "), .evidence("You will be refunded"), .text(". Bye.")])
    #expect(!excerpt.isShortened)
  }

  @Test func spansCountScalarsNotBytes() {
    #expect(Excerpt("é👨‍👩‍👧 x", spans: [7..<8]).plain == "é👨‍👩‍👧 ⟦x⟧")
  }

  @Test(arguments: [[40..<50], [-3..<2], [3..<3], [Int.max - 1..<Int.max]]) func spansOutsideAreDropped(
    spans: [Range<Int>]
  ) {
    #expect(Excerpt("short", spans: spans).pieces == [.text("short")])
  }

  @Test func overlappingSpansMeet() {
    #expect(Excerpt("abcdefgh", spans: [4..<6, 1..<5]).plain == "a⟦bcde⟧⟦f⟧gh")
  }

  @Test func aLongTextKeepsHeadTailAndEvidence() {
    let text = String(repeating: "é", count: 100_000)
    let excerpt = Excerpt(text, spans: [50_000..<50_010])
    #expect(excerpt.isShortened)
    #expect(excerpt.pieces.contains(.evidence(String(repeating: "é", count: 10))))
    var shown = 0
    var left = 0
    for piece in excerpt.pieces {
      switch piece {
      case .text(let text), .evidence(let text): shown += text.utf8.count
      case .leftOut(let bytes): left += bytes
      }
    }
    #expect(shown + left == text.utf8.count)
    #expect(shown < 80_000)
  }

  @Test func aLineShowsTheEvidence() {
    let text = String(repeating: "a ", count: 200) + "here\nit is" + String(repeating: " b", count: 200)
    let line = Excerpt.line(text, span: 400..<404, width: 60)
    #expect(line.contains("⟦here⟧ it is") && line.hasPrefix("…") && line.hasSuffix("…"))
    #expect(line.unicodeScalars.count < 70 && !line.contains("\n"))
  }
}
