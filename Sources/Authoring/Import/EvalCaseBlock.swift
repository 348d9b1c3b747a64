import EvalSchema

/// A case that the author of a postmortem wrote out: a fence `eval-case`, or an element of `cases:` in the front matter.
///
/// Its content is that of a case file without `incident`, which the document itself gives. Nothing is lost and nothing added.
struct EvalCaseBlock: Sendable, Hashable {
  /// The content.
  var node: Node
  /// The text as it was written; nil when it stood in the front matter.
  var text: String?
  /// Where it stands, without the fence.
  var lines: ClosedRange<Int>
  /// Whether its own lines say nothing, because it stands in a text within another file.
  var isCollapsed = false

  /// The same within another file.
  func mapped(_ lines: (ClosedRange<Int>) -> ClosedRange<Int>) -> EvalCaseBlock {
    EvalCaseBlock(node: node, text: text, lines: lines(self.lines), isCollapsed: true)
  }

  /// The blocks of a document, and what is wrong with them.
  static func all(
    in document: MarkdownDocument, frontMatter: Node?, file: String
  ) -> (blocks: [EvalCaseBlock], diagnostics: [Diagnostic]) {
    var blocks: [EvalCaseBlock] = []
    var diagnostics: [Diagnostic] = []
    if let cases = frontMatter?.entry("cases") {
      if case .sequence(let nodes) = cases.value.content {
        let end = document.frontMatter?.lines?.upperBound ?? cases.keyPlace.line ?? 1
        for (index, node) in nodes.enumerated() {
          let start = node.place.line ?? 1
          let next = index + 1 < nodes.count ? (nodes[index + 1].place.line ?? end + 1) - 1 : end
          blocks.append(EvalCaseBlock(node: node, text: nil, lines: start...max(start, next)))
        }
      } else {
        diagnostics.append(
          .error(
            "eval-case-shape", "`cases` is not a list", at: cases.value.place,
            hint: "write one list element for each case: `cases:` and below it `- input: …`"))
      }
    }
    for fence in fences(in: document.blocks, depth: 0) {
      guard case .code(_, let literal, let isClosed) = fence.kind else { continue }
      let start = fence.lines.lowerBound + 1
      if literal.isBlank {
        diagnostics.append(
          .error(
            "eval-case-shape", "the eval-case is empty", at: Place(file: file, line: fence.lines.lowerBound),
            hint: "write the case into the fence, or remove it"))
        continue
      }
      let (node, found) = YAMLReader.read(literal, file: file, lineOffset: fence.lines.lowerBound)
      diagnostics += found
      if !isClosed {
        diagnostics.append(
          .error(
            "unclosed-fence", "the fence of this eval-case is not closed",
            at: Place(file: file, line: fence.lines.lowerBound),
            hint: "end it with a line of as many backticks as it starts with"))
      }
      guard let node else { continue }
      let end = max(start, fence.lines.upperBound - (isClosed ? 1 : 0))
      blocks.append(EvalCaseBlock(node: node, text: literal, lines: start...end))
    }
    for block in blocks { diagnostics += block.problems }
    return (blocks, diagnostics)
  }

  /// The names of a fence that holds a case.
  static let fenceName = "eval-case"

  private static func fences(in blocks: [MarkdownBlock], depth: Int) -> [MarkdownBlock] {
    if depth > MarkdownParser.deepest { return [] }
    return blocks.flatMap { block -> [MarkdownBlock] in
      switch block.kind {
      case .code(let info, _, _):
        let words = info.lowercased().split { $0.isWhitespace || "{}.".contains($0) }
        return words.contains { $0 == fenceName } ? [block] : []
      case .quote(let inner): return fences(in: inner, depth: depth + 1)
      case .list(_, let items): return items.flatMap { fences(in: $0.blocks, depth: depth + 1) }
      default: return []
      }
    }
  }

  private var problems: [Diagnostic] {
    guard case .mapping(let entries) = node.content else {
      return [
        .error(
          "eval-case-shape", "an eval-case is a mapping of the keys of a case file", at: node.place,
          hint: "start with `id:`, `title:`, `pattern:`, `input:`, `expected:`")
      ]
    }
    guard let incident = entries.first(where: { $0.key == "incident" }) else { return [] }
    return [
      .error(
        "eval-case-incident", "`incident` is written by the import, from the document itself", at: incident.keyPlace,
        hint: "remove it; the document's status, severity, id and digest are taken over")
    ]
  }

  /// The lines of a key with its value, for the `lines` of the incident.
  func range(of key: String) -> LineRange? {
    guard case .mapping(let entries) = node.content, let index = entries.firstIndex(where: { $0.key == key }),
      let start = entries[index].keyPlace.line
    else { return nil }
    if isCollapsed { return LineRange(lines) }
    let next = entries.dropFirst(index + 1).compactMap(\.keyPlace.line).first { $0 > start }
    return LineRange(first: start, last: max(start, (next ?? lines.upperBound + 1) - 1))
  }

  /// The scalars that were not filled in, in the order of the text.
  var placeholders: [Node] { EvalCaseBlock.placeholders(in: node) }

  // The reader bounds the depth of a tree.
  private static func placeholders(in node: Node) -> [Node] {
    switch node.content {
    case .scalar(let text, _):
      text.contains(" ") && text.hasPrefix("<") && TemplateGate.isPlaceholder(text) ? [node] : []
    case .sequence(let nodes): nodes.flatMap { placeholders(in: $0) }
    case .mapping(let entries): entries.flatMap { placeholders(in: $0.value) }
    }
  }
}
