/// A key with its value, as they stand in one section: a bold or plain line, a bullet, or a heading.
struct KeyedValue: Sendable, Hashable {
  /// How the value was named.
  enum Form: Sendable, Hashable {
    case bold, plain, heading
  }

  /// The key.
  var name: HeadingName
  /// What the key means, when it is known.
  var field: PostmortemField?
  /// The text of the value, of a quote or fence without its marks; "" when there is none.
  var text: String
  /// The lines of the key and its value.
  var lines: ClosedRange<Int>
  /// How it was named.
  var form: Form
}

extension KeyedValue {
  /// The values in the blocks of a section, subsections not included.
  ///
  /// A plain line counts only when its key is in the table; a bold one always, because it ends the value before it.
  static func all(in blocks: [MarkdownBlock]) -> [KeyedValue] {
    var found: [KeyedValue] = []
    var index = 0
    while index < blocks.count {
      let block = blocks[index]
      index += 1
      switch block.kind {
      case .paragraph:
        let keys = inLines(of: block.source, from: block.lines.lowerBound)
        found += keys
        guard let last = keys.last, last.text.isEmpty || last.text.hasSuffix(":") else { continue }
        let below = following(blocks[index...], isIntroduced: !last.text.isEmpty)
        guard let end = below.last?.lines.upperBound else { continue }
        found[found.count - 1].text = text(of: below)
        found[found.count - 1].lines = last.lines.lowerBound...end
        index += below.count
      case .list(_, let items):
        for item in items { found += keyed(item) }
      default: continue
      }
    }
    return found
  }

  /// The text of blocks that are one value: a fence, a quote, or prose as it stands.
  static func text(of blocks: [MarkdownBlock]) -> String {
    let content = blocks.filter { !$0.isComment && $0.kind != .rule }
    var single = content.count == 1 ? content.first : nil
    // "The user wrote:" and then the text itself.
    if content.count == 2, content[0].kind == .paragraph, content[0].source.trimmed.hasSuffix(":"), content[1].isExhibit
    {
      single = content[1]
    }
    guard let single else { return content.map(\.source).joined(separator: "\n\n").trimmed }
    switch single.kind {
    case .code(_, let literal, _): return literal.hasSuffix("\n") ? String(literal.dropLast()) : literal
    case .quote: return dequoted(single.source)
    default: return unquoted(single.source.trimmed)
    }
  }

  /// Whether a value says nothing: blank, a dash, or the words that forms print for blanks.
  var isBlank: Bool { KeyedValue.isBlank(text) }

  /// Whether a text says nothing.
  static func isBlank(_ text: String) -> Bool {
    let words = HeadingName(text).text
    return words.isEmpty || ["no response", "n a", "none", "tbd", "todo", "unknown"].contains(words)
  }

  /// A text without quotation marks that enclose all of it, and without a trailing `<br>`.
  static func unquoted(_ text: String) -> String {
    for (open, close) in [("\"", "\""), ("“", "”"), ("`", "`"), ("«", "»")] {
      guard text.hasPrefix(open), text.hasSuffix(close), text.count >= 3 else { continue }
      let inner = text.dropFirst().dropLast()
      if !inner.contains(open), !inner.contains(close) { return String(inner) }
    }
    return text
  }

  private static func dequoted(_ source: String) -> String {
    source.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let bare = line.drop { $0 == " " }
      guard bare.first == ">" else { return String(line) }
      let rest = bare.dropFirst()
      return String(rest.first == " " ? rest.dropFirst() : rest)
    }.joined(separator: "\n").trimmed
  }

  /// The blocks that belong to a key without a value on its line: one fence, quote or list, or paragraphs without a key.
  private static func following(_ blocks: ArraySlice<MarkdownBlock>, isIntroduced: Bool) -> [MarkdownBlock] {
    guard let first = blocks.first else { return [] }
    if isIntroduced { return first.isExhibit ? [first] : [] }
    switch first.kind {
    case .code, .quote, .list: return [first]
    case .paragraph:
      if !inLines(of: first.source, from: 1).isEmpty { return [] }
      if first.source.trimmed.hasSuffix(":"), let next = blocks.dropFirst().first, next.isExhibit {
        return [first, next]
      }
      return Array(blocks.prefix { $0.kind == .paragraph && inLines(of: $0.source, from: 1).isEmpty })
    default: return []
    }
  }

  private static func inLines(of source: String, from first: Int) -> [KeyedValue] {
    var found: [KeyedValue] = []
    for (offset, line) in KeyLine.lines(of: source) {
      let number = first + offset
      if let key = KeyLine(line) {
        let name = key.name
        let field = PostmortemField(name)
        if !name.words.isEmpty, key.isEmphasised || field != nil {
          found.append(
            KeyedValue(
              name: name, field: field, text: key.value, lines: number...number, form: key.isEmphasised ? .bold : .plain
            ))
          continue
        }
      }
      guard let last = found.indices.last, !line.isBlank else { continue }
      found[last].text += (found[last].text.isEmpty ? "" : "\n") + line.trimmed
      found[last].lines = found[last].lines.lowerBound...number
    }
    for index in found.indices { found[index].text = unquoted(found[index].text.trimmed) }
    return found
  }

  private static func keyed(_ item: MarkdownItem) -> [KeyedValue] {
    guard let first = item.blocks.first, first.kind == .paragraph else { return [] }
    let found = inLines(of: first.source, from: first.lines.lowerBound)
    guard found.count == 1, var value = found.first, item.blocks.count > 1 else { return found }
    // The rest of a bullet belongs to its key.
    let rest = Array(item.blocks.dropFirst())
    value.text = value.text.isEmpty || value.text.hasSuffix(":") ? text(of: rest) : value.text + "\n\n" + text(of: rest)
    value.lines = value.lines.lowerBound...item.lines.upperBound
    return [value]
  }
}

extension MarkdownBlock {
  /// Whether it shows a text as it was: a fence or a quote.
  var isExhibit: Bool {
    switch kind {
    case .code, .quote: true
    default: false
    }
  }
}
