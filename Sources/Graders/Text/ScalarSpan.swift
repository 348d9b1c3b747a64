/// A span of a text in Unicode scalars: the first one, and one past the last.
struct ScalarSpan: Sendable, Hashable {
  var start: Int
  var end: Int
}

extension ScalarSpan {
  /// The span of a text that a range of its UTF-8 bytes covers.
  ///
  /// A byte inside a scalar counts for that scalar. Complexity: O(n) in the end of the range.
  init(bytes: Range<Int>, of text: UnsafeBufferPointer<UInt8>) {
    start = Self.scalars(in: text, from: 0, to: bytes.lowerBound)
    end = start + Self.scalars(in: text, from: bytes.lowerBound, to: bytes.upperBound)
  }

  /// How many scalars begin in a range of bytes of valid UTF-8.
  static func scalars(in text: UnsafeBufferPointer<UInt8>, from first: Int, to last: Int) -> Int {
    var count = 0
    for index in first..<last where text[index] & 0b1100_0000 != 0b1000_0000 { count += 1 }
    return count
  }
}

extension String {
  /// The text of a span; what lies outside the text is left out.
  func slice(_ span: ScalarSpan) -> String {
    String(String.UnicodeScalarView(unicodeScalars.dropFirst(span.start).prefix(max(0, span.end - span.start))))
  }
}
