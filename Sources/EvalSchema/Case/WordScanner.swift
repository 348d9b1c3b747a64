/// Finds the words of a text: runs of letters, digits and marks, with what joins them inside: `8812`, `FO-48812`, `240.00`,
/// `order_id`, `a@b.example`.
///
/// A joint counts only between two letters or digits, so the full stop of a sentence is no part of its last word. Works on
/// Unicode scalars; a combining mark belongs to its word.
package enum WordScanner {
  /// The words, as ranges of scalars. Complexity: O(n).
  package static func words(_ scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for index in scalars.indices {
      let isInside =
        isWord(scalars[index])
        || (start != nil && joints.contains(scalars[index]) && index + 1 < scalars.count
          && isWord(scalars[index + 1]) && isWord(scalars[index - 1]))
      if isInside {
        start = start ?? index
      } else if let from = start {
        words.append(from..<index)
        start = nil
      }
    }
    if let from = start { words.append(from..<scalars.count) }
    return words
  }

  /// The ranges in which a phrase stands that begins and ends where words do; they do not overlap. Complexity: O(n × words).
  package static func occurrences(of phrase: String, in scalars: [Unicode.Scalar]) -> [Range<Int>] {
    let wanted = Array(phrase.unicodeScalars)
    guard !wanted.isEmpty else { return [] }
    var found: [Range<Int>] = []
    var next = 0
    let inside = Set(words(scalars).flatMap { $0.dropFirst() })
    for start in scalars.indices where start >= next && start + wanted.count <= scalars.count {
      let end = start + wanted.count
      // Neither side may cut a word in two.
      guard scalars[start] == wanted[0], !inside.contains(start), !inside.contains(end),
        scalars[start..<end].elementsEqual(wanted)
      else { continue }
      found.append(start..<end)
      next = end
    }
    return found
  }

  private static let joints: Set<Unicode.Scalar> = ["-", "_", ".", ",", "@", "'", "\u{2019}"]

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
    let properties = scalar.properties
    return properties.isAlphabetic || properties.numericType != nil || properties.isGraphemeExtend
  }
}
