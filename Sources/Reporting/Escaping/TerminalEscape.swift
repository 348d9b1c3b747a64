/// Text for a terminal or a CI log: nothing in it can move the cursor, write a link or give the runner a command.
///
/// A GitHub runner obeys `::name::` at the start of a line, even indented, and `##[name]` anywhere in a line, on both
/// streams. The writers here never let a line start with foreign text unguarded, and break every `##[`.
enum TerminalEscape {
  /// Text inside a line of ours: controls, line breaks and direction marks become symbols; `##[` and a leading `::` are
  /// broken by U+2060.
  static func line(_ text: some StringProtocol) -> String {
    var shown = String.UnicodeScalarView()
    var hashes = 0
    var isAtStart = true
    var colons = 0
    for scalar in text.unicodeScalars {
      if scalar == "[" && hashes >= 2 { shown.append("\u{2060}") }
      hashes = scalar == "#" ? hashes + 1 : 0
      if isAtStart && scalar == ":" {
        colons += 1
        if colons == 2 { shown.append("\u{2060}") }
      } else if !(isAtStart && colons == 0 && scalar.properties.isWhitespace) {
        isAtStart = false
      }
      VisibleSymbols.append(scalar, .line, to: &shown)
    }
    return String(shown)
  }

  /// A block of foreign text: every line begins with the gutter, which is not white space.
  static func block(_ text: some StringProtocol, gutter: String = "| ") -> [String] {
    String(text).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { gutter + line(Substring($0)) }
  }
}
