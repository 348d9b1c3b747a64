/// Text for HTML, in element content and in double-quoted attributes.
enum HTMLEscape {
  /// Text for the content of an element: line breaks stay, acting characters become symbols.
  static func text(_ text: some StringProtocol) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": shown.append(contentsOf: "&amp;".unicodeScalars)
      case "<": shown.append(contentsOf: "&lt;".unicodeScalars)
      case ">": shown.append(contentsOf: "&gt;".unicodeScalars)
      default: VisibleSymbols.append(scalar, .block, to: &shown)
      }
    }
    return String(shown)
  }

  /// Text for an attribute in double quotes: on one line, both quotes escaped.
  static func attribute(_ text: some StringProtocol) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": shown.append(contentsOf: "&amp;".unicodeScalars)
      case "<": shown.append(contentsOf: "&lt;".unicodeScalars)
      case ">": shown.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": shown.append(contentsOf: "&quot;".unicodeScalars)
      case "'": shown.append(contentsOf: "&#39;".unicodeScalars)
      default: VisibleSymbols.append(scalar, .line, to: &shown)
      }
    }
    return String(shown)
  }

  /// An element id or a fragment from any text: letters, digits, `.`, `_`, `-` stay, all else is `%XX` of its bytes.
  static func identifier(_ text: String) -> String {
    var shown = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: shown.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        shown += "%" + (digits.utf8.count == 1 ? "0" + digits : digits)
      }
    }
    return shown
  }
}
