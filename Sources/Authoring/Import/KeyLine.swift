/// A line of the form `**Key:** value`, `**Key**: value`, `Key: value` or a bold line alone.
struct KeyLine: Sendable, Hashable {
  /// The key as it stands, without marks.
  var key: String
  /// The rest of the line; "" when the value stands below.
  var value: String
  /// Whether the key is emphasised: then it is a key whatever it says.
  var isEmphasised: Bool

  /// The normalised key.
  var name: HeadingName { HeadingName(key) }

  /// Reads a line of a paragraph or list item; nil when it is prose.
  init?(_ line: String) {
    let text = KeyLine.withoutBreakMarks(line)
    for mark in ["**", "__", "*", "_"] where text.hasPrefix(mark) {
      guard let parsed = KeyLine.emphasised(text, mark: mark) else { return nil }
      self = parsed
      return
    }
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let key = text[..<colon]
    let rest = text[text.index(after: colon)...]
    guard rest.isEmpty || rest.first?.isWhitespace == true || text[colon] == "：" else { return nil }
    guard !key.isEmpty, key.utf8.count <= 60, !key.contains("`"), key.split(separator: " ").count <= 6 else {
      return nil
    }
    self.init(key: key.trimmed, value: rest.trimmed, isEmphasised: false)
  }

  private init(key: String, value: String, isEmphasised: Bool) {
    self.key = key
    self.value = value
    self.isEmphasised = isEmphasised
  }

  /// Cuts the source of a block into its visible lines: a `<br>` ends a line too. Gives the offset of each in source lines.
  static func lines(of source: String) -> [(offset: Int, text: String)] {
    var lines: [(offset: Int, text: String)] = []
    for (offset, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let bytes = line.utf8
      var start = line.startIndex
      var index = line.startIndex
      while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
        index = bytes.index(after: open)
        guard let end = breakEnd(line[index...]) else { continue }
        lines.append((offset, String(line[start..<open])))
        start = end
        index = end
      }
      let rest = line[start...]
      if !rest.isBlank || start == line.startIndex { lines.append((offset, String(rest))) }
    }
    return lines
  }

  /// Where a `<br>` ends whose `<` stands before the text; nil when it is another mark.
  private static func breakEnd(_ text: Substring) -> String.Index? {
    let head = text.prefix(5)
    guard head.lowercased().hasPrefix("br"), let close = head.firstIndex(of: ">") else { return nil }
    return head[..<close].dropFirst(2).allSatisfy { $0 == " " || $0 == "/" } ? text.index(after: close) : nil
  }

  static func range(of needle: String, in text: String) -> Range<String.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(needle) { return start..<text.index(start, offsetBy: needle.count) }
      start = text.index(after: start)
    }
    return nil
  }

  private static func withoutBreakMarks(_ line: String) -> String {
    var text = line.trimmed
    if text.hasSuffix("\\") { text.removeLast() }
    // Symbols before the key, such as a coloured circle, are not a part of it.
    let start = text.unicodeScalars.firstIndex { scalar in
      scalar.properties.isAlphabetic || scalar.isDigit || "*_[(`\"'<>#".unicodeScalars.contains(scalar)
    }
    text = start.map { String(text.unicodeScalars[$0...]) } ?? ""
    return text.trimmed
  }

  private static func emphasised(_ text: String, mark: String) -> KeyLine? {
    let inner = text.dropFirst(mark.count)
    guard let first = inner.first, !first.isWhitespace, let close = range(of: mark, in: String(inner)) else {
      return nil
    }
    let body = String(inner)
    let key = String(body[..<close.lowerBound])
    var rest = String(body[close.upperBound...]).trimmed
    guard key.utf8.count <= 80 else { return nil }
    if let last = key.last, last == ":" || last == "：" {
      return KeyLine(key: String(key.dropLast()).trimmed, value: rest, isEmphasised: true)
    }
    if rest.isEmpty {
      // `**Status: Closed**` holds both; a bold line alone is a heading in all but name.
      guard let inside = KeyLine(key), !inside.isEmphasised, !inside.value.isEmpty else {
        return mark.count == 2 ? KeyLine(key: key.trimmed, value: "", isEmphasised: true) : nil
      }
      return KeyLine(key: inside.key, value: inside.value, isEmphasised: true)
    }
    var suffix = ""
    if rest.first == "(", let end = rest.firstIndex(of: ")") {
      suffix = " " + rest[...end]
      rest = String(rest[rest.index(after: end)...]).trimmed
    }
    for separator in [":", "：", "— ", "– ", "- "] where rest.hasPrefix(separator) || rest == separator.trimmed {
      return KeyLine(
        key: key.trimmed + suffix, value: String(rest.dropFirst(separator.trimmed.count)).trimmed, isEmphasised: true)
    }
    return nil
  }
}
