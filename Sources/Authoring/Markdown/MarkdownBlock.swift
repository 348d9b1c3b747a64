/// One block of a Markdown document, with the lines where it stands.
package struct MarkdownBlock: Sendable, Hashable {
  /// What a block is.
  package enum Kind: Sendable, Hashable {
    /// A heading of either form: its level from 1, and its text without markup.
    case heading(level: Int, plain: String)
    /// A paragraph.
    case paragraph
    /// A code block: info string ("" for an indented one), the literal, and whether a closing fence stands there.
    case code(info: String, literal: String, isClosed: Bool)
    /// A block quote with its blocks.
    case quote([MarkdownBlock])
    /// A list with its items.
    case list(ordered: Bool, [MarkdownItem])
    /// A table.
    case table(MarkdownTable)
    /// Raw HTML, comments included.
    case html(String)
    /// A thematic break.
    case rule
    /// What is nested too deep, or of a kind that has no meaning here.
    case opaque
  }

  /// What it is.
  package var kind: Kind
  /// Its lines in the document, from 1, without blank lines at the end.
  package var lines: ClosedRange<Int>
  /// Its source without the marks of the lists and quotes around it.
  package var source: String

  /// The first word of the info string of a fence, in lower case.
  package var fenceName: String? {
    guard case .code(let info, _, _) = kind else { return nil }
    return info.split(whereSeparator: \.isWhitespace).first.map { $0.lowercased() }
  }

  /// Whether it is a comment, which says nothing to a reader.
  package var isComment: Bool {
    guard case .html(let text) = kind else { return false }
    let bare = text.trimmed
    return (bare.hasPrefix("<!--") && bare.hasSuffix("-->")) || (bare.hasPrefix("{/*") && bare.hasSuffix("*/}"))
  }
}

/// One item of a list.
package struct MarkdownItem: Sendable, Hashable {
  /// Whether the box of a task item is ticked; nil for an ordinary item.
  package var isChecked: Bool?
  /// The blocks of the item.
  package var blocks: [MarkdownBlock]
  /// Its lines in the document.
  package var lines: ClosedRange<Int>
  /// Its source without bullet, box and indentation.
  package var source: String
}

/// A table as cells of text without markup.
package struct MarkdownTable: Sendable, Hashable {
  /// One row: its cells and its line.
  package struct Row: Sendable, Hashable {
    /// The cells without markup.
    package var cells: [String]
    /// The line of the row.
    package var line: Int
  }

  /// The header, which always exists though its cells may be empty.
  package var header: Row
  /// The other rows.
  package var rows: [Row]
}
