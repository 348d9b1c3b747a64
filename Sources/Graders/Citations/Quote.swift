/// A text in double quotes, as an answer shows what a source says.
struct Quote: Sendable, Hashable {
  /// The text between the quotes, comparable: see `comparable`.
  var text: String
  /// Where it stands, without the quotes.
  var span: ScalarSpan

  /// Fewest words of a text that claims to be somebody's words; less is a name or a term.
  static let fewestWords = 4
}

extension Quote {
  /// The texts of at least four words in straight ("…") or curly (“…”, „…“) double quotes.
  ///
  /// A quote ends in its paragraph. A straight quote after an ASCII letter or digit opens nothing: it is an inch, or closes.
  /// Complexity: O(n).
  static func all(in text: [Unicode.Scalar]) -> [Quote] {
    var quotes: [Quote] = []
    var position = 0
    while position < text.count {
      let opener = text[position]
      position += 1
      guard opener == "\"" || opener == "“" || opener == "„" else { continue }
      let before = position >= 2 ? text[position - 2] : " "
      if opener == "\"" && before.isASCII && (before.properties.isAlphabetic || before.properties.numericType != nil) {
        continue
      }
      guard let end = end(of: opener, from: position, in: text) else { continue }
      let span = ScalarSpan(start: position, end: end)
      let quote = comparable(text[position..<end])
      if quote.utf8.split(separator: UInt8(ascii: " ")).count >= fewestWords {
        quotes.append(Quote(text: quote, span: span))
      }
      position = end + 1
    }
    return quotes
  }

  /// Where the closing quote stands; nil when the paragraph or another opening quote comes first.
  private static func end(of opener: Unicode.Scalar, from start: Int, in text: [Unicode.Scalar]) -> Int? {
    var lineBreaks = 0
    for position in start..<text.count {
      let scalar = text[position]
      switch (opener, scalar) {
      case ("\"", "\""), ("“", "”"), ("„", "“"), ("„", "”"): return position
      case ("“", "“"), ("„", "„"): return nil
      case (_, "\n"):
        lineBreaks += 1
        if lineBreaks == 2 { return nil }
      default: if !scalar.properties.isWhitespace { lineBreaks = 0 }
      }
    }
    return nil
  }

  /// A text in the form in which quotes and documents are compared: white space as one space, typographic quotes and
  /// apostrophes straight, and no punctuation at the end.
  static func comparable(_ text: some Sequence<Unicode.Scalar>) -> String {
    var plain: [Unicode.Scalar] = []
    for scalar in text {
      switch scalar {
      case "’", "‘", "ʼ", "＇": plain.append("'")
      case "“", "”", "„", "‟": plain.append("\"")
      default:
        if !scalar.properties.isWhitespace {
          plain.append(scalar)
        } else if plain.last != " " && !plain.isEmpty {
          plain.append(" ")
        }
      }
    }
    let endings: Set<Unicode.Scalar> = [" ", ".", ",", ";", ":", "!", "?", "…"]
    while let last = plain.last, endings.contains(last) { plain.removeLast() }
    return String(String.UnicodeScalarView(plain))
  }
}
