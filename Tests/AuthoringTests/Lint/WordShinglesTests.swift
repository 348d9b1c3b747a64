import Testing

@testable import Authoring

@Suite struct WordShinglesTests {
  @Test(arguments: [
    ("Refund order 8812, please", "refund order 9120 please!", 1.0), ("a b c d", "a b c e", 1.0 / 3), ("a", "a", 1),
    ("a", "b", 0),
    ("", "", 0), ("one two", "one two three", 0),
  ])
  func countsSharedRunsOfThreeWords(left: String, right: String, similarity: Double) {
    #expect(abs(WordShingles(left).similarity(to: WordShingles(right)) - similarity) < 1e-12)
    #expect(abs(WordShingles(right).similarity(to: WordShingles(left)) - similarity) < 1e-12)
  }
}
