/// One citation: the id of a source, and where it stands.
struct Citation: Sendable, Hashable {
  /// The id without white space around it.
  var id: String
  /// Where the id stands.
  var span: ScalarSpan
}

extension Citation {
  /// The citations of a text in square brackets: `[policy-7]`, `[^1]`, `[a, b; c]`.
  ///
  /// What stands in brackets is a citation when it is an allowed id, or a word without white space, or has a digit: an
  /// invented source must be seen. Not citations: `[x]` and `[ ]` of task lists, `[sic]`, several words without a digit
  /// (`[your name]`), and the text of a Markdown link without a digit. Complexity: O(n).
  static func bracketed(in text: [Unicode.Scalar], allowed: Set<String>) -> [Citation] {
    var citations: [Citation] = []
    var opening: Int?
    for (position, scalar) in text.enumerated() {
      switch scalar {
      case "[": opening = position
      case "\n", "\r": opening = nil
      case "]":
        guard let start = opening else { continue }
        opening = nil
        let isLink = position + 1 < text.count && text[position + 1] == "("
        citations += inside(ScalarSpan(start: start + 1, end: position), of: text, allowed: allowed, isLink: isLink)
      default: continue
      }
    }
    return citations
  }

  /// The citation that a capture group of a text is; nil when there is nothing in it.
  init?(_ span: ScalarSpan, in text: [Unicode.Scalar]) {
    var (start, end) = (span.start, span.end)
    while start < end, text[start].properties.isWhitespace { start += 1 }
    while start < end, text[end - 1].properties.isWhitespace { end -= 1 }
    if start == end { return nil }
    id = String(String.UnicodeScalarView(text[start..<end]))
    self.span = ScalarSpan(start: start, end: end)
  }

  private static func inside(
    _ span: ScalarSpan, of text: [Unicode.Scalar], allowed: Set<String>, isLink: Bool
  ) -> [Citation] {
    let isFootnote = span.start < span.end && text[span.start] == "^"
    guard let whole = Citation(ScalarSpan(start: span.start + (isFootnote ? 1 : 0), end: span.end), in: text) else {
      return []
    }
    if allowed.contains(whole.id) { return [whole] }
    var parts: [Citation] = []
    var start = whole.span.start
    for position in whole.span.start...whole.span.end {
      guard position == whole.span.end || text[position] == "," || text[position] == ";" else { continue }
      if let part = Citation(ScalarSpan(start: start, end: position), in: text) { parts.append(part) }
      start = position + 1
    }
    return parts.filter { allowed.contains($0.id) || looksLikeSource($0.id, isLink: isLink) }
  }

  private static func looksLikeSource(_ id: String, isLink: Bool) -> Bool {
    if ["x", "X", "sic"].contains(id) { return false }
    let scalars = id.unicodeScalars
    if scalars.contains(where: { $0.properties.numericType != nil }) { return true }
    guard !isLink, let first = scalars.first, first.properties.isAlphabetic else { return false }
    return !scalars.contains { $0.properties.isWhitespace }
  }
}
