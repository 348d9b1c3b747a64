import EvalSchema

/// How alike two texts are, by the runs of three words that they share.
///
/// Letter case, punctuation and digits do not count: the same request about another order is the same request. Method: Jaccard
/// similarity of shingles (Broder, 1997).
struct WordShingles {
  private let shingles: Set<UInt64>

  /// Takes a text. Complexity: O(n).
  init(_ text: String) {
    let words = Self.words(text)
    let count = min(3, words.count)
    shingles = count == 0 ? [] : Set((0...(words.count - count)).map { Self.hash(words[$0..<($0 + count)]) })
  }

  /// The words of a text in lower case, digits as `0`.
  static func words(_ text: String) -> [String] {
    var scalars = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.numericType != nil {
        scalars.append("0")
      } else {
        scalars.append(scalar.properties.isAlphabetic ? scalar : " ")
      }
    }
    return scalars.split(separator: " ").map { String(String.UnicodeScalarView($0)) }
  }

  /// The 64-bit FNV-1a hash of words (Fowler, Noll and Vo, 1991).
  private static func hash(_ words: ArraySlice<String>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for word in words {
      for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0x20) &* 0x100_0000_01b3
    }
    return hash
  }

  /// 1 for the same text, 0 for nothing in common; 0 with an empty text.
  func similarity(to other: WordShingles) -> Double {
    guard !shingles.isEmpty, !other.shingles.isEmpty else { return 0 }
    let common = shingles.intersection(other.shingles).count
    return Double(common) / Double(shingles.count + other.shingles.count - common)
  }
}
