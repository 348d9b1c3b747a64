extension String {
  /// The text in double quotes on one line, for a reason; see `visible`.
  func quoted(most: Int = 80) -> String { "\"\(visible(most: most, escapesQuotes: true))\"" }

  /// The text on one line: what is invisible is escaped, what is too long is cut.
  ///
  /// Control and format characters, line separators and unassigned scalars become `\u{…}`, so that hostile text can
  /// neither move a cursor nor turn the direction of a line. `most` counts Unicode scalars.
  func visible(most: Int = 80, escapesQuotes: Bool = false) -> String {
    var line = ""
    for scalar in unicodeScalars.prefix(most) {
      switch scalar {
      case "\"" where escapesQuotes: line += "\\\""
      case " "..."~": line.unicodeScalars.append(scalar)
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      case "\t": line += "\\t"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
          line += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        default: line.unicodeScalars.append(scalar)
        }
      }
    }
    if unicodeScalars.dropFirst(most).first != nil { line += "…" }
    return line
  }
}
