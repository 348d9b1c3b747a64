/// Writes case files as YAML that people read, and that reads back as what was meant, whatever a text holds.
///
/// Block style, two spaces; text on several lines as a literal block when every line can stand there, else in double quotes with
/// escapes. Complexity: linear in the text.
struct CaseFileWriter {
  /// The first line of every case file: editors complete and check by it.
  static let schemaLine = "# yaml-language-server: $schema=../case.schema.json"

  /// The lines of a mapping, each with a line feed.
  static func write(_ members: [CaseFileTree.Member]) -> String {
    var writer = CaseFileWriter()
    writer.map(members, indent: 0)
    return writer.text
  }

  private var text = ""

  private mutating func map(_ members: [CaseFileTree.Member], indent: Int, startsInLine: Bool = false) {
    var isFirst = startsInLine
    for member in members {
      if !isFirst { text += String(repeating: " ", count: indent) }
      isFirst = false
      switch member {
      case .comment(let comment): text += CaseFileWriter.comment(comment) + "\n"
      case .value(let key, let value):
        let written = CaseFileWriter.scalar(key)
        // A key of more than 1,024 characters must be marked as one.
        let isLong = written.utf8.count > 1_000
        text += isLong ? "? " + written + "\n" + String(repeating: " ", count: indent) + ":" : written + ":"
        self.value(value, indent: indent)
      }
    }
  }

  /// Writes a value after `key:`.
  private mutating func value(_ value: CaseFileTree, indent: Int) {
    switch value {
    case .plain(let plain): text += " " + plain + "\n"
    case .text(let string): scalar(string, indent: indent + 2)
    case .list(let items):
      if items.isEmpty {
        text += " []\n"
      } else {
        text += "\n"
        list(items, indent: indent + 2)
      }
    case .map(let members):
      let isEmpty = members.allSatisfy { member in
        if case .comment = member { return true }
        return false
      }
      text += isEmpty ? " {}\n" : "\n"
      map(members, indent: indent + 2)
    }
  }

  private mutating func list(_ items: [CaseFileTree], indent: Int) {
    for item in items {
      text += String(repeating: " ", count: indent) + "-"
      switch item {
      case .plain(let plain): text += " " + plain + "\n"
      case .text(let string): scalar(string, indent: indent + 2)
      case .list(let inner):
        if inner.isEmpty {
          text += " []\n"
        } else {
          text += "\n"
          list(inner, indent: indent + 2)
        }
      case .map(let members):
        if members.isEmpty {
          text += " {}\n"
        } else {
          text += " "
          map(members, indent: indent + 2, startsInLine: true)
        }
      }
    }
  }

  private mutating func scalar(_ string: String, indent: Int) {
    guard CaseFileWriter.fitsBlock(string) else {
      text += " " + CaseFileWriter.scalar(string) + "\n"
      return
    }
    let endsWithBreak = string.utf8.last == 0x0A
    text += endsWithBreak ? " |\n" : " |-\n"
    let margin = String(repeating: " ", count: indent)
    var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
    if endsWithBreak { lines.removeLast() }
    for line in lines { text += line.isEmpty ? "\n" : margin + line + "\n" }
  }

  /// Whether a text can be a literal block without an indentation indicator: several lines, no line of white space only, none
  /// that starts the block with a space, nothing unprintable.
  static func fitsBlock(_ string: String) -> Bool {
    guard string.utf8.contains(0x0A), !string.utf8.contains(0x0D), let first = string.unicodeScalars.first,
      !first.properties.isWhitespace
    else { return false }
    if string.utf8.suffix(2).elementsEqual([0x0A, 0x0A]) { return false }
    let isSafe = string.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || !needsEscape($0) }
    guard isSafe else { return false }
    return string.split(separator: "\n", omittingEmptySubsequences: true).allSatisfy { !$0.isBlank }
  }

  /// A scalar on one line.
  static func scalar(_ string: String) -> String {
    if isPlain(string) { return string }
    var quoted = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default: if needsEscape(scalar) { quoted += escape(scalar) } else { quoted.unicodeScalars.append(scalar) }
      }
    }
    return quoted + "\""
  }

  /// A comment on one line, whatever the text holds.
  static func comment(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { view.append(needsEscape(scalar) || scalar == "\n" ? " " : scalar) }
    return "# " + String(view)
  }

  /// Whether a text reads back as itself without quotes: words, digits and few marks, and no word with a meaning of its own.
  private static func isPlain(_ string: String) -> Bool {
    let scalars = string.unicodeScalars
    guard let first = scalars.first, let last = scalars.last, first.isASCII,
      first.properties.isAlphabetic || first == "_",
      last != " "
    else { return false }
    let reserved: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    if reserved.contains(string.lowercased()) { return false }
    return scalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || $0.isDigit || " _-./,()'+".unicodeScalars.contains($0))
    }
  }

  /// What YAML or an editor would not carry as it is: controls, separators, direction marks, byte order marks, noncharacters.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x1FFF, 0x2010...0x2027, 0x2030...0x205F, 0x2070...0xD7FF, 0xE000...0xFDCF,
      0xFDF0...0xFEFE,
      0xFF00...0xFFEF, 0xFFFC, 0xFFFD:
      false
    case 0x200C, 0x200D: false  // Joiners shape letters and emoji.
    case 0x10000...0x10FFFF: scalar.value & 0xFFFE == 0xFFFE || (0xE0000...0xE007F).contains(scalar.value)
    default: true
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (mark, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
    return "\\" + mark + String(repeating: "0", count: max(width - digits.count, 0)) + digits
  }
}
