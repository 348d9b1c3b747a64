/// The name of a heading or key as it is compared: without markup, numbering, symbols and case.
package struct HeadingName: Sendable, Hashable {
  /// The words in lower case.
  package var words: [String]
  /// The words without what stood in parentheses, when that differs and something is left.
  package var withoutParentheses: [String]?

  /// Normalises the text of a heading or key; Markdown marks may still be in it.
  package init(_ text: String) {
    let bare = HeadingName.withoutNumbering(HeadingName.withoutMarks(text))
    words = HeadingName.words(of: bare)
    let second = HeadingName.words(of: HeadingName.droppingParentheses(bare))
    withoutParentheses = second == words || second.isEmpty ? nil : second
  }

  /// Takes words that are normalised already.
  package init(words: [String]) {
    self.words = words
  }

  /// The words joined by spaces.
  package var text: String { words.joined(separator: " ") }

  /// Whether a name is the same as another one, which stands in a table: as it is, or without its parentheses.
  package func matches(_ other: HeadingName) -> Bool {
    words == other.words || withoutParentheses == other.words
  }

  /// Whether a name is another one misspelt: words of six or more letters may differ by one edit.
  package func resembles(_ other: HeadingName) -> Bool {
    HeadingName.resemble(words, other.words) || withoutParentheses.map { HeadingName.resemble($0, other.words) } == true
  }

  private static func resemble(_ left: [String], _ right: [String]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { a, b in
        a == b || (a.unicodeScalars.count >= 6 && b.unicodeScalars.count >= 6 && differByOneEdit(a, b))
      }
  }

  /// Whether one insertion, deletion or replacement makes two words equal. Complexity: O(n).
  static func differByOneEdit(_ left: String, _ right: String) -> Bool {
    let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    guard abs(a.count - b.count) <= 1 else { return false }
    let shared = min(a.count, b.count)
    var start = 0
    while start < shared, a[start] == b[start] { start += 1 }
    var end = 0
    while end < shared - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
    return max(a.count, b.count) - start - end <= 1
  }

  /// Replaces links by their text and straightens quotes; emphasis goes with the other symbols.
  static func withoutMarks(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "[") {
      let tail = rest[rest.index(after: open)...]
      guard let close = tail.firstIndex(of: "]") else { break }
      let after = tail[tail.index(after: close)...]
      guard after.first == "(" else {
        result += rest[...close]
        rest = after
        continue
      }
      // A target has a bound: a text of opening brackets must not be searched to its end again and again.
      guard let end = after.prefix(2_000).firstIndex(of: ")") else { break }
      result += rest[..<open]
      result += tail[..<close]
      rest = after[after.index(after: end)...]
    }
    return result + rest
  }

  /// Drops `1)`, `1.2`, `3.`, `A.` and symbols before the name.
  private static func withoutNumbering(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let start = scalars.firstIndex(where: isWordScalar) else { return "" }
    var index = start
    while index < scalars.count, scalars[index].isDigit { index += 1 }
    var isNumbering = false
    if index > start {
      while index + 1 < scalars.count, scalars[index] == ".", scalars[index + 1].isDigit {
        index += 1
        while index < scalars.count, scalars[index].isDigit { index += 1 }
        isNumbering = true
      }
      if index < scalars.count, scalars[index] == "." || scalars[index] == ")" || isKeycap(scalars[index]) {
        isNumbering = true
        while index < scalars.count, scalars[index] == "." || scalars[index] == ")" || isKeycap(scalars[index]) {
          index += 1
        }
      }
    } else if start + 1 < scalars.count, scalars[start].properties.isAlphabetic,
      scalars[start + 1] == "." || scalars[start + 1] == ")"
    {
      isNumbering = true
      index = start + 2
    }
    let separated = index < scalars.count && scalars[index].properties.isWhitespace
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[(isNumbering && separated ? index : start)...])
    return String(view)
  }

  private static func droppingParentheses(_ text: String) -> String {
    var depth = 0
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "(" || scalar == "（" {
        depth += 1
      } else if scalar == ")" || scalar == "）" {
        depth = max(0, depth - 1)
      } else if depth == 0 {
        view.append(scalar)
      }
    }
    return String(view)
  }

  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isWordScalar(scalar) {
        word.append(scalar)
      } else if scalar == "'" || scalar == "\u{2019}" || scalar == "\u{2018}" {
        if !word.isEmpty { word.append("'") }
      } else if !word.isEmpty, !isKeycap(scalar) {
        words.append(String(word))
        word = String.UnicodeScalarView()
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words.map { $0.lowercased().trimmingQuotes }.filter { !$0.isEmpty }
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isAlphabetic || scalar.isDigit { return true }
    return scalar.properties.generalCategory == .nonspacingMark && !isKeycap(scalar)
  }

  private static func isKeycap(_ scalar: Unicode.Scalar) -> Bool {
    (0xFE00...0xFE0F).contains(scalar.value) || scalar.value == 0x20E3
  }
}

extension Unicode.Scalar {
  /// Whether it is one of 0–9.
  package var isDigit: Bool { value >= 0x30 && value <= 0x39 }
}

extension String {
  fileprivate var trimmingQuotes: String {
    var text = self
    while text.hasSuffix("'") { text.removeLast() }
    return text
  }
}
