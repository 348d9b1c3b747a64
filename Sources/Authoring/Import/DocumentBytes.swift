/// The bytes of a document as text, or why they are none.
enum DocumentBytes: Sendable, Hashable {
  /// Text in UTF-8.
  case text(String)
  /// Not a text that can be read, with message and hint.
  case refused(ImportReason, String, String)

  /// Looks at the bytes. Complexity: O(n).
  init(_ bytes: [UInt8], mostBytes: Int) {
    if bytes.count > mostBytes {
      self = .refused(
        .oversized, "the file has \(bytes.count) bytes; at most \(mostBytes) are read",
        "a postmortem is a document of one incident: cut attachments and logs to what shows the failure")
      return
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = .refused(.undecodable, "the file is UTF-16", "save it as UTF-8")
      return
    }
    if let offset = bytes.firstIndex(of: 0) {
      self = .refused(.binary, "byte \(offset + 1) is NUL: the file is not text", "export the document as Markdown")
      return
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let line = 1 + bytes[..<DocumentBytes.validPrefix(of: bytes)].count { $0 == 0x0A }
      self = .refused(.undecodable, "line \(line) is not UTF-8", "save the file as UTF-8")
      return
    }
    if text.isBlank || text == "\u{FEFF}" {
      self = .refused(.empty, "the file is empty", "export the document again")
      return
    }
    self = .text(text)
  }

  /// Whether a file is a record in another notation by its name, or by a first byte that starts no Markdown document.
  static func isRecord(_ file: String, _ text: String) -> Bool {
    let name = file.lowercased()
    if [".json", ".jsonl", ".ndjson", ".yaml", ".yml", ".csv", ".xml", ".html", ".htm"].contains(where: {
      name.hasSuffix($0)
    }) {
      return true
    }
    guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }) else {
      return false
    }
    let bare = text.trimmed
    if first == "{" { return bare.hasSuffix("}") }
    guard first == "[", bare.hasSuffix("]") else { return false }
    // A list of records, not a link at the start of prose.
    return bare.dropFirst().first { !$0.isWhitespace } == "{"
  }

  /// How many bytes at the start are well-formed UTF-8.
  private static func validPrefix(of bytes: [UInt8]) -> Int {
    var low = 0
    var high = bytes.count
    // A prefix of a valid prefix is valid but for at most three bytes at its end: search, then step back.
    while low < high {
      let middle = (low + high + 1) / 2
      let end = boundary(middle, in: bytes)
      if String(validating: bytes[..<end], as: UTF8.self) != nil { low = middle } else { high = middle - 1 }
    }
    return boundary(low, in: bytes)
  }

  private static func boundary(_ index: Int, in bytes: [UInt8]) -> Int {
    var index = index
    while index > 0, index < bytes.count, bytes[index] & 0xC0 == 0x80 { index -= 1 }
    return index
  }
}
