package import EvalSchema
import FoundationEssentials

/// Puts imported cases into an evalset; it adds files and never changes one.
///
/// All files of a document are written, or none: conflicts are looked for first.
package struct ImportWriter: Sendable {
  /// The folder of the evalset.
  package var evalset: String

  /// Makes a writer for an evalset.
  package init(evalset: String) { self.evalset = evalset }

  /// What happened to the files of one document; paths are relative to the evalset.
  package struct Outcome: Sendable, Hashable {
    /// The files that were made.
    package var written: [String] = []
    /// The schema that was added because the evalset had none; nil when it was there.
    package var schema: String?
    /// The files that were there with the same bytes.
    package var unchanged: [String] = []
    /// What kept files from being written; nothing was written when one is an error.
    package var diagnostics: [Diagnostic] = []
  }

  /// The path by which cases refer to a document: its own when it lies in the evalset, else one in `postmortems/`.
  package func postmortemPath(of file: String) -> String {
    let folder = ImportWriter.resolved(evalset) + "/"
    let path = ImportWriter.resolved(file)
    if path.hasPrefix(folder) { return String(path.dropFirst(folder.count)) }
    return "postmortems/" + (path.split(separator: "/").last.map(String.init) ?? path)
  }

  /// Whether a file lies in the evalset: it is not copied then, and never changed.
  package func holds(_ file: String) -> Bool {
    ImportWriter.resolved(file).hasPrefix(ImportWriter.resolved(evalset) + "/")
  }

  /// The cases that the evalset holds, for comparison; a file that cannot be read is passed over, `check` reports it.
  ///
  /// - Throws: `DiagnosticError` when the folder of cases cannot be listed.
  package func knownCases() throws(DiagnosticError) -> [SimilarCases.Known] {
    try caseTrees().compactMap { file, node in SimilarCases.Known(node, file: file) }
  }

  /// The incidents of the cases that the evalset holds; a file that cannot be read tells of none, `check` reports it.
  ///
  /// - Throws: `DiagnosticError` when the folder of cases cannot be listed.
  package func knownIncidents() throws(DiagnosticError) -> [ImportPolicy.KnownIncident] {
    try caseTrees().compactMap { file, node in
      guard let incident = node["incident"], let id = incident["id"]?.text, let digest = incident["sha256"]?.text
      else {
        return nil
      }
      return ImportPolicy.KnownIncident(id: id, sha256: Digest(digits: digest), file: file)
    }
  }

  /// The trees of the case files that can be read, by name.
  private func caseTrees() throws(DiagnosticError) -> [(file: String, node: Node)] {
    // A new evalset has no folder of cases yet.
    guard FileManager.default.fileExists(atPath: evalset + "/cases") else { return [] }
    let names = try EvalsetFolder(evalset).names(in: "cases")
    return names.filter { $0.hasSuffix(".yaml") }.sorted().compactMap { name in
      let file = "cases/" + name
      return contents(of: file).flatMap { YAMLReader.read(bytes: Array($0), file: file).node }.map { (file, $0) }
    }
  }

  /// Puts a draft that came back whole among the cases; the draft itself goes when it lies in the evalset.
  ///
  /// A draft that still lacks something stays as it is.
  package func promote(_ document: ImportedDocument) -> Outcome {
    var outcome = Outcome()
    guard document.verdict == .accepted, let found = document.cases.first else { return outcome }
    if exists(found.file) {
      if contents(of: found.file) != Data(found.text.utf8) {
        outcome.diagnostics.append(conflict(found.file))
        return outcome
      }
      outcome.unchanged.append(found.file)
    } else {
      do {
        try add(Data(found.text.utf8), at: found.file)
        outcome.written.append(found.file)
      } catch {
        outcome.diagnostics.append(
          .error(
            "cannot-write", "the case could not be written: \(ImportProposal.excerpt("\(error)"))",
            at: place(found.file), hint: "check that \(evalset) is a folder that you may write to"))
        return outcome
      }
    }
    addSchema(&outcome)
    guard ImportWriter.resolved(document.file) == ImportWriter.resolved(evalset + "/drafts/\(found.id).yaml") else {
      return outcome
    }
    do {
      try FileManager.default.removeItem(atPath: document.file)
    } catch {
      outcome.diagnostics.append(staleDraft("drafts/\(found.id).yaml"))
    }
    return outcome
  }

  /// Writes the cases of a document, its drafts, and a copy of it when it lies elsewhere.
  ///
  /// - Parameters:
  ///   - document: What the importer gave; nothing is written for a refused one.
  ///   - bytes: The bytes of the document that were read.
  package func write(_ document: ImportedDocument, bytes: [UInt8]) -> Outcome {
    var outcome = Outcome()
    if document.verdict == .refused { return outcome }
    var files: [(path: String, data: Data)] = []
    files.append((document.postmortem, Data(bytes)))
    files += document.cases.map { ($0.file, Data($0.text.utf8)) }
    var fresh: [(path: String, data: Data)] = []
    for file in files {
      guard exists(file.path) else {
        fresh.append(file)
        continue
      }
      if contents(of: file.path) == file.data {
        outcome.unchanged.append(file.path)
      } else {
        outcome.diagnostics.append(conflict(file.path))
      }
    }
    for found in document.cases {
      let other = found.missing.isEmpty ? "drafts/\(found.id).yaml" : "cases/\(found.id).yaml"
      guard exists(other) else { continue }
      outcome.diagnostics.append(found.missing.isEmpty ? staleDraft(other) : conflict(other))
    }
    if outcome.diagnostics.hasErrors { return outcome }
    for file in fresh {
      do {
        try add(file.data, at: file.path)
        outcome.written.append(file.path)
      } catch {
        outcome.diagnostics.append(
          .error(
            "cannot-write", "the file could not be written: \(ImportProposal.excerpt("\(error)"))",
            at: place(file.path),
            hint: "check that \(evalset) is a folder that you may write to"))
        return outcome
      }
    }
    if !outcome.diagnostics.hasErrors, !document.cases.isEmpty { addSchema(&outcome) }
    return outcome
  }

  /// The path of the schema that the first line of each case file names.
  private static let schema = "case.schema.json"

  /// Adds what the first line of a case file points to, so that editors complete and check it. An older one is left.
  private func addSchema(_ outcome: inout Outcome) {
    guard !exists(ImportWriter.schema) else { return }
    do {
      try add(try CanonicalJSON.document(CaseFormat.format.jsonSchema), at: ImportWriter.schema)
      outcome.schema = ImportWriter.schema
    } catch {
      outcome.diagnostics.append(
        .warning(
          "cannot-write", "the schema for editors could not be written: \(ImportProposal.excerpt("\(error)"))",
          at: place(ImportWriter.schema), hint: "relapse schema case > \(evalset)/\(ImportWriter.schema)"))
    }
  }

  private func conflict(_ path: String) -> Diagnostic {
    if path.hasPrefix("cases/") {
      return .error(
        "case-exists", "the case is there with other content, and a case file is never overwritten", at: place(path),
        hint: "change the case by hand and record it with `relapse amend`, or give the new one another `id`")
    }
    if path.hasPrefix("drafts/") {
      return .error(
        "draft-exists", "the draft is there with other content, and may have been filled in", at: place(path),
        hint: "finish it and move it to cases/, or remove it to have it written again")
    }
    return .error(
      "postmortem-exists", "another document of this name is there, and a postmortem is never overwritten",
      at: place(path),
      hint: "rename the new document, or import the one in the evalset")
  }

  private func staleDraft(_ path: String) -> Diagnostic {
    .warning("stale-draft", "a draft of this case is left over", at: place(path), hint: "remove it")
  }

  private func place(_ path: String) -> Place { Place(file: evalset + "/" + path) }

  private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: evalset + "/" + path) }

  private func contents(of path: String) -> Data? { FileManager.default.contents(atPath: evalset + "/" + path) }

  private func add(_ data: Data, at path: String) throws {
    let target = evalset + "/" + path
    if let slash = target.lastIndex(of: "/") {
      try FileManager.default.createDirectory(atPath: String(target[..<slash]), withIntermediateDirectories: true)
    }
    // Fails when the file has come into being since it was looked for.
    try data.write(to: URL(filePath: target), options: .withoutOverwriting)
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
