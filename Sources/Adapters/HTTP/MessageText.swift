/// Hostile text as a part of a message: one line, short, and without what a terminal obeys.
enum MessageText {
  /// The beginning of a text in one line.
  ///
  /// Runs of white space and control characters become one space; format characters (bidirectional marks, zero-width ones)
  /// are left out. Complexity: O(scalars), however long the text is, unless it is mostly white space.
  static func line(_ text: some StringProtocol, scalars: Int = 300) -> String {
    var line = String.UnicodeScalarView()
    var count = 0
    var isAtGap = false
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: isAtGap = true
      case .format, .surrogate, .privateUse, .unassigned: continue
      default:
        if isAtGap, count > 0 {
          line.append(" ")
          count += 1
        }
        isAtGap = false
        guard count < scalars else { return String(line) + "…" }
        line.append(scalar)
        count += 1
      }
    }
    return String(line)
  }

  /// A number of seconds as a person writes it.
  static func seconds(_ seconds: Double) -> String {
    let milliseconds = Int((min(max(seconds, 0), 1e9) * 1000).rounded())
    if milliseconds % 1000 == 0 { return "\(milliseconds / 1000) s" }
    return milliseconds < 1000 ? "\(milliseconds) ms" : "\(Double(milliseconds) / 1000) s"
  }
}
