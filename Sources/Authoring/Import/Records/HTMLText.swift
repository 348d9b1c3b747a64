/// The text of HTML as Markdown: headings, paragraphs, lists, quotes, preformatted text and bold keys.
///
/// Tags are dropped, never interpreted: scripts and styles go with what is in them. Complexity: linear in the text.
enum HTMLText {
  /// Whether a text is HTML: it holds a closing tag of a block.
  static func isHTML(_ text: String) -> Bool {
    guard text.contains("</") else { return false }
    let folded = text.lowercased()
    return ["</p>", "</h1>", "</h2>", "</h3>", "</h4>", "</div>", "</li>", "</pre>", "</blockquote>"].contains {
      folded.contains($0)
    }
  }

  /// The Markdown of a text.
  static func markdown(of html: String) -> String {
    var out = ""
    var rest = Substring(html)
    var skipped: String?
    var isPre = false
    var quotes = 0
    func broken() -> String {
      if quotes == 0, out.hasSuffix("\n\n") || out.isEmpty { return "" }
      return "\n\n" + String(repeating: "> ", count: quotes)
    }
    while let open = rest.firstIndex(of: "<") {
      if skipped == nil { out += text(rest[..<open], isPre: isPre) }
      let tail = rest[rest.index(after: open)...]
      guard let first = tail.first, first.isLetter || first == "/" || first == "!" else {
        if skipped == nil { out += "<" }
        rest = tail
        continue
      }
      guard let close = tail.firstIndex(of: ">") else {
        rest = tail
        break
      }
      let tag = tail[..<close]
      rest = tail[tail.index(after: close)...]
      let isEnd = tag.hasPrefix("/")
      let name = (isEnd ? tag.dropFirst() : tag).prefix { $0.isLetter || $0.isNumber }.lowercased()
      if let waited = skipped {
        if isEnd, name == waited { skipped = nil }
        continue
      }
      switch name {
      case "script", "style": if !isEnd { skipped = name }
      case "h1", "h2", "h3", "h4", "h5", "h6":
        let level = name.last.flatMap { Int(String($0)) } ?? 2
        out += isEnd ? broken() : broken() + String(repeating: "#", count: level) + " "
      case "p", "div", "ul", "ol", "table", "tr", "section": out += broken()
      case "br": out += "\n" + String(repeating: "> ", count: quotes)
      case "li": out += isEnd ? "" : "\n" + String(repeating: "> ", count: quotes) + "- "
      case "strong", "b": out += "**"
      case "td", "th": out += isEnd ? " " : ""
      case "blockquote":
        quotes = max(0, quotes + (isEnd ? -1 : 1))
        out += broken()
      case "pre":
        out += isEnd ? "\n```\n\n" : "\n\n```\n"
        isPre = !isEnd
      default: break
      }
    }
    if skipped == nil { out += text(rest, isPre: isPre) }
    return out + "\n"
  }

  private static func text(_ text: Substring, isPre: Bool) -> String {
    var decoded = String(text)
    if decoded.contains("&") {
      for (name, value) in [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " "),
        ("&amp;", "&"),
      ] {
        decoded = decoded.split(separator: name, omittingEmptySubsequences: false).joined(separator: value)
      }
    }
    if isPre { return decoded }
    let words = decoded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let start = decoded.first?.isWhitespace == true && !words.isEmpty ? " " : ""
    let end = decoded.last?.isWhitespace == true && !words.isEmpty ? " " : ""
    return start + words + end
  }
}
