/// Finds the names that the user gave, as whole words in any letter case; the words of a name may stand on two lines.
enum NameForm {
  static func spans(in scalars: [Unicode.Scalar], names: [String]) -> [SensitiveSpan] {
    guard !names.isEmpty else { return [] }
    let wanted = names.map { name in
      (name, words: name.split(whereSeparator: \.isWhitespace).map { folded(Array($0.unicodeScalars)) })
    }
    .filter { !$0.words.isEmpty }
    // Of two names that begin alike the longer one counts.
    .sorted { $0.words.joined().count > $1.words.joined().count }
    let text = folded(scalars)
    var found: [SensitiveSpan] = []
    var index = 0
    while index < text.count {
      guard index == 0 || !text[index - 1].isWordPart,
        let (name, end) = wanted.lazy.compactMap({ item in match(item.words, in: text, at: index).map { (item.0, $0) } }
        ).first
      else {
        index += 1
        continue
      }
      let identity = name.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
      found.append(SensitiveSpan(kind: .name, range: index..<end, identity: identity))
      index = end
    }
    return found
  }

  private static func match(_ words: [[Unicode.Scalar]], in text: [Unicode.Scalar], at start: Int) -> Int? {
    var index = start
    for (number, word) in words.enumerated() {
      if number > 0 {
        let gap = text[index...].prefix(8).prefix {
          $0 == " " || $0 == "\n" || $0 == "\r" || $0 == "\t" || $0 == "\u{A0}"
        }
        if gap.isEmpty { return nil }
        index += gap.count
      }
      guard text[index...].starts(with: word) else { return nil }
      index += word.count
    }
    return index == text.count || !text[index].isWordPart ? index : nil
  }

  /// Small letters, one scalar for each: what grows when it is folded stays.
  private static func folded(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.map { scalar in
      if scalar.value < 0x80 {
        return scalar.value >= 0x41 && scalar.value <= 0x5A ? Unicode.Scalar(scalar.value + 0x20) ?? scalar : scalar
      }
      let lower = scalar.properties.lowercaseMapping.unicodeScalars
      return lower.count == 1 ? lower.first ?? scalar : scalar
    }
  }
}
