import EvalSchema

/// How alike two texts are, by the runs of three words that they share.
///
/// Letter case, punctuation and digits do not count: the same request about another order is the same request. Method: Jaccard
/// similarity of shingles (Broder, 1997).
struct WordShingles {
  private let shingles: Set<[String]>

  /// Takes a text. Complexity: O(n).
  init(_ text: String) {
    let words = Self.words(text)
    let count = min(3, words.count)
    shingles = count == 0 ? [] : Set((0...(words.count - count)).map { Array(words[$0..<($0 + count)]) })
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

  /// 1 for the same text, 0 for nothing in common; 0 with an empty text.
  func similarity(to other: WordShingles) -> Double {
    guard !shingles.isEmpty, !other.shingles.isEmpty else { return 0 }
    let common = shingles.intersection(other.shingles).count
    return Double(common) / Double(shingles.count + other.shingles.count - common)
  }
}
