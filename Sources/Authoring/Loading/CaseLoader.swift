package import EvalSchema

/// A case as loaded: the value for everyone, the tree and the text for whoever has to name a place.
package struct LoadedCase: Sendable {
  /// The case with its file.
  package var caseFile: CaseFile
  /// The tree of the file; nil for a case that was not read from one.
  package var node: Node?
  /// The text of the file.
  package var source: SourceText?
  /// The path as the user would write it.
  package var shownPath: String

  /// Takes a case, for example one that an importer made and nobody wrote down yet.
  package init(caseFile: CaseFile, node: Node? = nil, source: SourceText? = nil, shownPath: String? = nil) {
    self.caseFile = caseFile
    self.node = node
    self.source = source
    self.shownPath = shownPath ?? caseFile.file
  }

  /// The place of a key or an item; the deepest one on the way when there is none.
  package func place(_ path: String...) -> Place { place(of: path) }

  /// The place of a key or an item; the deepest one on the way when there is none.
  package func place(of path: [String]) -> Place { node?.nearest(path).place ?? Place(file: shownPath) }

  /// The place of a key itself, or of the mapping that lacks it.
  package func keyPlace(_ path: String...) -> Place {
    guard let node, let last = path.last else { return Place(file: shownPath) }
    let parent = node.nearest(Array(path.dropLast()))
    return parent.entry(last)?.keyPlace ?? parent.place
  }
}

/// Reads case files.
package enum CaseLoader {
  /// Reads one case of an evalset.
  ///
  /// - Parameter file: The path relative to the folder, for example `cases/INC-1.yaml`.
  /// - Returns: The case, or nil when it has errors of form; and every finding of the file. The pattern's alias is resolved.
  package static func load(
    _ file: String, from folder: EvalsetFolder
  ) -> (loaded: LoadedCase?, diagnostics: [Diagnostic]) {
    var (document, diagnostics) = DocumentLoader.load(EvalCase.self, file, as: CaseFormat.format, from: folder)
    if document != nil { diagnostics += VariantLoader.fill(&document, from: folder) }
    return complete(document, diagnostics, shown: folder.shown(file))
  }

  /// Reads a case from bytes that are in no evalset yet.
  package static func parse(
    bytes: [UInt8], file: String
  ) -> (loaded: LoadedCase?, diagnostics: [Diagnostic]) {
    let (document, diagnostics) = DocumentLoader.parse(
      EvalCase.self, bytes: bytes, file: file, shown: file, as: CaseFormat.format)
    return complete(document, diagnostics, shown: file)
  }

  private static func complete(
    _ document: LoadedDocument<EvalCase>?, _ found: [Diagnostic], shown: String
  ) -> (loaded: LoadedCase?, diagnostics: [Diagnostic]) {
    guard var document else { return (nil, found) }
    var diagnostics: [Diagnostic] = []
    let name = document.file.split(separator: "/").last.map(String.init) ?? document.file
    if name != document.value.id + ".yaml" {
      diagnostics.append(
        .error(
          "id-mismatch", "the id \"\(document.value.id)\" is not the name of the file \"\(name)\"",
          at: document.node["id"]?.place,
          hint: "a case is found by its id: rename the file to \(document.value.id).yaml"))
    }
    document.value.pattern = pattern(of: document, &diagnostics)
    diagnostics += VariantLoader.findings(of: document)
    let graders = document.node["expected"]?["graders"]
    var lines: [Int] = []
    if case .sequence(let nodes) = graders?.content { lines = nodes.map { $0.place.line ?? 1 } }
    let file = CaseFile(
      file: document.file, graderLines: lines, limitLine: document.node.entry("limit")?.keyPlace.line,
      sha256: document.sha256, evalCase: document.value)
    let loaded = LoadedCase(caseFile: file, node: document.node, source: document.source, shownPath: shown)
    return (loaded, (found + document.source.annotate(diagnostics)).inFileOrder)
  }

  /// The id of the case's pattern.
  private static func pattern(of document: LoadedDocument<EvalCase>, _ diagnostics: inout [Diagnostic]) -> String {
    let written = document.value.pattern
    let place = document.node["pattern"]?.place
    switch Taxonomy.match(written) {
    case .one(let pattern): return pattern.id
    case .several(let patterns):
      let names = patterns.map { "`\($0.id)`" }.joined(separator: ", ")
      diagnostics.append(
        .error(
          "pattern-ambiguous", "\"\(written)\" means several failure patterns", at: place, hint: "write one of \(names)"
        ))
    case .none:
      let nearest = NearestName.of(written, in: Taxonomy.patterns.map(\.id)).map { ": did you mean `\($0)`?" } ?? ""
      diagnostics.append(
        .error(
          "unknown-pattern", "there is no failure pattern \"\(ShapeChecker.clipped(written))\"\(nearest)", at: place,
          hint: "relapse list patterns shows them; `other` needs a tag"))
    }
    return written
  }
}
