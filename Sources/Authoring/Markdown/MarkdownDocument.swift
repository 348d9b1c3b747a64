/// A Markdown document as values: front matter, blocks and sections, each with its lines.
///
/// Blocks are those of cmark-gfm (CommonMark 0.29 with the GitHub extensions). Line numbers are those of the file. Complexity:
/// linear in the text but for what cmark-gfm needs.
package struct MarkdownDocument: Sendable, Hashable {
  /// The lines of the whole text.
  package var source: SourceLines
  /// The metadata before the text, which is not parsed as Markdown.
  package var frontMatter: FrontMatter?
  /// The blocks in the order of the text.
  package var blocks: [MarkdownBlock]
  /// The blocks by headings; the root is the section without a heading.
  package var root: MarkdownSection

  /// Reads a text. A byte order mark is dropped.
  package init(_ text: String) {
    let start = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    source = SourceLines(start)
    frontMatter = FrontMatter(source)
    let offset = frontMatter?.end ?? 0
    blocks = MarkdownParser.blocks(of: Array(source.lines.dropFirst(offset)), offset: offset)
    root = MarkdownSection.tree(of: blocks, lines: max(source.count, 1))
  }

  /// All sections in the order of the text, the root first.
  package var sections: [MarkdownSection] { root.flat }

  /// The first heading of level 1, else the first heading.
  package var title: MarkdownBlock? {
    func isHeading(_ block: MarkdownBlock, _ wanted: Int?) -> Bool {
      guard case .heading(let level, let plain) = block.kind, !plain.isBlank else { return false }
      return wanted == nil || level == wanted
    }
    return blocks.first { isHeading($0, 1) } ?? blocks.first { isHeading($0, nil) }
  }
}
