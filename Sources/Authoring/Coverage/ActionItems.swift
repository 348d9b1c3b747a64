import EvalSchema

/// Reads what a postmortem promises under its headings for actions, and which of it is done.
///
/// A table with a column for the action, a task list, or bullets. What is not said to be done is open: a postmortem that nobody
/// updated still owes what it promised.
struct ActionItems: Sendable, Hashable {
  /// The open items, in the order of the text.
  var open: [Coverage.Action] = []

  private let postmortem: String

  /// Reads a document.
  ///
  /// - Parameter postmortem: Its path, for the items.
  init(_ document: MarkdownDocument, postmortem: String) {
    self.postmortem = postmortem
    for section in document.sections {
      let names = section.path + [section.title]
      guard names.contains(where: { PostmortemField(HeadingName($0)) == .actions }) else { continue }
      if PostmortemField(HeadingName(section.title)).map({ $0 != .actions }) == true { continue }
      for block in section.blocks {
        switch block.kind {
        case .table(let table): read(table)
        case .list(_, let items): for item in items { read(item) }
        default: continue
        }
      }
    }
  }

  private enum Column { case action, owner, due, status }

  private static func column(_ cell: String) -> Column? {
    let name = HeadingName(cell).text
    for (column, names) in columns where names.contains(name) { return column }
    return nil
  }

  private static let columns: [(Column, Set<String>)] = [
    (
      .action,
      [
        "action", "action item", "actions", "item", "task", "description", "follow up", "followup", "what", "todo",
        "recommendation", "corrective action",
      ]
    ),
    (.owner, ["owner", "who", "assignee", "assigned to", "responsible", "dri", "team"]),
    (.due, ["due", "due date", "deadline", "when", "target date", "target", "eta", "date"]),
    (.status, ["status", "state", "done", "complete", "completed", "progress"]),
  ]

  private mutating func read(_ table: MarkdownTable) {
    let columns = table.header.cells.map { Self.column($0) }
    guard let action = columns.firstIndex(of: .action) else { return }
    for row in table.rows where row.cells.indices.contains(action) {
      func cell(_ column: Column) -> String? {
        columns.firstIndex(of: column).flatMap { row.cells.indices.contains($0) ? row.cells[$0] : nil }
      }
      let text = PostmortemMetadata.plain(row.cells[action])
      if KeyedValue.isBlank(text) || cell(.status).map({ Self.isDone($0) }) == true { continue }
      if cell(.status) == nil, Self.isSaidDone(text) { continue }
      add(text, line: row.line, owner: cell(.owner), due: cell(.due))
    }
  }

  private mutating func read(_ item: MarkdownItem) {
    let first = item.source.split(separator: "\n").first.map(String.init) ?? ""
    let text = PostmortemMetadata.plain(first)
    if KeyedValue.isBlank(text) { return }
    let hasFailed = text.contains("FAILED") || HeadingName(text).text.contains("not done")
    switch item.isChecked {
    case true?: if !hasFailed { return }
    case nil: if Self.isSaidDone(text) || first.trimmed.hasPrefix("~~") { return }
    case false?: break
    }
    add(text, line: item.lines.lowerBound, owner: Self.owner(in: text), due: text)
  }

  private mutating func add(_ text: String, line: Int, owner: String?, due: String?) {
    let name = owner.map { PostmortemMetadata.plain($0) }.flatMap { KeyedValue.isBlank($0) ? nil : $0 }
    open.append(
      Coverage.Action(
        postmortem: postmortem, line: line, text: ImportProposal.excerpt(text),
        owner: name.map { ImportProposal.excerpt($0) }, due: due.flatMap { DateReading.day(in: $0) }))
  }

  /// Whether a cell of a status says that nothing is left to do.
  static func isDone(_ status: String) -> Bool {
    if status.contains("✅") || status.contains("☑") || status.contains("✔") { return true }
    guard let word = HeadingName(status).words.first else { return false }
    return [
      "done", "closed", "complete", "completed", "finished", "merged", "shipped", "resolved", "fixed", "yes", "x",
      "deployed", "released", "declined", "cancelled", "canceled", "wontfix", "deleted",
    ].contains(word) || HeadingName(status).text.hasPrefix("not doing") || HeadingName(status).text.hasPrefix("won't")
  }

  /// Whether a bullet says at its end, or in a mark, that it is done.
  private static func isSaidDone(_ text: String) -> Bool {
    if text.contains("✅") || text.contains("☑") || text.contains("✔") { return true }
    let words = HeadingName(text).words
    let ends = ["done", "completed", "complete", "shipped", "deployed", "merged"]
    return words.last.map { ends.contains($0) } == true
      || words.first.map { ["done", "completed"].contains($0) } == true
      || HeadingName(text).text.contains("status done") || HeadingName(text).text.contains("status completed")
  }

  /// Who is named behind `Owner:` or `Assignee:`, or first in parentheses at the end.
  private static func owner(in text: String) -> String? {
    for mark in ["Assignee:", "assignee:", "Owner:", "owner:"] {
      guard let range = KeyLine.range(of: mark, in: text) else { continue }
      let rest = text[range.upperBound...].trimmed
      return String(rest.prefix { !",;()".contains($0) }).trimmed
    }
    guard text.hasSuffix(")"), let open = text.lastIndex(of: "(") else { return nil }
    let inside = text[text.index(after: open)...].dropLast()
    guard let name = inside.split(separator: ",").first?.trimmed, DateReading.day(in: name) == nil else { return nil }
    return name
  }
}
