/// A text whose case does not count: every Unicode scalar in lower case, as UTF-8.
///
/// Comparing bytes of UTF-8 compares scalars: no match begins inside one.
struct FoldedText: Sendable, Hashable {
  private let bytes: [UInt8]

  /// Folds a text. Complexity: O(n).
  init(_ text: String) {
    var folded: [UInt8] = []
    folded.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        folded.append(byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte)
      } else {
        folded.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
    }
    bytes = folded
  }

  /// Whether another text occurs in this one; an empty one always does. Complexity: O(n · m), in practice O(n).
  func contains(_ other: FoldedText) -> Bool {
    guard let first = other.bytes.first else { return true }
    let length = other.bytes.count
    guard length <= bytes.count else { return false }
    return bytes.withUnsafeBufferPointer { text in
      other.bytes.withUnsafeBufferPointer { pattern in
        for start in 0...(text.count - length) where text[start] == first {
          var offset = 1
          while offset < length && text[start + offset] == pattern[offset] { offset += 1 }
          if offset == length { return true }
        }
        return false
      }
    }
  }
}
