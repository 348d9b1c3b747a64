/// Which language a text is in, told by its script and its commonest words: light, deterministic, and silent when unsure.
///
/// Enough to see that answers changed their language; not a classifier. Latin text is told apart by stop words of ten languages
/// and needs at least two of them more than any other language has.
enum TextLanguage {
  /// The most Unicode scalars that are read.
  private static let most = 4_000

  /// The language: `en`, `de`, …, `zh`, `ja`, `ko`; a script such as `cyrillic` where the house cannot say more; `latin` when
  /// the words do not tell; nil without letters.
  static func of(_ text: String) -> String? {
    var scripts: [String: Int] = [:]
    var words: [String: Int] = [:]
    var word = String.UnicodeScalarView()
    func end() {
      if !word.isEmpty { words[String(word), default: 0] += 1 }
      word.removeAll(keepingCapacity: true)
    }
    for scalar in text.unicodeScalars.prefix(most) {
      guard let script = script(of: scalar) else {
        end()
        continue
      }
      scripts[script, default: 0] += 1
      if script == "latin" { word.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars) } else { end() }
    }
    end()
    guard let (first, count) = scripts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
    // A Japanese text may hold more Han than kana.
    if first == "han" || first == "kana" {
      return scripts["kana", default: 0] * 8 >= count ? "ja" : "zh"
    }
    return first == "hangul" ? "ko" : first == "latin" ? latin(words) : first
  }

  private static func latin(_ words: [String: Int]) -> String {
    let scores = stopWords.map { language, stops in
      (language: language, hits: words.reduce(0) { stops.contains($1.key) ? $0 + $1.value : $0 })
    }.sorted { ($1.hits, $0.language) < ($0.hits, $1.language) }
    guard let best = scores.first, best.hits >= 2, best.hits > (scores.dropFirst().first?.hits ?? 0) else {
      return "latin"
    }
    return best.language
  }

  private static func script(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: "latin"
    case 0x370...0x3FF, 0x1F00...0x1FFF: scalar.properties.isAlphabetic ? "greek" : nil
    case 0x400...0x52F: "cyrillic"
    case 0x530...0x58F: "armenian"
    case 0x590...0x5FF: "hebrew"
    case 0x600...0x6FF, 0x750...0x77F, 0x8A0...0x8FF: scalar.properties.isAlphabetic ? "arabic" : nil
    case 0x900...0x97F: "devanagari"
    case 0x980...0x9FF: "bengali"
    case 0xB80...0xBFF: "tamil"
    case 0xE00...0xE7F: "thai"
    case 0x10A0...0x10FF: "georgian"
    case 0x3040...0x30FF, 0x31F0...0x31FF: "kana"
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2FA1F: "han"
    case 0x1100...0x11FF, 0xAC00...0xD7AF: "hangul"
    default: nil
    }
  }

  /// Common words that few of the other languages have.
  private static let stopWords: [String: Set<String>] = [
    "en": [
      "the", "and", "of", "to", "is", "you", "your", "for", "that", "with", "this", "have", "are", "can", "will", "it",
      "not",
    ],
    "de": [
      "der", "die", "das", "und", "ist", "nicht", "sie", "ich", "ein", "eine", "für", "mit", "auf", "wir", "ihre", "zu",
      "von",
    ],
    "fr": [
      "le", "les", "des", "est", "vous", "votre", "une", "pour", "dans", "que", "pas", "nous", "avec", "et", "sur",
      "ce",
    ],
    "es": [
      "el", "los", "las", "que", "usted", "su", "para", "con", "una", "por", "está", "no", "y", "del", "como", "es",
    ],
    "it": [
      "il", "che", "di", "è", "per", "una", "con", "non", "suo", "sono", "della", "gli", "del", "lo", "ha", "questo",
    ],
    "pt": ["o", "os", "que", "não", "uma", "para", "com", "você", "seu", "sua", "do", "da", "em", "está", "por", "é"],
    "nl": [
      "de", "het", "een", "van", "en", "niet", "u", "uw", "voor", "met", "dat", "zijn", "op", "wij", "ik", "naar",
    ],
    "pl": [
      "nie", "się", "jest", "na", "że", "do", "w", "i", "z", "dla", "państwa", "proszę", "są", "ale", "jak", "czy",
    ],
    "sv": ["och", "att", "det", "är", "en", "inte", "som", "på", "för", "med", "du", "din", "har", "vi", "av", "ett"],
    "tr": [
      "ve", "bir", "bu", "için", "ile", "değil", "sizin", "olarak", "da", "de", "çok", "var", "lütfen", "ne", "mı",
      "mi",
    ],
  ]
}
