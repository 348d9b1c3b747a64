import EvalSchema

extension PostmortemReading {
  /// Reads a record by the table of its product.
  ///
  /// - Parameter file: The path for places.
  init(_ record: RecordEntry, file: String) {
    var parts = RecordParts(record, file: file)
    parts.readFields()
    parts.readPairs()
    parts.readKeys()
    parts.readProse()
    parts.readProposals()

    metadata = PostmortemMetadata(
      parts.statements, hasExactID: parts.statements.contains { $0.field == .incidentID && !$0.value.isEmpty })
    heading = metadata.first(.title)?.value ?? ""
    var (blocks, problems) = EvalCaseBlock.all(in: MarkdownDocument(""), frontMatter: record.node, file: file)
    for index in blocks.indices { blocks[index].lines = record.lines.range(of: blocks[index].node) }
    self.blocks = blocks + parts.blocks
    problems += parts.problems
    self.problems = problems
    found = parts.found()
    weaknesses =
      parts.weaknesses
      + PostmortemLint(file: file).findings(rootCause: parts.rootCause, hasActions: parts.hasActions)
    unfilled = TemplateGate.ordered(parts.unfilled + TemplateGate.gaps(in: metadata.statements, parts.values))
    brokenOff = parts.brokenOff
    tellsOfModel = parts.tellsOfModel
    source = record.lines.source
    fileName = record.fileName
  }
}

/// Collects what a record says, field by field.
private struct RecordParts {
  let record: RecordEntry
  let file: String

  var statements: [PostmortemMetadata.Statement] = []
  /// Input, bad output, expected behavior and good output, each as it stands under a key.
  var values: [KeyedValue] = []
  var proposals: [ImportProposal] = []
  var bodies = TripleFinder()
  var blocks: [EvalCaseBlock] = []
  var problems: [Diagnostic] = []
  var weaknesses: [Diagnostic] = []
  var unfilled: [PostmortemReading.Gap] = []
  var brokenOff: Int?
  var tellsOfModel = false
  var rootCause: (text: String, line: Int)?
  var hasActions = false
  private var taken: Set<Place> = []

  init(_ record: RecordEntry, file: String) {
    (self.record, self.file) = (record, file)
  }

  // MARK: - Sources

  mutating func readFields() {
    for field in record.table.fields {
      for path in field.paths {
        let nodes = path.nodes(in: record.node).filter { RichText.text(of: $0) != nil }
        let allowed = nodes.filter { node in
          field.only.map { $0.contains(RichText.text(of: node)?.lowercased() ?? "") } ?? true
        }
        for node in field.takesAll ? allowed : Array(allowed.prefix(1)) { take(field.field, node) }
        if !allowed.isEmpty, !field.takesAll { break }
      }
    }
  }

  mutating func readPairs() {
    for pairs in record.table.pairs {
      for item in pairs.items.nodes(in: record.node) {
        guard let name = pairs.name.nodes(in: item).first?.said, let field = PostmortemField(HeadingName(name)),
          let value = pairs.value.lazy.compactMap({ $0.nodes(in: item).first { RichText.text(of: $0) != nil } }).first
        else { continue }
        take(field, value)
      }
    }
    guard let names = record.table.names?.nodes(in: record.node).first, case .mapping(let entries) = names.content,
      let named = record.table.named?.nodes(in: record.node).first
    else { return }
    for entry in entries {
      guard let name = entry.value.said, let field = PostmortemField(HeadingName(name)), let value = named[entry.key],
        entry.key.hasPrefix("customfield")
      else { continue }
      take(field, value)
    }
  }

  /// Keys that say by their name what they are: all of a plain record, the parts of a case in any other.
  mutating func readKeys() {
    let isPlain = record.table.name == RecordTable.plain.name
    var open = [record.node]
    while let node = open.popLast() {
      guard case .mapping(let entries) = node.content else { continue }
      for entry in entries where entry.key != "cases" {
        if isPlain, ["incident", "postmortem"].contains(entry.key), case .mapping = entry.value.content {
          open.append(entry.value)
          continue
        }
        guard let field = PlainKey.field(of: entry.key), isPlain || PostmortemField.parts.contains(field) else {
          continue
        }
        take(field, entry.value)
      }
    }
  }

  mutating func readProse() {
    var nodes = record.table.prose.flatMap { $0.nodes(in: record.node) }
    if record.table.name == RecordTable.plain.name, case .mapping(let entries) = record.node.content {
      nodes += entries.filter {
        ["content", "body", "markdown", "text"].contains($0.key) || PlainKey.field(of: $0.key) == .summary
      }
      .map(\.value)
    }
    var seen: Set<Place> = []
    for node in nodes where seen.insert(node.place).inserted {
      guard let text = RichText.markdown(of: node) else { continue }
      read(text, of: node)
    }
  }

  mutating func readProposals() {
    for field in record.table.proposals {
      for path in field.paths {
        let nodes = path.nodes(in: record.node).filter { $0.said != nil }
        for node in nodes {
          proposals.append(
            ImportProposal(
              field: field.field.rawValue, lines: LineRange(record.lines.range(of: node)), text: node.said ?? ""))
        }
        if !nodes.isEmpty, !field.takesAll { break }
      }
    }
  }

  // MARK: - Values

  private mutating func take(_ field: PostmortemField, _ node: Node) {
    guard taken.insert(node.place).inserted, let text = RichText.text(of: node) else { return }
    let range = record.lines.range(of: node)
    switch field {
    case _ where PostmortemField.parts.contains(field):
      values.append(
        KeyedValue(name: HeadingName(field.rawValue), field: field, text: text, lines: range, form: .bold))
    case .rootCause: rootCause = rootCause ?? (text, range.lowerBound)
    case .actions: hasActions = true
    default:
      let line = SourceLines(text).lines.map(\.trimmed).filter { !$0.isEmpty }.joined(separator: " ")
      statements.append(PostmortemMetadata.Statement(field: field, value: line, line: range.lowerBound))
    }
    if ModelBehavior.weight(of: text) >= ModelBehavior.enough { tellsOfModel = true }
  }

  /// Reads prose as a Markdown document of its own, whose lines are those of the file.
  private mutating func read(_ text: String, of node: Node) {
    let document = MarkdownDocument(text.hasSuffix("\n") ? text : text + "\n")
    let lines = record.lines.map(of: node, text: text)
    func line(_ number: Int) -> Int { lines(number...number).lowerBound }

    let body = TripleFinder(document).mapped(lines)
    bodies.triples += body.triples
    bodies.proposals += body.proposals
    bodies.seen += body.seen
    bodies.pictures += body.pictures
    bodies.quotesSystem = bodies.quotesSystem || body.quotesSystem
    let (found, findings) = EvalCaseBlock.all(in: document, frontMatter: nil, file: file)
    blocks += found.map { $0.mapped(lines) }
    problems += findings.map { moved($0, line) }
    let stated = Set(statements.map(\.field))
    for var statement in PostmortemMetadata(document, frontMatter: nil).statements
    where statement.field == .status || !stated.contains(statement.field) {
      statement.line = line(statement.line)
      statements.append(statement)
    }
    let lint = PostmortemLint(file: file).findings(document).filter { $0.code != "no-actions" }
    weaknesses += lint.map { moved($0, line) }
    let sections = document.sections.compactMap { PostmortemField(HeadingName($0.title)) }
    if sections.contains(.actions) { hasActions = true }
    if ModelBehavior.isTold(in: document) { tellsOfModel = true }
    if brokenOff == nil { brokenOff = TruncationGate(document, fields: body.seen).line.map(line) }
    let template = TemplateGate(document, metadata: PostmortemMetadata([], hasExactID: false))
    unfilled += template.gaps.map { PostmortemReading.Gap(line: line($0.line), text: $0.text) }
  }

  private func moved(_ finding: Diagnostic, _ line: (Int) -> Int) -> Diagnostic {
    var finding = finding
    finding.place = finding.place.map { Place(file: $0.file, line: $0.line.map(line)) }
    finding.sourceLine = nil
    return finding
  }

  // MARK: - Result

  /// What a case is made of: the keys of the record when each part stands once, else those of its prose.
  func found() -> TripleFinder {
    var found = bodies
    found.seen += values
    let byField = Dictionary(grouping: values.filter { !$0.isBlank }) { $0.field ?? .other }
    func only(_ field: PostmortemField) -> KeyedValue? { byField[field]?.count == 1 ? byField[field]?.first : nil }
    if found.triples.isEmpty, let input = only(.input), let bad = only(.badOutput), let expected = only(.expected) {
      found.triples = [
        TripleFinder.Triple(
          title: "", input: input, badOutput: bad, expected: expected, goodOutput: only(.goodOutput))
      ]
    } else {
      for value in values { found.propose(value) }
    }
    found.proposals += proposals.filter { !found.proposals.contains($0) }
    return found
  }
}
