import EvalSchema

/// Tells a template, filled or not, from a postmortem.
struct TemplateGate: Sendable, Hashable {
  /// The parts that were not filled in, by line; empty for a document that is filled in.
  var gaps: [PostmortemReading.Gap]

  /// Looks at every section and at the fields that a case needs.
  ///
  /// A document is a template when a field that decides holds a placeholder or a list of choices, when its title says so and a
  /// part is empty, or when at least half of its sections (and two) say nothing or only what is to be written there. Then all that
  /// is left to write is listed.
  init(_ document: MarkdownDocument, metadata: PostmortemMetadata) {
    var decisive: [PostmortemReading.Gap] = []
    if let title = document.title {
      let text = IncidentFacts.bareTitle(TemplateGate.plain(title), id: "")
      if TemplateGate.isPlaceholder(text) { decisive.append(.init(line: title.lines.lowerBound, text: text)) }
    }
    for statement in metadata.statements where TemplateGate.decisive.contains(statement.field) {
      guard TemplateGate.isPlaceholder(statement.value) || TemplateGate.isChoice(statement.value) else { continue }
      decisive.append(.init(line: statement.line, text: statement.value))
    }
    for section in document.sections {
      for value in KeyedValue.all(in: section.blocks)
      where value.field.map({ PostmortemField.triple.contains($0) }) == true && TemplateGate.isPlaceholder(value.text) {
        decisive.append(.init(line: value.lines.lowerBound, text: value.text))
      }
      guard let field = PostmortemField(HeadingName(section.title)), PostmortemField.triple.contains(field),
        let first = section.content.first
      else { continue }
      let text = KeyedValue.text(of: section.content)
      if TemplateGate.isPlaceholder(text) { decisive.append(.init(line: first.lines.lowerBound, text: text)) }
    }
    let leaves = document.sections.filter { $0.heading != nil && $0.level > 1 && $0.subsections.isEmpty }
    let unfilled = leaves.filter { TemplateGate.isUnfilled($0) }
    let isNamed = HeadingName(document.title.map { TemplateGate.plain($0) } ?? "").words.contains("template")
    let isMostlyEmpty = unfilled.count >= 2 && 2 * unfilled.count >= leaves.count || isNamed && !unfilled.isEmpty
    guard isMostlyEmpty || !decisive.isEmpty else {
      gaps = []
      return
    }
    let empty = unfilled.map { PostmortemReading.Gap(line: $0.lines.lowerBound, text: $0.title) }
    gaps = TemplateGate.ordered(decisive + empty)
  }

  /// Gaps by line, one a line, those that decide before others.
  static func ordered(_ gaps: [PostmortemReading.Gap]) -> [PostmortemReading.Gap] {
    var seen: Set<Int> = []
    return gaps.filter { seen.insert($0.line).inserted }.enumerated().sorted {
      ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
    }.map(\.element)
  }

  /// The statements and parts of a record that were not filled in.
  static func gaps(in statements: [PostmortemMetadata.Statement], _ parts: [KeyedValue]) -> [PostmortemReading.Gap] {
    let stated = statements.filter { statement in
      guard decisive.contains(statement.field) || statement.field == .title else { return false }
      return isPlaceholder(statement.value) || statement.field != .title && isChoice(statement.value)
    }
    let open = parts.filter { isPlaceholder($0.text) }
    return ordered(
      stated.map { .init(line: $0.line, text: $0.value) } + open.map { .init(line: $0.lines.lowerBound, text: $0.text) }
    )
  }

  private static let decisive: Set<PostmortemField> = [.incidentID, .status, .severity, .closed, .date]

  /// Whether a whole text is only a mark for something to be written there.
  static func isPlaceholder(_ text: String) -> Bool {
    let bare = text.trimmed
    if bare.isEmpty { return false }
    if enclosed(bare, "{{", "}}") || enclosed(bare, "{%", "%}") { return true }
    // Angle brackets, unless it is markup, which a model may well have written.
    if enclosed(bare, "<", ">"), !bare.contains("://"), !bare.contains("/>"), !bare.contains("=") { return true }
    if enclosed(bare, "[", "]") {
      let inner = String(bare.dropFirst().dropLast())
      let starts = inner.first.map { $0.isLetter || $0 == "…" || $0 == "." } == true
      if starts, inner.contains(" ") || isPlaceholder(inner) || inner.lowercased().contains("your") { return true }
    }
    if enclosed(bare, "{", "}"), !bare.contains("\""), !bare.contains(":") { return true }
    let upper = bare.uppercased()
    return marks.contains(upper) || upper.hasPrefix("YYYY-MM-DD") || upper.hasPrefix("INC_XXX")
      || upper.hasPrefix("INC-XXX")
      || bare.hasPrefix("??")
  }

  /// Whether a value offers choices in place of one: "SEV-1 / SEV-2 / SEV-3".
  static func isChoice(_ text: String) -> Bool {
    for separator in [" / ", "/", " | ", "|"] {
      let parts = text.split(separator: Character(separator.trimmed)).map(\.trimmed).filter { !$0.isEmpty }
      guard parts.count >= 3 else { continue }
      let isLevels = parts.allSatisfy { SeverityGate.read($0, scheme: .sev1) != .unknown }
      let isStates = parts.allSatisfy { StatusGate.read($0) != .unrelated }
      if isLevels || isStates { return true }
    }
    return false
  }

  private static let marks: Set<String> = [
    "TBD", "TODO", "XXX", "FIXME", "…", "...", "HH:MM", "DD/MM/YYYY", "MM/DD/YYYY", "YYYY/MM/DD", "AUGUST 99TH", "?",
    "N",
  ]

  /// Whether a section has nothing, only guidance in italics, only questions and instructions, or only empty fields.
  ///
  /// Where a model's words or things to do stand, instructions, questions and italics are what was meant to be there.
  static func isUnfilled(_ section: MarkdownSection) -> Bool {
    let fields = (section.path + [section.title]).compactMap { PostmortemField(HeadingName($0)) }
    if fields.contains(where: { said.contains($0) }) {
      return section.content.isEmpty || isPlaceholder(KeyedValue.text(of: section.content))
    }
    let isToDo = fields.contains { toDo.contains($0) }
    return section.content.allSatisfy { isUnfilled($0, isToDo: isToDo) }
  }

  private static let said: Set<PostmortemField> = [
    .input, .badOutput, .expected, .goodOutput, .nearInput, .nearExpected, .evidence,
  ]
  private static let toDo: Set<PostmortemField> = [.actions, .lessons, .tests, .resolution]

  private static func isUnfilled(_ block: MarkdownBlock, isToDo: Bool) -> Bool {
    func isGuidance(_ text: String) -> Bool { !isToDo && TemplateGate.isGuidance(text) }
    switch block.kind {
    case .paragraph:
      let lines = block.source.split(separator: "\n").map(\.trimmed)
      return isItalic(block.source.trimmed) || isGuidance(block.source) || isPlaceholder(block.source)
        || lines.allSatisfy { isEmptyField($0) }
    case .quote(let blocks): return blocks.allSatisfy { isUnfilled($0, isToDo: isToDo) }
    case .list(_, let items):
      // A question with its answer below is filled in.
      return items.allSatisfy { item in item.blocks.allSatisfy { isUnfilled($0, isToDo: isToDo) } }
    case .table(let table):
      return table.rows.allSatisfy { row in
        row.cells.dropFirst().allSatisfy { cell in cell.isEmpty || cell.contains("?") || isPlaceholder(cell) }
      }
    case .html, .rule: return block.isComment || block.kind == .rule
    default: return false
    }
  }

  /// `Key:` without a value, or with a choice or placeholder for one.
  private static func isEmptyField(_ line: String) -> Bool {
    guard let key = KeyLine(line) else { return false }
    return key.value.isEmpty || isItalic(key.value) || isPlaceholder(key.value) || isChoice(key.value)
  }

  private static func isItalic(_ text: String) -> Bool {
    guard text.utf8.count > 3 else { return false }
    for mark: Character in ["_", "*"] where text.first == mark && text.last == mark {
      let isStrong = text.hasPrefix("\(mark)\(mark)") && text.hasSuffix("\(mark)\(mark)")
      return !isStrong || text.hasPrefix("\(mark)\(mark)\(mark)")
    }
    return false
  }

  /// Whether the first sentence of a paragraph tells the writer what to write, or asks.
  static func isGuidance(_ text: String) -> Bool {
    let words = HeadingName(text).words
    guard let first = words.first else { return false }
    if instructions.contains(first), words.count >= 4 { return true }
    guard let end = text.unicodeScalars.first(where: { $0 == "." || $0 == "?" || $0 == "!" }) else { return false }
    return end == "?"
  }

  private static let instructions: Set<String> = [
    "describe", "summarize", "summarise", "provide", "include", "explain", "document", "discuss", "list", "attach",
    "briefly",
    "enter", "insert", "write", "specify", "outline",
  ]

  private static func enclosed(_ text: String, _ open: String, _ close: String) -> Bool {
    guard text.hasPrefix(open), text.hasSuffix(close), text.count > open.count + close.count else { return false }
    let inner = text.dropFirst(open.count).dropLast(close.count)
    return !inner.contains(Character(String(open.prefix(1)))) && !inner.contains(Character(String(close.prefix(1))))
  }

  private static func plain(_ block: MarkdownBlock) -> String {
    if case .heading(_, let plain) = block.kind { return plain }
    return ""
  }
}
