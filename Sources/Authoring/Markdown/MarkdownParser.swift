import CMarkdown

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The one place that calls cmark-gfm; text goes in, blocks come out.
///
/// The extensions for tables, task lists, strikethrough and autolinks are on. Nothing is rendered.
enum MarkdownParser {
  /// Blocks nested deeper than this become opaque: a hostile document cannot exhaust the stack.
  static let deepest = 24

  /// The blocks of a text; `offset` is added to every line number.
  static func blocks(of lines: [String], offset: Int) -> [MarkdownBlock] {
    lock.withLock {
      cmark_gfm_core_extensions_ensure_registered()
      guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return [] }
      defer { cmark_parser_free(parser) }
      for name in ["table", "tasklist", "strikethrough", "autolink"] {
        if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
      }
      for line in lines {
        var text = line
        text.append("\n")
        text.withUTF8 { bytes in
          bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
      }
      guard let root = cmark_parser_finish(parser) else { return [] }
      defer { cmark_node_free(root) }
      let walk = MarkdownWalk(lines: lines, offset: offset)
      return walk.children(of: root, inside: [])
    }
  }

  /// cmark-gfm keeps the special characters of its extensions in globals while it parses: one parser at a time.
  private static let lock = ParserLock()
}

/// A lock around a library that keeps global state.
///
/// Unchecked: the only stored property is a pointer that never changes, to a mutex that the system makes safe to share.
private final class ParserLock: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init() {
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func withLock<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}

/// What stands around a block, and must be taken off the start of its lines.
private enum Container {
  case quote
  case item(indent: Int)
}

/// Turns the nodes of cmark-gfm into values.
private struct MarkdownWalk {
  let lines: [String]
  let offset: Int

  func children(of node: OpaquePointer, inside containers: [Container]) -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    var child = cmark_node_first_child(node)
    while let current = child {
      blocks.append(block(current, inside: containers))
      child = cmark_node_next(current)
    }
    return blocks
  }

  private func block(_ node: OpaquePointer, inside containers: [Container]) -> MarkdownBlock {
    let range = range(of: node)
    let source = source(range, column: Int(cmark_node_get_start_column(node)), inside: containers)
    let lines = (range.lowerBound + offset)...(range.upperBound + offset)
    return MarkdownBlock(kind: kind(of: node, source: source, inside: containers), lines: lines, source: source)
  }

  private func kind(
    of node: OpaquePointer, source: String, inside containers: [Container]
  ) -> MarkdownBlock.Kind {
    if containers.count >= MarkdownParser.deepest { return .opaque }
    // Extension nodes have no stable constant: they are told apart by name.
    switch typeName(node) {
    case "heading": return .heading(level: Int(cmark_node_get_heading_level(node)), plain: plain(node))
    case "paragraph": return .paragraph
    case "code_block":
      let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
      return .code(info: info, literal: literal(node), isClosed: isClosed(node, source: source))
    case "block_quote": return .quote(children(of: node, inside: containers + [.quote]))
    case "list":
      return .list(ordered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST, items(of: node, inside: containers))
    case "table": return table(node).map { .table($0) } ?? .opaque
    case "html_block": return .html(literal(node))
    case "thematic_break": return .rule
    default: return .opaque
    }
  }

  private func items(of list: OpaquePointer, inside containers: [Container]) -> [MarkdownItem] {
    var items: [MarkdownItem] = []
    var child = cmark_node_first_child(list)
    while let node = child {
      let range = range(of: node)
      let first = cmark_node_first_child(node)
      let start = Int(cmark_node_get_start_column(node))
      let content = first.map { Int(cmark_node_get_start_column($0)) } ?? start + 2
      let isSameLine = first.map { Int(cmark_node_get_start_line($0)) == range.lowerBound } ?? false
      let inner = containers + [.item(indent: max(content - start, 2))]
      var source = source(range, column: isSameLine ? content : start + 2, inside: inner)
      let isTask = typeName(node) == "tasklist"
      if isTask, source.hasPrefix("["), let end = source.firstIndex(of: "]") {
        source = String(source[source.index(after: end)...]).trimmed
      }
      items.append(
        MarkdownItem(
          isChecked: isTask ? cmark_gfm_extensions_get_tasklist_item_checked(node) : nil,
          blocks: children(of: node, inside: inner),
          lines: (range.lowerBound + offset)...(range.upperBound + offset), source: source))
      child = cmark_node_next(node)
    }
    return items
  }

  private func table(_ node: OpaquePointer) -> MarkdownTable? {
    var rows: [MarkdownTable.Row] = []
    var row = cmark_node_first_child(node)
    while let current = row {
      var cells: [String] = []
      var cell = cmark_node_first_child(current)
      while let inner = cell {
        cells.append(plain(inner))
        cell = cmark_node_next(inner)
      }
      rows.append(MarkdownTable.Row(cells: cells, line: Int(cmark_node_get_start_line(current)) + offset))
      row = cmark_node_next(current)
    }
    guard let header = rows.first else { return nil }
    return MarkdownTable(header: header, rows: Array(rows.dropFirst()))
  }

  /// The text of the inlines below a node, breaks as spaces. Iterative: inlines may nest as deep as a writer wishes.
  private func plain(_ node: OpaquePointer) -> String {
    guard let iterator = cmark_iter_new(node) else { return "" }
    defer { cmark_iter_free(iterator) }
    var text = ""
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard event == CMARK_EVENT_ENTER, let current = cmark_iter_get_node(iterator) else { continue }
      switch typeName(current) {
      case "text", "code": text += literal(current)
      case "softbreak", "linebreak", "html_inline": text += " "
      default: break
      }
    }
    return text.trimmed
  }

  private func typeName(_ node: OpaquePointer) -> String {
    cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
  }

  private func literal(_ node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  /// The lines of a node in the parsed text, clamped and without blank lines at the end.
  private func range(of node: OpaquePointer) -> ClosedRange<Int> {
    let first = min(max(Int(cmark_node_get_start_line(node)), 1), max(lines.count, 1))
    var end = Int(cmark_node_get_end_line(node))
    // cmark-gfm ends a block of HTML a line too early when its closing mark ends it.
    if typeName(node) == "html_block" { end = max(end, first + literal(node).trimmed.utf8.count { $0 == 0x0A }) }
    var last = min(max(end, first), max(lines.count, 1))
    while last > first, lines[last - 1].isBlank { last -= 1 }
    return first...last
  }

  private func isClosed(_ node: OpaquePointer, source: String) -> Bool {
    var (length, offset, mark): (Int32, Int32, CChar) = (0, 0, 0)
    guard cmark_node_get_fenced(node, &length, &offset, &mark) != 0 else { return true }
    let parts = source.split(separator: "\n", omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last?.trimmed, last.utf8.count >= 3 else { return false }
    return last.allSatisfy { $0 == "`" } || last.allSatisfy { $0 == "~" }
  }

  private func source(_ range: ClosedRange<Int>, column: Int, inside containers: [Container]) -> String {
    range.map { number in
      let line = lines.indices.contains(number - 1) ? lines[number - 1] : ""
      if number == range.lowerBound {
        let start = line.utf8.index(line.utf8.startIndex, offsetBy: max(column - 1, 0), limitedBy: line.utf8.endIndex)
        return String(line[(start ?? line.endIndex)...])
      }
      return strip(line, containers)
    }.joined(separator: "\n")
  }

  private func strip(_ line: String, _ containers: [Container]) -> String {
    var rest = Substring(line)
    for container in containers {
      switch container {
      case .quote:
        let bare = rest.drop { $0 == " " }
        guard bare.first == ">" else { continue }
        rest = bare.dropFirst()
        if rest.first == " " { rest = rest.dropFirst() }
      case .item(let indent):
        var left = indent
        while left > 0, let first = rest.first, first == " " || first == "\t" {
          rest = rest.dropFirst()
          left -= first == "\t" ? 4 : 1
        }
      }
    }
    return String(rest)
  }
}
