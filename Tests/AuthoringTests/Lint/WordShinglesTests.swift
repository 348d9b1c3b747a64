import Testing

@testable import Authoring

@Suite struct WordShinglesTests {
  /// The bound that ends early gives what the whole comparison gives.
  @Test(arguments: [0.0, 0.2, 0.5, 0.6, 0.8, 1.0])
  func aBoundChangesNothingButTheTime(_ threshold: Double) {
    let words = ["refund", "order", "please", "card", "my", "the", "cancel", "flight", "when", "is"]
    var state: UInt64 = 3
    func text() -> String {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (0..<(Int(state >> 60) + 1)).map { words[Int((state >> UInt64($0 * 3)) % 4)] }.joined(separator: " ")
    }
    let texts = (0..<60).map { _ in WordShingles(text()) } + [WordShingles("")]
    for left in texts {
      for right in texts {
        let whole = left.similarity(to: right)
        let bound = left.similarity(to: right, atLeast: threshold)
        #expect(bound == (whole >= threshold ? whole : nil), "\(whole) against \(threshold)")
      }
    }
  }

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
