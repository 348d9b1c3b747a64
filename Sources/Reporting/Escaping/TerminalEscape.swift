/// Text for a terminal or a CI log: nothing in it can move the cursor, write a link or give the runner a command.
///
/// A GitHub runner obeys `::name::` at the start of a line, even indented, and `##[name]` anywhere in a line, on both
/// streams; Azure Pipelines obeys `##vso[` and TeamCity `##teamcity[` anywhere in a line. The writers here never let a line
/// start with foreign text unguarded, and break every `##`.
enum TerminalEscape {
  /// Text inside a line of ours: controls, line breaks and direction marks become symbols; every `##` and a leading `::`
  /// are broken by U+2060 between the two signs.
  static func line(_ text: some StringProtocol) -> String {
    var shown = String.UnicodeScalarView()
    var followsHash = false
    var isAtStart = true
    var colons = 0
    for scalar in text.unicodeScalars {
      if scalar == "#" && followsHash { shown.append("\u{2060}") }
      followsHash = scalar == "#"
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
