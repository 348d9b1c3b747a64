/// Makes characters that act instead of showing visible: controls, direction overrides and invisible formats.
///
/// Everything from a model, a tool or a postmortem passes through here before any writer's own escaping. All walks are
/// over Unicode scalars: `"\r\n"` is one `Character`, and so is a quote with a combining mark.
enum VisibleSymbols {
  /// What happens to line breaks and tabs.
  enum Layout: Sendable {
    /// LF and TAB stay, for blocks of text.
    case block
    /// LF and TAB become symbols, for text inside a line.
    case line
  }

  /// The text with every acting character replaced by a symbol: `␛`, `␀`, `⟨U+202E⟩`. Complexity: O(n).
  static func show(_ text: some StringProtocol, _ layout: Layout) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { append(scalar, layout, to: &shown) }
    return String(shown)
  }

  /// Appends one scalar, or the symbol for it.
  static func append(_ scalar: Unicode.Scalar, _ layout: Layout, to shown: inout String.UnicodeScalarView) {
    switch scalar.value {
    case 0x20...0x7E: shown.append(scalar)
    case 0x0A: shown.append(contentsOf: layout == .block ? "\n".unicodeScalars : "␊".unicodeScalars)
    case 0x09: shown.append(contentsOf: layout == .block ? "\t".unicodeScalars : "␉".unicodeScalars)
    case 0x00...0x1F: shown.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x7F: shown.append("␡")
    default:
      if isActing(scalar.value) {
        shown.append(contentsOf: "⟨U+\(hexadecimal(scalar.value))⟩".unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
  }

  /// Whether a scalar above ASCII changes the direction, breaks a line or hides.
  ///
  /// U+200C and U+200D stay: scripts and emoji need them and they neither hide nor move anything.
  static func isActing(_ value: UInt32) -> Bool {
    switch value {
    case 0x80...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0xFFFE, 0xFFFF, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
