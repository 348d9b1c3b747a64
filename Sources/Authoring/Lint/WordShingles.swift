import EvalSchema

/// How alike two texts are, by the runs of three words that they share.
///
/// Letter case, punctuation and digits do not count: the same request about another order is the same request. Method: Jaccard
/// similarity of shingles (Broder, 1997).
struct WordShingles {
  /// The hashes of the runs, ascending and unique.
  private let shingles: [UInt64]

  /// Takes a text. Complexity: O(n).
  init(_ text: String) {
    let words = Self.words(text)
    let count = min(3, words.count)
    shingles =
      count == 0 ? [] : Set((0...(words.count - count)).map { Self.hash(words[$0..<($0 + count)]) }).sorted()
  }

  /// The words of a text in lower case, digits as `0`.
  static func words(_ text: String) -> [String] {
    if let words = plainWords(text) { return words }
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

  /// The same of a text in ASCII, without asking for the properties of each character; nil for any other text.
  private static func plainWords(_ text: String) -> [String]? {
    var words: [String] = []
    var word: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x61...0x7A: word.append(byte)
      case 0x41...0x5A: word.append(byte | 0x20)
      case 0x30...0x39: word.append(0x30)
      case 0x80...: return nil
      default:
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
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
  func similarity(to other: WordShingles) -> Double { similarity(to: other, atLeast: 0) ?? 0 }

  /// The similarity, when it is at least so much; nil otherwise.
  ///
  /// Complexity: O(n + m), and it ends as soon as too many runs differ: most pairs of an evalset have almost nothing in common.
  func similarity(to other: WordShingles, atLeast threshold: Double) -> Double? {
    let (n, m) = (shingles.count, other.shingles.count)
    guard n > 0, m > 0 else { return threshold > 0 ? nil : 0 }
    // common / (n + m - common) >= threshold
    let needed = (threshold * Double(n + m) / (1 + threshold) - 1e-9).rounded(.up)
    var spare = n + m - 2 * Int(needed)
    guard spare >= 0 else { return nil }
    return shingles.withUnsafeBufferPointer { left in
      other.shingles.withUnsafeBufferPointer { right in
        var (i, j, common) = (0, 0, 0)
        while i < n, j < m {
          if left[i] == right[j] {
            common += 1
            i += 1
            j += 1
            continue
          }
          if left[i] < right[j] { i += 1 } else { j += 1 }
          spare -= 1
          if spare < 0 { return nil }
        }
        let similarity = Double(common) / Double(n + m - common)
        return similarity + 1e-12 >= threshold ? similarity : nil
      }
    }
  }
}
