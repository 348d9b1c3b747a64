import EvalSchema

/// Turns the rich text of records into Markdown: Atlassian document trees, Jira wiki markup, HTML.
enum RichText {
  /// Trees nested deeper than this are cut; the reader bounds them before.
  private static let deepest = 32

  /// The text of a value: a scalar as it is, rich text without its marks where it is one paragraph or fence, a choice by its name.
  ///
  /// nil for a value that says nothing.
  static func text(of node: Node) -> String? {
    switch node.content {
    case .scalar: return node.said
    case .sequence(let items):
      let texts = items.compactMap { $0.said ?? $0["value"]?.said ?? $0["name"]?.said }
      return texts.isEmpty ? nil : texts.joined(separator: ", ")
    case .mapping:
      guard isDocument(node) else { return node["value"]?.said ?? node["name"]?.said }
      let text = KeyedValue.text(of: MarkdownDocument(document(node)).blocks)
      return text.isEmpty ? nil : text
    }
  }

  /// The Markdown of prose; nil when there is none.
  static func markdown(of node: Node) -> String? {
    if isDocument(node) { return document(node) }
    guard let text = node.said else { return nil }
    if HTMLText.isHTML(text) { return HTMLText.markdown(of: text) }
    return isWiki(text) ? wiki(text) : text
  }

  // MARK: - Atlassian document format

  private static func isDocument(_ node: Node) -> Bool { node["type"]?.text == "doc" && node["content"] != nil }

  private static func document(_ node: Node) -> String { blocks(node, depth: 0).joined(separator: "\n\n") + "\n" }

  private static func blocks(_ node: Node, depth: Int) -> [String] {
    guard depth < deepest, case .sequence(let children)? = node["content"]?.content else { return [] }
    return children.flatMap { child -> [String] in
      switch child["type"]?.text {
      case "heading":
        let level = min(max(Int(child["attrs"]?["level"]?.text ?? "") ?? 2, 1), 6)
        return [String(repeating: "#", count: level) + " " + inline(child, depth: depth + 1)]
      case "paragraph": return [inline(child, depth: depth + 1)]
      case "codeBlock":
        let text = inline(child, depth: depth + 1)
        let fence = text.contains("```") ? "~~~~" : "```"
        return ["\(fence)\(child["attrs"]?["language"]?.text ?? "")\n\(text)\n\(fence)"]
      case "blockquote": return [prefixed(blocks(child, depth: depth + 1).joined(separator: "\n\n"), "> ", "> ")]
      case "bulletList", "orderedList", "taskList":
        return [blocks(child, depth: depth + 1).joined(separator: "\n")]
      case "listItem", "taskItem":
        let inner = blocks(child, depth: depth + 1)
        let text = inner.isEmpty ? inline(child, depth: depth + 1) : inner.joined(separator: "\n\n")
        return [prefixed(text, "- ", "  ")]
      case "rule": return ["---"]
      default: return blocks(child, depth: depth + 1)
      }
    }
  }

  private static func inline(_ node: Node, depth: Int) -> String {
    guard depth < deepest, case .sequence(let children)? = node["content"]?.content else {
      return node["text"]?.text ?? ""
    }
    return children.map { child in
      switch child["type"]?.text {
      case "text":
        let text = child["text"]?.text ?? ""
        guard case .sequence(let marks)? = child["marks"]?.content else { return text }
        return marks.contains { $0["type"]?.text == "strong" } && !text.isBlank ? "**\(text.trimmed)** " : text
      case "hardBreak": return "\n"
      default: return inline(child, depth: depth + 1)
      }
    }.joined()
  }

  private static func prefixed(_ text: String, _ first: String, _ rest: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
      (index == 0 ? first : rest) + line
    }.joined(separator: "\n")
  }

  // MARK: - Wiki markup

  private static func isWiki(_ text: String) -> Bool {
    SourceLines(text).lines.contains { line in
      heading(line) != nil || line.trimmed.hasPrefix("{code") || line.trimmed.hasPrefix("{quote}")
        || line.trimmed.hasPrefix("{noformat}")
    }
  }

  private static func heading(_ line: String) -> (level: Int, text: String)? {
    let line = line.trimmed
    guard line.hasPrefix("h"), let level = line.dropFirst().first.flatMap({ Int(String($0)) }), (1...6).contains(level),
      line.dropFirst(2).hasPrefix(". ")
    else { return nil }
    return (level, String(line.dropFirst(4)))
  }

  /// Headings, fences, quotes and bold keys; each line stays a line.
  private static func wiki(_ text: String) -> String {
    var isCode = false
    var isQuote = false
    return SourceLines(text).lines.map { line -> String in
      let bare = line.trimmed
      if bare.hasPrefix("{code") || bare.hasPrefix("{noformat") {
        isCode.toggle()
        return "```"
      }
      if isCode { return line }
      if bare == "{quote}" {
        isQuote.toggle()
        return ""
      }
      if let (level, text) = heading(line) { return String(repeating: "#", count: level) + " " + text }
      var shown = line
      if bare.hasPrefix("*"), !bare.hasPrefix("* "), !bare.hasPrefix("**"),
        let end = bare.dropFirst().firstIndex(of: "*")
      {
        shown = "**" + bare.dropFirst()[..<end] + "**" + bare.dropFirst()[end...].dropFirst()
      }
      return isQuote || bare.hasPrefix("bq. ")
        ? "> " + (bare.hasPrefix("bq. ") ? String(bare.dropFirst(4)) : shown) : shown
    }.joined(separator: "\n") + "\n"
  }
}
