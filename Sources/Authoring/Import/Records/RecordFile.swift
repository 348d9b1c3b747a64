import EvalSchema

/// One incident of a file of records.
struct RecordEntry: Sendable {
  /// Which product wrote it.
  var table: RecordTable
  /// Its content.
  var node: Node
  /// Where everything stands.
  var lines: RecordLines
  /// The name from which an id is made when the record states none.
  var fileName: String
}

/// Reads a file in JSON, JSON lines or YAML into the records that it holds.
enum RecordFile {
  /// Most records of one file.
  static let mostRecords = 500

  /// Why a file gives no records.
  struct Problem: Error, Sendable, Hashable {
    var reason: ImportReason
    var message: String
    var line: Int?
    var hint: String
    var diagnostics: [Diagnostic] = []
  }

  /// The records of a text: one, or those of a list.
  static func read(_ text: String, file: String) -> Result<[RecordEntry], Problem> {
    let name = file.lowercased()
    guard ![".csv", ".xml", ".html", ".htm"].contains(where: { name.hasSuffix($0) }) else {
      return .failure(unsupported("only Markdown, JSON and YAML are read, and this is another notation"))
    }
    var roots: [Node] = []
    switch nodes(of: text, file: file, inLines: name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")) {
    case .success(let found): roots = found
    case .failure(let problem): return .failure(problem)
    }
    let lines = RecordLines(roots, text: text)
    let candidates = roots.flatMap { records(in: $0) }
    if candidates.count > mostRecords {
      return .failure(
        Problem(
          reason: .oversized, message: "the file holds \(candidates.count) records; at most \(mostRecords) are read",
          hint: "export fewer incidents at once"))
    }
    var entries: [RecordEntry] = []
    for (index, candidate) in candidates.enumerated() {
      guard let (table, node) = known(candidate) else {
        return .failure(
          unsupported("the record is of no kind that is known", line: candidate.place.line))
      }
      let own = candidates.count == 1 ? file : IncidentID.stem(of: file) + "-\(index + 1).json"
      entries.append(RecordEntry(table: table, node: node, lines: lines, fileName: own))
    }
    if entries.isEmpty { return .failure(unsupported("the file holds no record")) }
    return .success(entries)
  }

  private static func nodes(of text: String, file: String, inLines: Bool) -> Result<[Node], Problem> {
    let parts: [(text: String, offset: Int)] =
      inLines
      ? SourceLines(text).lines.enumerated().filter { !$0.element.isBlank }.map { ($0.element, $0.offset) }
      : [(text, 0)]
    var nodes: [Node] = []
    for part in parts {
      let (node, diagnostics) = YAMLReader.read(part.text, file: file, lineOffset: part.offset)
      guard let node, !diagnostics.hasErrors else {
        var problem = unsupported(
          "the file cannot be read as JSON or YAML", line: diagnostics.first?.place?.line)
        problem.diagnostics = diagnostics
        return .failure(problem)
      }
      nodes.append(node)
    }
    return .success(nodes)
  }

  /// The names of lists of records at the top of an export.
  private static let lists = ["incidents", "issues", "data", "reports", "results", "items", "records", "postmortems"]

  private static func records(in root: Node) -> [Node] {
    if case .sequence(let items) = root.content { return items }
    if known(root) != nil { return [root] }
    for name in lists {
      guard case .sequence(let items)? = root[name]?.content, !items.isEmpty else { continue }
      return items
    }
    return [root]
  }

  /// The table of a record, and the record without what is around it.
  private static func known(_ node: Node) -> (RecordTable, Node)? {
    for table in RecordTable.all {
      for inner in [node] + table.envelopes.flatMap({ $0.nodes(in: node) }) where table.knows(inner) {
        return (table, inner)
      }
    }
    for inner in [node] + RecordTable.plain.envelopes.flatMap({ $0.nodes(in: node) }) where isPlain(inner) {
      // The cases of a record may stand beside its incident.
      return (.plain, isPlain(node) ? node : inner)
    }
    return nil
  }

  private static func isPlain(_ node: Node) -> Bool {
    guard case .mapping(let entries) = node.content else { return false }
    let fields = Set(entries.compactMap { PlainKey.field(of: $0.key) })
    let names = !fields.isDisjoint(with: [.incidentID, .title])
    return names
      && (fields.contains(.status) || !fields.isDisjoint(with: PostmortemField.triple) || node["cases"] != nil)
  }

  private static func unsupported(_ message: String, line: Int? = nil) -> Problem {
    Problem(
      reason: .unsupportedFormat, message: message, line: line,
      hint:
        "docs/importing.md lists the records that are read; else write the incident as docs/postmortem-template.md shows"
    )
  }
}

/// The keys of records that people make themselves: `bad_output` and `badOutput` are the heading "Bad output".
enum PlainKey {
  /// The field that a key names.
  static func field(of key: String) -> PostmortemField? {
    var view = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in key.unicodeScalars {
      if scalar.properties.isUppercase, last?.properties.isLowercase == true { view.append(" ") }
      view.append(scalar)
      last = scalar
    }
    return PostmortemField(HeadingName(String(view)))
  }
}
