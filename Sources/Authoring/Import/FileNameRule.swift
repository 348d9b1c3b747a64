/// Which texts may be the name of a file in an evalset, on every system and for every tool.
package enum FileNameRule {
  /// Most bytes of an id.
  package static let mostBytes = 100

  /// Why a text cannot be the name of a case file; nil when it can.
  package static func problem(with id: String) -> String? {
    if id.isEmpty { return "it is empty" }
    if id.utf8.count > mostBytes { return "it has more than \(mostBytes) bytes" }
    let scalars = id.unicodeScalars
    if let wrong = scalars.first(where: { !isAllowed($0) }) {
      let code = String(wrong.value, radix: 16, uppercase: true)
      let shown = wrong.value > 0x20 && wrong.isASCII ? "\"\(wrong)\"" : "U+\(code)"
      return "it has \(shown)"
    }
    if let first = scalars.first, first == "." || first == "-" { return "it starts with \"\(first)\"" }
    if id.hasSuffix(".") || id.contains("..") { return "it has dots where a path could leave its folder" }
    let stem = id.split(separator: ".").first.map { $0.lowercased() } ?? ""
    if reserved.contains(stem) { return "some systems keep this name for a device" }
    return nil
  }

  /// A text as lower-case words joined by hyphens; "" when nothing is left.
  package static func slug(_ text: String, most: Int = 60) -> String {
    var words: [String] = []
    var word = ""
    for scalar in text.lowercased().unicodeScalars {
      if scalar.isASCII, scalar.properties.isAlphabetic || scalar.isDigit {
        word.unicodeScalars.append(scalar)
      } else if scalar == "'" || scalar == "’" {
        continue
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    var slug = ""
    for word in words {
      let longer = slug.isEmpty ? String(word.prefix(most)) : slug + "-" + word
      if longer.utf8.count > most { break }
      slug = longer
    }
    return slug
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      && (scalar.properties.isAlphabetic || scalar.isDigit || scalar == "-" || scalar == "_" || scalar == ".")
  }

  private static let reserved: Set<String> = {
    var names: Set<String> = ["con", "prn", "aux", "nul"]
    for number in 1...9 {
      names.insert("com\(number)")
      names.insert("lpt\(number)")
    }
    return names
  }()
}
