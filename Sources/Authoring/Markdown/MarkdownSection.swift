/// A heading with what stands below it, down to the next heading of the same or a higher level.
package struct MarkdownSection: Sendable, Hashable {
  /// The heading; nil for the root, and for nothing else.
  package var heading: MarkdownBlock?
  /// The level of the heading; 0 for the root.
  package var level: Int
  /// The text of the heading without markup; "" for the root.
  package var title: String
  /// The titles of the sections around it, outermost first.
  package var path: [String]
  /// The blocks before the first subsection.
  package var blocks: [MarkdownBlock]
  /// The sections inside.
  package var subsections: [MarkdownSection]
  /// From the heading to the last line before the next section.
  package var lines: ClosedRange<Int>

  /// This section and all inside it, in the order of the text.
  package var flat: [MarkdownSection] { [self] + subsections.flatMap(\.flat) }

  /// The blocks that say something: no comments, no rules.
  package var content: [MarkdownBlock] { blocks.filter { !$0.isComment && $0.kind != .rule } }

  /// Whether neither the section nor one inside it says anything.
  package var isEmpty: Bool { content.isEmpty && subsections.allSatisfy(\.isEmpty) }

  /// The sections of a text with `lines` lines; the result is the root.
  package static func tree(of blocks: [MarkdownBlock], lines: Int) -> MarkdownSection {
    var rest = blocks[...]
    return section(heading: nil, level: 0, path: [], from: &rest, last: lines)
  }

  // Depth is at most 7: a heading has at most level 6 and only deeper levels nest.
  private static func section(
    heading: MarkdownBlock?, level: Int, path: [String], from rest: inout ArraySlice<MarkdownBlock>, last: Int
  ) -> MarkdownSection {
    var title = ""
    if case .heading(_, let plain)? = heading?.kind { title = plain }
    let inner = heading == nil ? path : path + [title]
    var own: [MarkdownBlock] = []
    var subsections: [MarkdownSection] = []
    while let block = rest.first {
      guard case .heading(let next, _) = block.kind else {
        own.append(block)
        rest = rest.dropFirst()
        continue
      }
      if heading != nil, next <= level { break }
      rest = rest.dropFirst()
      subsections.append(section(heading: block, level: next, path: inner, from: &rest, last: last))
    }
    let start = heading?.lines.lowerBound ?? 1
    let end = max((rest.first?.lines.lowerBound ?? last + 1) - 1, start)
    return MarkdownSection(
      heading: heading, level: level, title: title, path: path, blocks: own, subsections: subsections,
      lines: start...end)
  }
}
