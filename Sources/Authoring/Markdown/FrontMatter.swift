/// The block of metadata before the text of a document.
package struct FrontMatter: Sendable, Hashable {
  /// The notation between the fences.
  package enum Notation: String, Sendable, Hashable {
    /// Between `---` lines.
    case yaml
    /// Between `+++` lines.
    case toml
  }

  /// The notation.
  package var notation: Notation
  /// The text between the fences.
  package var text: String
  /// The lines of the text between the fences; nil when there are none.
  package var lines: ClosedRange<Int>?
  /// The line of the closing fence.
  package var end: Int

  /// Finds the front matter of a document; nil when it starts with something else, or with a mere rule.
  package init?(_ source: SourceLines) {
    let opening = source[1].trimmed
    let notation: Notation
    switch opening {
    case "---": notation = .yaml
    case "+++": notation = .toml
    default: return nil
    }
    guard source.count >= 2 else { return nil }
    let ends: Set<String> = notation == .yaml ? ["---", "..."] : ["+++"]
    guard let end = (2...source.count).first(where: { ends.contains(FrontMatter.bare(source[$0])) }) else { return nil }
    if notation == .yaml {
      let first = (2..<end).map { source[$0] }.first { !$0.isBlank && !$0.hasPrefix("#") }
      // A document may start with a rule: what follows then is prose and no key.
      if let first, !FrontMatter.isKey(first) { return nil }
      if first == nil, end > 2 { return nil }
    }
    self.notation = notation
    self.end = end
    lines = end > 2 ? 2...(end - 1) : nil
    text = lines.map { source.text($0) + "\n" } ?? ""
  }

  private static func bare(_ line: String) -> String {
    var scalars = line.unicodeScalars
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  private static func isKey(_ line: String) -> Bool {
    guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else { return false }
    let rest = line[line.index(after: colon)...]
    guard rest.isEmpty || rest.first?.isWhitespace == true else { return false }
    return line[..<colon].allSatisfy { $0.isLetter || $0.isNumber || "_-.\"' $".contains($0) }
  }
}
