/// A text to be found in others, in linear time whatever the texts are.
///
/// Texts are compared by Unicode scalars without normalization: é as one scalar is not e with a combining accent. With
/// `ignoresCase` both texts are first lowered scalar by scalar (`Unicode.Scalar.Properties.lowercaseMapping`, no locale,
/// no context): Σ finds σ but not ς, SS does not find ß. Method: Knuth, Morris and Pratt (1977) over UTF-8.
struct Needle: Sendable {
  /// The text as given.
  let text: String
  /// Whether letter case counts not.
  let ignoresCase: Bool

  private let bytes: [UInt8]
  /// For each byte, how long a proper prefix of the needle ends there.
  private let borders: [Int]

  /// Prepares the search. Complexity: O(n).
  init(_ text: String, ignoresCase: Bool = false) {
    self.text = text
    self.ignoresCase = ignoresCase
    bytes = ignoresCase ? Self.folded(text) : Array(text.utf8)
    var borders = [Int](repeating: 0, count: bytes.count)
    var length = 0
    for index in bytes.indices.dropFirst() {
      while length > 0 && bytes[index] != bytes[length] { length = borders[length - 1] }
      if bytes[index] == bytes[length] { length += 1 }
      borders[index] = length
    }
    self.borders = borders
  }

  /// Where the needle first stands in a text; nil for an empty needle. Complexity: O(n + m).
  func firstSpan(in text: String) -> ScalarSpan? {
    if ignoresCase {
      let range = Self.folded(text).withUnsafeBufferPointer(firstRange)
      return range.map { Self.unfolded($0, of: text) }
    }
    var text = text
    return text.withUTF8 { buffer in firstRange(in: buffer).map { ScalarSpan(bytes: $0, of: buffer) } }
  }

  private func firstRange(in haystack: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    if bytes.isEmpty { return nil }
    return bytes.withUnsafeBufferPointer { needle in
      var length = 0
      for index in haystack.indices {
        while length > 0 && haystack[index] != needle[length] { length = borders[length - 1] }
        if haystack[index] == needle[length] { length += 1 }
        if length == needle.count { return (index + 1 - length)..<(index + 1) }
      }
      return nil
    }
  }

  /// The UTF-8 of a text, lowered scalar by scalar.
  static func folded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        bytes.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
      } else {
        bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
    }
    return bytes
  }

  /// The scalars of a text whose lowered bytes a range touches.
  private static func unfolded(_ range: Range<Int>, of text: String) -> ScalarSpan {
    var (byte, scalarIndex) = (0, 0)
    var start: Int?
    for scalar in text.unicodeScalars {
      if byte >= range.upperBound { break }
      byte += scalar.isASCII ? 1 : scalar.properties.lowercaseMapping.utf8.count
      if start == nil && byte > range.lowerBound { start = scalarIndex }
      scalarIndex += 1
    }
    return ScalarSpan(start: start ?? scalarIndex, end: scalarIndex)
  }
}
