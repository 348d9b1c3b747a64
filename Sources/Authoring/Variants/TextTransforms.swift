import EvalSchema

/// The transforms that write a message as another hand, device or attacker would: pure functions of a text and dice.
///
/// Each returns nil when there is nothing to change. None touches what is protected, none cuts a combining mark from its letter.
enum TextTransforms {
  /// One word in eight with a slip of the hand: two letters exchanged, one left out, one doubled, or the key beside it.
  ///
  /// Words of fewer than four letters and the first letter of a word stay, as in what people really write.
  static func typos(_ text: GuardedText, _ dice: inout VariantDice) -> String? {
    let words = text.freeWords.filter { word in
      word.count >= 4
        && word.allSatisfy { text.scalars[$0].properties.isAlphabetic && !text.scalars[$0].properties.isGraphemeExtend }
    }
    guard !words.isEmpty else { return nil }
    var edits: [Int: [Unicode.Scalar]] = [:]
    for word in dice.choose(max(1, words.count / 8), of: words) {
      let at = word.lowerBound + 1 + dice.index(word.count - 2)
      let (letter, next) = (text.scalars[at], text.scalars[at + 1])
      switch dice.index(4) {
      case 0 where letter != next:
        edits[at] = [next]
        edits[at + 1] = [letter]
      case 1: edits[at] = []
      case 2:
        guard let beside = neighbours[letter] else { fallthrough }
        edits[at] = [beside[dice.index(beside.count)]]
      default: edits[at] = [letter, letter]
      }
    }
    return changed(text, edits)
  }

  /// One space in six as two, a tab, a no-break space or a line break, and two spaces at the end.
  static func whitespace(_ text: GuardedText, _ dice: inout VariantDice) -> String? {
    let spaces = text.scalars.indices.filter { text.scalars[$0] == " " && !text.isProtected[$0] }
    let forms: [[Unicode.Scalar]] = [[" ", " "], ["\t"], ["\u{A0}"], ["\n"]]
    var edits: [Int: [Unicode.Scalar]] = [:]
    for space in dice.choose(max(1, spaces.count / 6), of: spaces) { edits[space] = forms[dice.index(forms.count)] }
    guard !text.scalars.isEmpty else { return nil }
    return text.replacing(edits) + "  "
  }

  /// One letter in ten as the letter of another script that looks the same (Unicode Technical Standard 39).
  static func lookalikes(_ text: GuardedText, _ dice: inout VariantDice) -> String? {
    let candidates = text.freeWords.flatMap { Array($0) }.filter {
      lookalikeOf[text.scalars[$0]] != nil && !text.carriesMark($0)
    }
    guard !candidates.isEmpty else { return nil }
    var edits: [Int: [Unicode.Scalar]] = [:]
    for index in dice.choose(max(1, candidates.count / 10), of: candidates) {
      if let other = lookalikeOf[text.scalars[index]] { edits[index] = [other] }
    }
    return changed(text, edits)
  }

  /// How letters are written in turn: all small, all capital, each word begun with a capital, any way.
  static func letterCase(_ text: GuardedText, number: Int, _ dice: inout VariantDice) -> String? {
    var edits: [Int: [Unicode.Scalar]] = [:]
    for word in text.freeWords {
      for index in word {
        let isCapital =
          switch (number - 1) % 4 {
          case 0: false
          case 1: true
          case 2: index == word.lowerBound
          default: dice.index(2) == 0
          }
        let properties = text.scalars[index].properties
        edits[index] = Array((isCapital ? properties.uppercaseMapping : properties.lowercaseMapping).unicodeScalars)
      }
    }
    return changed(text, edits)
  }

  private static func changed(_ text: GuardedText, _ edits: [Int: [Unicode.Scalar]]) -> String? {
    let isSame = edits.allSatisfy { $0.value == [text.scalars[$0.key]] }
    return isSame ? nil : text.replacing(edits)
  }

  /// The keys beside a key, on the keyboards of English.
  private static let neighbours: [Unicode.Scalar: [Unicode.Scalar]] = [
    "a": ["s", "q"], "b": ["v", "n"], "c": ["x", "v"], "d": ["s", "f"], "e": ["w", "r"], "f": ["d", "g"],
    "g": ["f", "h"], "h": ["g", "j"], "i": ["u", "o"], "j": ["h", "k"], "k": ["j", "l"], "l": ["k"],
    "m": ["n"], "n": ["b", "m"], "o": ["i", "p"], "p": ["o"], "q": ["w"], "r": ["e", "t"], "s": ["a", "d"],
    "t": ["r", "y"], "u": ["y", "i"], "v": ["c", "b"], "w": ["q", "e"], "x": ["z", "c"], "y": ["t", "u"], "z": ["x"],
  ]

  /// Latin letters with the Cyrillic ones that look the same.
  private static let lookalikeOf: [Unicode.Scalar: Unicode.Scalar] = [
    "a": "\u{430}", "c": "\u{441}", "e": "\u{435}", "i": "\u{456}", "j": "\u{458}", "o": "\u{43E}", "p": "\u{440}",
    "s": "\u{455}", "x": "\u{445}", "y": "\u{443}", "A": "\u{410}", "B": "\u{412}", "C": "\u{421}", "E": "\u{415}",
    "H": "\u{41D}", "I": "\u{406}", "J": "\u{408}", "K": "\u{41A}", "M": "\u{41C}", "O": "\u{41E}", "P": "\u{420}",
    "S": "\u{405}", "T": "\u{422}", "X": "\u{425}",
  ]
}
