/// The lines of a text as an editor counts them: line feed, carriage return and both together end a line.
///
/// Lines count from 1. Complexity: O(n) to make, O(1) per line.
package struct SourceLines: Sendable, Hashable {
  /// The lines without their ends.
  package var lines: [String]
  /// Whether the text ends with a line end.
  package var endsWithBreak: Bool

  /// Cuts a text into lines. Walks bytes: a carriage return with a line feed is one `Character`.
  package init(_ text: String) {
    var lines: [String] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    var index = start
    var endsWithBreak = false
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = bytes.index(after: index)
      guard byte == 0x0A || byte == 0x0D else {
        index = next
        continue
      }
      lines.append(String(text[start..<index]))
      index = next
      if byte == 0x0D, index < bytes.endIndex, bytes[index] == 0x0A { index = bytes.index(after: index) }
      start = index
      endsWithBreak = index == bytes.endIndex
    }
    if start < bytes.endIndex { lines.append(String(text[start...])) }
    self.lines = lines
    self.endsWithBreak = endsWithBreak
  }

  /// The number of lines.
  package var count: Int { lines.count }

  /// A line by its number; empty outside of the text.
  package subscript(line: Int) -> String { line >= 1 && line <= lines.count ? lines[line - 1] : "" }

  /// The lines of a range joined by line feeds.
  package func text(_ range: ClosedRange<Int>) -> String {
    range.map { self[$0] }.joined(separator: "\n")
  }

  /// A range without blank lines at its ends; nil when all are blank.
  package func trimmed(_ range: ClosedRange<Int>) -> ClosedRange<Int>? {
    let filled = range.filter { !self[$0].isBlank }
    guard let first = filled.first, let last = filled.last else { return nil }
    return first...last
  }
}

extension StringProtocol {
  /// Whether there is nothing but white space.
  package var isBlank: Bool {
    // Most texts say something with their first letter; only beyond ASCII are the properties of Unicode looked up.
    for scalar in unicodeScalars {
      if scalar.isASCII ? !scalar.isASCIISpace : !scalar.properties.isWhitespace { return false }
    }
    return true
  }

  /// The text without white space at both ends.
  package var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.isSpace }) else { return "" }
    var end = scalars.endIndex
    while end > first {
      let before = scalars.index(before: end)
      if !scalars[before].isSpace { break }
      end = before
    }
    if first == scalars.startIndex, end == scalars.endIndex { return String(self) }
    return String(self[first..<end])
  }
}

extension Unicode.Scalar {
  /// White space of ASCII, which needs no look into the tables of Unicode.
  fileprivate var isASCIISpace: Bool { value == 0x20 || (0x09...0x0D).contains(value) }

  /// White space.
  fileprivate var isSpace: Bool { isASCII ? isASCIISpace : properties.isWhitespace }
}
