import EvalSchema

/// A draft that comes back filled in: `relapse import drafts/ID.yaml`.
///
/// The file is the case; nothing is read from the document again. Marks of what was missing go when it is there, and the case is
/// whole when nothing is missing any more.
package enum FinishedDraft {
  /// Whether a file is a draft, or any case file, rather than a record of an incident.
  package static func isOne(_ bytes: [UInt8], file: String) -> Bool {
    let name = file.lowercased()
    guard name.hasSuffix(".yaml") || name.hasSuffix(".yml"), bytes.count <= DocumentLoader.limit else { return false }
    let head = String(decoding: bytes.prefix(400), as: UTF8.self)
    guard head.hasPrefix(CaseFileWriter.schemaLine) || head.contains("incident:") else { return false }
    guard let node = YAMLReader.read(bytes: bytes, file: file).node else {
      return head.hasPrefix(CaseFileWriter.schemaLine)
    }
    return node["incident"]?["sha256"] != nil && node["incident"]?["postmortem"] != nil
  }

  /// Reads a draft.
  ///
  /// - Parameters:
  ///   - policy: Its attestation is written into a draft that lacks one, its finder says what must not be committed.
  /// - Returns: A document whose only case is the draft: accepted when it is whole.
  package static func read(_ bytes: [UInt8], file: String, policy: ImportPolicy) -> ImportedDocument {
    var document = ImportedDocument(of: PostmortemImporter.Source(file: file, bytes: bytes))
    guard let text = String(validating: bytes, as: UTF8.self) else {
      document.refuse(.undecodable, "the draft is not UTF-8", hint: "save it as UTF-8")
      return document
    }
    var lines = SourceLines(text)
    attest(&lines, policy)
    var node = YAMLReader.read(joined(lines), file: file).node
    if node == nil {
      document.diagnostics += YAMLReader.read(text, file: file).diagnostics
      document.refuse(.invalidEvalCase, "the draft cannot be read", hint: "mend what is reported beside this")
      return document
    }
    if let finder = policy.finder, let line = lines.lines.firstIndex(where: { !finder.spans(in: $0).isEmpty }) {
      document.refuse(
        .cannotRedact, "the draft holds what must not be committed", line: line + 1,
        hint: "write a pseudonym in its place, or keep it with --redact-keep")
      return document
    }
    let missing = FinishedDraft.missing(in: node, lines, policy: policy)
    lines = unmarked(lines, but: missing)
    node = YAMLReader.read(joined(lines), file: file).node
    let id = node?["id"]?.text ?? IncidentID.stem(of: file)
    let whole = joined(lines)
    document.postmortem = node?["incident"]?["postmortem"]?.text ?? ""
    document.incidentID = node?["incident"]?["id"]?.text
    document.status = node?["incident"]?["status"]?.text
    document.severity = node?["incident"]?["severity"]?.text.flatMap { Severity(rawValue: $0) }
    if let problem = FileNameRule.problem(with: id) {
      document.refuse(
        .unusableID, "the id \"\(ImportProposal.excerpt(id))\" cannot be the name of a file: \(problem)",
        hint: "use letters, digits, `-`, `_` and `.` only")
      return document
    }
    let found = ImportedCase(
      id: id, file: missing.isEmpty ? "cases/\(id).yaml" : "drafts/\(id).yaml", text: whole,
      missing: missing.map(\.rawValue), proposals: [])
    let errors = CaseCheck(policy: policy, file: file).errorsOfDraft(found)
    guard errors.isEmpty else {
      document.diagnostics += errors
      document.refuse(.invalidEvalCase, "the case would not load", hint: "mend what is reported beside this")
      return document
    }
    document.cases = [found]
    guard !missing.isEmpty else { return document }
    document.verdict = .incomplete
    document.reason = .missing
    for part in missing {
      let code = "missing-" + part.rawValue.split(separator: "_").joined(separator: "-")
      let line = lines.lines.firstIndex { isMark($0, of: part) }.map { $0 + 1 }
      let proposed = node?["incident"]?["proposed_by"]?[part.rawValue] != nil
      document.diagnostics.append(
        .error(
          code, proposed ? "\(part.rawValue) is proposed and not confirmed" : "\(part.rawValue) is missing",
          at: Place(file: file, line: line),
          hint: proposed ? "look at it, and add `confirmed_by: NAME` below `incident`" : part.remedy))
    }
    return document
  }

  /// What a draft still lacks.
  private static func missing(
    in node: Node?, _ lines: SourceLines, policy: ImportPolicy
  ) -> [CaseComposer.Part] {
    guard let node else { return [] }
    let incident = node["incident"]
    var missing: [CaseComposer.Part] = []
    let status = incident?["status"]?.text.map { StatusGate.read($0) }
    let attested = incident?["attested_by"]?.text.map { !$0.isBlank } ?? false
    let isOver = status == .closed || status == .resolved && policy.acceptsResolved
    let isOpen = status == .notClosed
    if isOpen || !isOver && !attested { missing.append(.status) }
    if incident?["severity"]?.text.flatMap({ Severity(rawValue: $0) }) == nil { missing.append(.severity) }
    if case .known? = node["pattern"]?.text.map({ PatternGate.read($0) }) {} else { missing.append(.pattern) }
    let asksLayers = lines.lines.contains { isMark($0, of: .layers) }
    if asksLayers, node["layers"]?[0] == nil { missing.append(.layers) }
    missing += EvalCaseBlock.gaps(of: node, needsProof: true)
    if case .mapping(let entries)? = incident?["proposed_by"]?.content,
      (incident?["confirmed_by"]?.text ?? "").isBlank
    {
      let proposed = Set(entries.map(\.key))
      return CaseComposer.Part.allCases.filter { missing.contains($0) || proposed.contains($0.rawValue) }
    }
    return missing
  }

  /// Writes the attestation of the command line over the mark of the missing status.
  private static func attest(_ lines: inout SourceLines, _ policy: ImportPolicy) {
    guard let attestation = policy.attestation, let index = lines.lines.firstIndex(where: { isMark($0, of: .status) })
    else { return }
    let indent = String(lines.lines[index].prefix { $0 == " " })
    let why = attestation.reason.map { ": " + $0 } ?? ""
    var new = [indent + "attested_by: " + CaseFileWriter.scalar(attestation.closedBy + why)]
    if let day = attestation.closedOn, !lines.lines.contains(where: { $0.hasPrefix(indent + "closed:") }) {
      new.insert(indent + "closed: " + day, at: 0)
    }
    lines.lines.replaceSubrange(index...index, with: new)
  }

  /// The text without the marks of what is there now, and without the quotes below them.
  private static func unmarked(_ lines: SourceLines, but missing: [CaseComposer.Part]) -> SourceLines {
    var result = lines
    var isBelowMark = false
    result.lines = lines.lines.filter { line in
      let bare = line.trimmed
      if bare.hasPrefix("# missing:") {
        isBelowMark = line.contains("confirmed_by") ? !missing.isEmpty : missing.contains { isMark(line, of: $0) }
        return isBelowMark
      }
      // What the import quoted below a mark goes with it.
      if bare.hasPrefix("#   "), bare.contains(" line") { return isBelowMark }
      isBelowMark = false
      return true
    }
    return result
  }

  private static func isMark(_ line: String, of part: CaseComposer.Part) -> Bool {
    line.trimmed.hasPrefix("# missing: \(part.rawValue):")
  }

  private static func joined(_ lines: SourceLines) -> String { lines.lines.map { $0 + "\n" }.joined() }
}
