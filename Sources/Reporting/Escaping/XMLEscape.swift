/// Text for XML 1.0 without a DTD: legal, non-discouraged characters only; all others become U+FFFD,
/// and those that change the direction or hide become symbols.
enum XMLEscape {
  /// Text for the content of an element; `]]>` is split by escaping its `>`.
  static func text(_ text: some StringProtocol) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { append(scalar, to: &shown) }
    return String(shown)
  }

  /// Text for an attribute in double quotes; white space is kept by character references.
  static func attribute(_ text: some StringProtocol) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": shown.append(contentsOf: "&quot;".unicodeScalars)
      case "\n": shown.append(contentsOf: "&#10;".unicodeScalars)
      case "\t": shown.append(contentsOf: "&#9;".unicodeScalars)
      default: append(scalar, to: &shown)
      }
    }
    return String(shown)
  }

  private static func append(_ scalar: Unicode.Scalar, to shown: inout String.UnicodeScalarView) {
    switch scalar {
    case "&": shown.append(contentsOf: "&amp;".unicodeScalars)
    case "<": shown.append(contentsOf: "&lt;".unicodeScalars)
    case ">": shown.append(contentsOf: "&gt;".unicodeScalars)
    case "\r": shown.append(contentsOf: "&#13;".unicodeScalars)
    case "\n", "\t": shown.append(scalar)
    default:
      if isPlain(scalar.value) { VisibleSymbols.append(scalar, .block, to: &shown) } else { shown.append("\u{FFFD}") }
    }
  }

  /// Whether XML 1.0 (fifth edition, 2.2) allows the character and does not discourage it.
  static func isPlain(_ value: UInt32) -> Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFDCF, 0xFDF0...0xFFFD: true
    case 0x10000...0x10FFFF: value & 0xFFFE != 0xFFFE
    default: false
    }
  }
}
