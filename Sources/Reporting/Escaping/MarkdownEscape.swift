/// Text for GitHub-flavoured Markdown: no markup, no mentions, no cross links, no remote images, no forged markers.
enum MarkdownEscape {
  /// Text inside a paragraph or a table cell: on one line, every sign that could start markup made harmless.
  static func inline(_ text: some StringProtocol) -> String {
    var shown = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "~", "$": shown.append(contentsOf: ["\\", scalar])
      case "<": shown.append(contentsOf: "&lt;".unicodeScalars)
      case ">": shown.append(contentsOf: "&gt;".unicodeScalars)
      case "&": shown.append(contentsOf: "&amp;".unicodeScalars)
      case "|": shown.append("\u{A6}")
      case "@", "#": shown.append(contentsOf: [scalar, "\u{2060}"])  // No mention, no cross link.
      case "/" where previous == ":": shown.append(contentsOf: ["\u{2060}", scalar])  // No automatic link.
      case "." where previous == "w" || previous == "W": shown.append(contentsOf: ["\u{2060}", scalar])
      default: VisibleSymbols.append(scalar, .line, to: &shown)
      }
      previous = scalar
    }
    return String(shown)
  }

  /// A code span: on one line, delimited by one backtick more than its longest run.
  ///
  /// - Parameter isCell: whether it may stand in a table; then `|` is replaced by `¦`.
  static func code(_ text: some StringProtocol, isCell: Bool = true) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isCell && scalar == "|" { shown.append("\u{A6}") } else { VisibleSymbols.append(scalar, .line, to: &shown) }
    }
    let inside = String(shown)
    let ticks = String(repeating: "`", count: longestRun(of: "`", in: inside) + 1)
    let pads = inside.isEmpty || inside.utf8.first == 0x60 || inside.utf8.last == 0x60
    return pads ? "\(ticks) \(inside) \(ticks)" : ticks + inside + ticks
  }

  /// A fenced block with the fence longer than the longest run of backticks in it; ends with a line break.
  static func fence(_ text: some StringProtocol, language: String = "text") -> String {
    let inside = VisibleSymbols.show(text, .block)
    let ticks = String(repeating: "`", count: max(3, longestRun(of: "`", in: inside) + 1))
    let end = inside.utf8.last == 0x0A ? "" : "\n"
    return "\(ticks)\(language)\n\(inside)\(end)\(ticks)\n"
  }

  /// A value inside an HTML comment: letters, digits, `.`, `_` and single `-`; all else becomes `_`.
  static func marker(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      let isJoint = [".", "_"].contains(scalar) || (scalar == "-" && previous != "-")
      let kept = isPlain || isJoint ? scalar : "_"
      shown.append(kept)
      previous = kept
    }
    return String(shown)
  }

  /// The length of the longest run of a scalar.
  static func longestRun(of sought: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == sought ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
