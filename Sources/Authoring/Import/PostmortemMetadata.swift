import EvalSchema

/// What a postmortem says about itself: id, status, severity, dates, pattern.
struct PostmortemMetadata: Sendable, Hashable {
  /// One statement.
  struct Statement: Sendable, Hashable {
    /// What it states.
    var field: PostmortemField
    /// The value without Markdown marks.
    var value: String
    /// Where the key stands.
    var line: Int
  }

  /// All statements in the order of the text, those of the front matter first.
  var statements: [Statement]
  /// Whether the id stands in a field of its own that holds nothing else, as in a record of a tracker.
  var hasExactID = false

  /// Takes statements that were found elsewhere.
  init(_ statements: [Statement], hasExactID: Bool) {
    self.statements = statements.filter { !$0.value.isEmpty }
    self.hasExactID = hasExactID
  }

  /// The statements of a field that say something.
  func all(_ field: PostmortemField) -> [Statement] { statements.filter { $0.field == field && !$0.value.isEmpty } }

  /// The first statement of a field that says something.
  func first(_ field: PostmortemField) -> Statement? { all(field).first }

  /// Collects the statements of a document.
  ///
  /// Where a key counts: in the front matter; in the first 30 lines; in sections that introduce an incident; in tables of pairs;
  /// as a heading of its own; and, for a status that names what it is the status of, everywhere.
  init(_ document: MarkdownDocument, frontMatter: Node?) {
    var statements = frontMatter.map { PostmortemMetadata.flatten($0) } ?? []
    let head = (document.frontMatter?.end ?? 0) + PostmortemMetadata.headLines
    let trailer = PostmortemMetadata.trailer(of: document)
    for section in document.sections {
      let own = PostmortemField(HeadingName(section.title))
      // Labels may stand anywhere: they are about the whole document.
      for block in section.blocks where block.kind == .paragraph {
        for (offset, line) in KeyLine.lines(of: block.source) where line.hasPrefix("/label ") {
          statements.append(
            Statement(field: .labels, value: String(line.dropFirst(7)).trimmed, line: block.lines.lowerBound + offset))
        }
      }
      if let own, PostmortemMetadata.excluded.contains(own) { continue }
      if let path = section.path.last.flatMap({ PostmortemField(HeadingName($0)) }),
        PostmortemMetadata.excluded.contains(path)
      {
        continue
      }
      let introduces =
        own == .summary || own == .status || PostmortemMetadata.introductions.contains(HeadingName(section.title).text)
      for value in KeyedValue.all(in: section.blocks) {
        guard let field = value.field, PostmortemMetadata.fields.contains(field) else { continue }
        let isNear = value.lines.lowerBound <= head || introduces || value.lines.lowerBound >= trailer
        guard isNear || (field == .status && value.name.words.count > 1 && value.form == .bold) else { continue }
        statements.append(
          Statement(field: field, value: PostmortemMetadata.plain(value.text), line: value.lines.lowerBound))
      }
      for block in section.blocks {
        guard case .table(let table) = block.kind else { continue }
        statements += PostmortemMetadata.pairs(in: table, isNear: block.lines.lowerBound <= head || introduces)
      }
      if let own, PostmortemMetadata.headings.contains(own), let first = section.content.first,
        first.kind == .paragraph,
        KeyedValue.all(in: [first]).allSatisfy({ $0.field == nil }),
        let line = first.source.split(separator: "\n").first
      {
        let value = PostmortemMetadata.plain(String(line))
        if !KeyedValue.isBlank(value) {
          statements.append(Statement(field: own, value: value, line: first.lines.lowerBound))
        }
      }
    }
    self.statements = statements.filter { !$0.value.isEmpty }
  }

  /// How many lines after the front matter belong to the head of a document.
  static let headLines = 30

  private static let fields: Set<PostmortemField> = [
    .incidentID, .title, .date, .closed, .status, .severity, .pattern, .owner, .model, .labels,
  ]

  /// Fields that may be a heading with a one-line body. An id, title or model never is.
  private static let headings: Set<PostmortemField> = [.status, .severity, .date, .closed, .pattern]

  /// Sections whose keys are about something else: a "Status" among action items is not the incident's.
  private static let excluded: Set<PostmortemField> = [
    .actions, .timeline, .input, .badOutput, .expected, .goodOutput, .nearInput, .nearExpected, .tests,
  ]

  private static let introductions: Set<String> = [
    "incident identification", "incident details", "incident information", "incident data", "metadata", "details",
    "general information", "document information", "incident", "report information", "approval", "sign off",
  ]

  /// The line after the last rule, when little stands there; else beyond the end.
  private static func trailer(of document: MarkdownDocument) -> Int {
    guard let rule = document.blocks.last(where: { $0.kind == .rule }), let last = document.blocks.last,
      last.lines.upperBound - rule.lines.upperBound <= 12
    else { return Int.max }
    let after = document.blocks.filter { $0.lines.lowerBound > rule.lines.upperBound }
    let hasHeading = after.contains {
      if case .heading = $0.kind { return true }
      return false
    }
    return hasHeading ? Int.max : rule.lines.upperBound
  }

  /// Reads rows of one or two pairs of key and value; nothing from a table of another shape.
  private static func pairs(in table: MarkdownTable, isNear: Bool) -> [Statement] {
    let width = table.header.cells.count
    guard width == 2 || width == 4 else { return [] }
    let rows = [table.header] + table.rows
    func field(_ cell: String) -> PostmortemField? {
      PostmortemField(HeadingName(cell)).flatMap { fields.contains($0) ? $0 : nil }
    }
    var found: [Statement] = []
    var pairedRows = 0
    for row in rows where row.cells.count == width {
      // A row of names only is the header of another table; "closed" is a value, too.
      let values = stride(from: 1, to: width, by: 2).compactMap { field(row.cells[$0]) }
      if width == 4, values.contains(where: { $0 != .closed }) { continue }
      let keys = stride(from: 0, to: width, by: 2).map { field(row.cells[$0]) }
      let known = keys.compactMap { $0 }.count
      if known == 0 { continue }
      if width == 4, known == 2 { pairedRows += 1 }
      for (index, key) in keys.enumerated() {
        guard let key else { continue }
        found.append(Statement(field: key, value: plain(row.cells[2 * index + 1]), line: row.line))
      }
    }
    if width == 4 { return pairedRows > 0 ? found : [] }
    return Set(found.map(\.field)).count >= (isNear ? 1 : 2) ? found : []
  }

  static func flatten(_ node: Node) -> [Statement] {
    guard case .mapping(let entries) = node.content else { return [] }
    var found: [Statement] = []
    for entry in entries where entry.key != "cases" {
      // `incident: {id: …}` says the same as `id: …`.
      if case .mapping = entry.value.content {
        if ["incident", "postmortem"].contains(entry.key) { found += flatten(entry.value) }
        continue
      }
      guard let field = PostmortemField(HeadingName(entry.key)), fields.contains(field) else { continue }
      found.append(Statement(field: field, value: text(of: entry.value), line: entry.keyPlace.line ?? 1))
    }
    return found
  }

  private static func text(of node: Node) -> String {
    switch node.content {
    case .scalar(let text, quoted: let quoted): return !quoted && node.json == .null ? "" : text.trimmed
    case .sequence(let nodes): return nodes.compactMap(\.text).joined(separator: ", ")
    case .mapping: return ""
    }
  }

  /// A value without links, emphasis and code marks.
  static func plain(_ text: String) -> String {
    let unlinked = HeadingName.withoutMarks(text)
    var view = String.UnicodeScalarView()
    for scalar in unlinked.unicodeScalars where scalar != "*" && scalar != "`" { view.append(scalar) }
    var value = String(view).trimmed
    for mark in ["<br>", "<br/>", "\\"] where value.hasSuffix(mark) {
      value = String(value.dropLast(mark.count)).trimmed
    }
    if value.hasPrefix("_"), value.hasSuffix("_"), value.count > 2 { value = String(value.dropFirst().dropLast()) }
    return value
  }
}
