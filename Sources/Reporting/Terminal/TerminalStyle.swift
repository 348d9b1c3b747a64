import EvalSchema

/// How text for a terminal looks; decided at the door from its flags, environment and locale.
package struct TerminalStyle: Sendable, Hashable {
  /// Whether escape sequences for colour may be written; never when the stream is not a terminal.
  package var color: Bool
  /// Whether shapes are replaced by letters.
  package var ascii: Bool
  /// Columns; at least 40 are used.
  package var width: Int

  /// Makes the value from its parts.
  package init(color: Bool = false, ascii: Bool = false, width: Int = 100) {
    self.color = color
    self.ascii = ascii
    self.width = max(40, width)
  }

  /// Text without colour, for pipes and logs.
  package static let plain = TerminalStyle()
}

extension TerminalStyle {
  /// A weight or a colour.
  enum Ink: String {
    case bold = "1"
    case faint = "2"
    case red = "31"
    case yellow = "33"
    case blue = "34"
    case cyan = "36"
    case boldRed = "1;31"
    case boldYellow = "1;33"
    case boldBlue = "1;34"
    case inverse = "7"
  }

  /// Text of ours in a colour, or as it is.
  func paint(_ text: String, _ ink: Ink) -> String { color ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text }

  /// The shape of a verdict.
  func mark(_ verdict: Verdict) -> String { paint(ascii ? verdict.letter : verdict.glyph, ink(verdict)) }

  /// A rule that has no single case to stand at, with its finding.
  func line(_ rule: RuleVerdict) -> String { "\(mark(rule.verdict)) \(safe(rule.text)): \(safe(rule.sentence))" }

  /// The colour of a verdict.
  func ink(_ verdict: Verdict) -> Ink {
    switch verdict {
    case .pass: .blue
    case .fail: .boldRed
    case .inconclusive: .boldYellow
    case .error, .empty: .bold
    }
  }

  /// Foreign text inside a line: safe, and in ASCII where only ASCII can be shown.
  func safe(_ text: some StringProtocol) -> String { plainSigns(TerminalEscape.line(text)) }

  /// Text of ours with its signs replaced where only ASCII can be shown; other letters stay as they are.
  func plainSigns(_ text: String) -> String {
    guard ascii else { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "…": shown.append(contentsOf: "...".unicodeScalars)
      case "⟦": shown.append(contentsOf: "[[".unicodeScalars)
      case "⟧": shown.append(contentsOf: "]]".unicodeScalars)
      case "≥": shown.append(contentsOf: ">=".unicodeScalars)
      case "≤": shown.append(contentsOf: "<=".unicodeScalars)
      case "·", "–", "—", "−": shown.append("-")
      case "→": shown.append(contentsOf: "->".unicodeScalars)
      case "“", "”": shown.append("\"")
      case "×": shown.append("x")
      case "\u{2060}": shown.append("\\")
      case "\u{2400}"..."\u{241F}":
        shown.append("^")
        shown.append(Unicode.Scalar(scalar.value - 0x2400 + 0x40) ?? "?")
      case "⟨", "⟩": shown.append(scalar == "⟨" ? "<" : ">")
      default: shown.append(scalar)
      }
    }
    return String(shown)
  }

  /// Text padded with spaces to a number of scalars; longer text stays whole.
  static func pad(_ text: String, _ columns: Int, right: Bool = false) -> String {
    let missing = columns - text.unicodeScalars.count
    guard missing > 0 else { return text }
    let spaces = String(repeating: " ", count: missing)
    return right ? spaces + text : text + spaces
  }

  /// Words in lines of at most `width` columns, each behind `indent`; no line begins with `::`, which a runner would obey.
  func wrap(_ text: String, indent: String = "") -> [String] {
    var lines: [String] = []
    var line = ""
    let room = max(20, width - indent.unicodeScalars.count)
    for word in text.unicodeScalars.split(separator: " ", omittingEmptySubsequences: true).map({ String(Substring($0)) }
    ) {
      if line.isEmpty {
        line = word
      } else if line.unicodeScalars.count + 1 + word.unicodeScalars.count <= room {
        line += " " + word
      } else {
        lines.append(indent + line)
        line = word
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(indent + line) }
    return lines.map { line in
      let start = line.unicodeScalars.prefix { $0.properties.isWhitespace }
      let rest = line.unicodeScalars.dropFirst(start.count)
      guard rest.starts(with: "::".unicodeScalars) else { return line }
      return String(start) + ":\u{2060}" + String(rest.dropFirst())
    }
  }
}
