/// What a text must look like beyond being text.
package enum TextForm: Sendable, Hashable, CaseIterable {
  /// Any text, the empty one too.
  case any
  /// Any text with something in it besides white space.
  case filled
  /// Such text on one line.
  case line
  /// A name that is safe as a file name and on a command line: ASCII letters, digits, `-`, `_` and `.`, beginning with a letter
  /// or a digit.
  case identifier
  /// A path below the evalset: relative, with `/`, never leading out.
  case path
  /// A path relative to the file that holds it, with `/`; it may climb, but not out of the evalset, which the loader sees to.
  case nearPath
  /// A SHA-256 digest: 64 lower-case hexadecimal digits.
  case sha256
  /// An `http` or `https` address.
  case url
  /// The name of an environment variable.
  case variable
  /// Lines of a document: `31` or `31-38`.
  case lines
  /// A path into JSON, `$.order.items[0]`.
  case jsonPath
  /// A currency by its three letters.
  case currency

  /// The longest identifier.
  package static let identifierLength = 120

  /// What is wrong with a text, in words that follow "…", and what to write instead; nil when nothing is wrong.
  package func problem(of text: String) -> (message: String, hint: String?)? {
    if self != .any, text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return ("must not be empty", nil) }
    switch self {
    case .any, .filled: return nil
    case .line:
      return text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
        ? ("must be one line without control characters", nil) : nil
    case .identifier: return Self.problem(ofIdentifier: text)
    case .path: return Self.problem(ofPath: text, mayClimb: false)
    case .nearPath: return Self.problem(ofPath: text, mayClimb: true)
    case .sha256:
      let isDigest = text.utf8.count == 64 && text.utf8.allSatisfy { Self.isDigit($0) || (0x61...0x66).contains($0) }
      return isDigest
        ? nil : ("must be a SHA-256 digest of 64 lower-case hexadecimal digits", "sha256sum FILE prints it")
    case .url:
      let rest = ["https://", "http://"].first(where: text.hasPrefix).map { text.dropFirst($0.count) }
      let isFine = rest.map { !$0.isEmpty && !$0.hasPrefix("/") } ?? false
      return isFine && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        ? nil : ("must be an address that starts with https:// or http://", nil)
    case .variable:
      let isFine = text.utf8.allSatisfy { Self.isLetter($0) || Self.isDigit($0) || $0 == 0x5F }
      return isFine && !(text.utf8.first.map(Self.isDigit) ?? true)
        ? nil : ("must be the name of an environment variable", "write the variable's NAME here, never its value")
    case .lines: return Self.problem(ofLines: text)
    case .jsonPath:
      return text == "$" || text.hasPrefix("$.") || text.hasPrefix("$[")
        ? nil : ("must begin with `$`", "write for example $.order.items[0].sku")
    case .currency:
      return text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        ? nil : ("must be the three letters of a currency", "write for example USD")
    }
  }

  /// The code of a finding about a text that is not empty and not of this form.
  package var code: String {
    switch self {
    case .any, .filled, .line: "text-form"
    case .identifier: "identifier-form"
    case .path, .nearPath: "path-outside"
    case .sha256: "digest-form"
    case .url: "address-form"
    case .variable: "variable-form"
    case .lines: "lines-form"
    case .jsonPath: "json-path-form"
    case .currency: "currency-form"
    }
  }

  /// An ECMA 262 expression that JSON Schema can hold; nil for any text.
  package var pattern: String? {
    switch self {
    case .any: nil
    case .filled: #"\S"#
    case .line: #"^[^\u0000-\u001f\u007f]*\S[^\u0000-\u001f\u007f]*$"#
    case .identifier: "^[A-Za-z0-9][A-Za-z0-9._-]{0,\(Self.identifierLength - 1)}$"
    case .nearPath: #"^(?!/|~|.*\\).+$"#
    case .path: #"^(?!/|~|.*\\|(.*/)?\.\.(/|$)).+$"#
    case .sha256: "^[0-9a-f]{64}$"
    case .url: #"^https?://[^/\s]\S*$"#
    case .variable: "^[A-Za-z_][A-Za-z0-9_]*$"
    case .lines: "^[1-9][0-9]*(-[1-9][0-9]*)?$"
    case .jsonPath: #"^\$(\.|\[|$)"#
    case .currency: "^[A-Z]{3}$"
    }
  }

  /// The form in words, for the reference.
  package var words: String {
    switch self {
    case .any: "text, may be empty"
    case .filled: "text"
    case .line: "text on one line"
    case .identifier: "identifier"
    case .path: "path below the evalset"
    case .nearPath: "path from this file"
    case .sha256: "SHA-256 digest"
    case .url: "address"
    case .variable: "name of a variable"
    case .lines: "lines, `31-38`"
    case .jsonPath: "path, `$.a[0]`"
    case .currency: "currency, `USD`"
    }
  }

  private static func problem(ofIdentifier text: String) -> (message: String, hint: String?)? {
    let isSafe = text.utf8.allSatisfy { isLetter($0) || isDigit($0) || [0x2D, 0x2E, 0x5F].contains($0) }
    guard isSafe, let first = text.utf8.first, isLetter(first) || isDigit(first) else {
      return (
        "may hold ASCII letters, digits, `-`, `_` and `.` only, and begins with a letter or a digit",
        "it names files: no spaces, no slashes"
      )
    }
    return text.utf8.count <= identifierLength ? nil : ("must not be longer than \(identifierLength) characters", nil)
  }

  private static func problem(ofPath text: String, mayClimb: Bool) -> (message: String, hint: String?)? {
    let components = text.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).map(String.init)
    if text.hasPrefix("/") || text.hasPrefix("~") || (!mayClimb && components.contains(".."))
      || text.utf8.contains(0x5C)
    {
      return (
        "must stay inside the evalset", "write a path relative to the evalset's folder, with `/` and without `..`"
      )
    }
    return text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
      ? ("must not hold control characters", nil) : nil
  }

  private static func problem(ofLines text: String) -> (message: String, hint: String?)? {
    let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.allSatisfy(isDigit) ? Int(String($0) ?? "") : nil }
    let isFine = (1...2).contains(parts.count) && numbers.count == parts.count && (numbers.first ?? 0) > 0
    return isFine && numbers[0] <= numbers[numbers.count - 1]
      ? nil : ("must be the lines of a document", "write 31 or 31-38")
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
