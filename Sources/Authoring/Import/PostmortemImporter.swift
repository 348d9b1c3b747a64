import EvalSchema

/// Reads closed postmortems and gives cases: text in, values out.
///
/// Never the network, never a model, never a file. Document text is data: nothing in it is executed, and nothing that is not in it
/// goes into a case. What is missing is listed, and places where it may stand are proposed.
///
/// Only Markdown is read so far; a record in another notation becomes a further `read` that gives the same values.
package struct PostmortemImporter: Sendable {
  /// What is taken for granted.
  package var policy: ImportPolicy

  /// Makes an importer.
  package init(policy: ImportPolicy = ImportPolicy()) { self.policy = policy }

  /// One document to read.
  package struct Source: Sendable, Hashable {
    /// The path as the user gave it, for places.
    package var file: String
    /// What the file holds.
    package var bytes: [UInt8]
    /// The path by which cases refer to it, relative to the evalset.
    package var postmortem: String

    /// Takes a document; without a path it will lie in `postmortems/` under its own name.
    package init(file: String, bytes: [UInt8], postmortem: String? = nil) {
      self.file = file
      self.bytes = bytes
      self.postmortem = postmortem ?? "postmortems/" + (file.split(separator: "/").last.map(String.init) ?? file)
    }
  }

  /// Reads several documents that go into one evalset; an incident or case that two of them claim is refused.
  package func read(_ sources: [Source]) -> [ImportedDocument] {
    var incidents: [String: (file: String, sha256: Digest)] = [:]
    for known in policy.known { incidents[known.id.lowercased()] = (known.file, known.sha256) }
    var cases: [String: String] = [:]
    return sources.map { source in
      var document = read(bytes: source.bytes, file: source.file, postmortem: source.postmortem)
      if document.verdict == .refused { return document }
      if let id = document.incidentID {
        if let earlier = incidents[id.lowercased()], earlier.sha256 != document.sha256 {
          document.refuse(
            .duplicateIncident, "incident \"\(id)\" was already imported from another document, by \(earlier.file)",
            hint: "give this incident its own id, or amend the cases of the first one")
          return document
        }
        incidents[id.lowercased()] = (source.file, document.sha256)
      }
      for found in document.cases {
        // Names that differ only in case are one file on some systems.
        if let earlier = cases[found.id.lowercased()], earlier != source.file {
          document.refuse(
            .duplicateCase, "case \"\(found.id)\" is also made from \(earlier)", hint: "give one of them another `id`")
          return document
        }
        cases[found.id.lowercased()] = source.file
      }
      return document
    }
  }

  /// Reads one document from its bytes.
  package func read(bytes: [UInt8], file: String, postmortem: String? = nil) -> ImportedDocument {
    let source = Source(file: file, bytes: bytes, postmortem: postmortem)
    var document = ImportedDocument(of: source)
    switch DocumentBytes(bytes, mostBytes: policy.mostBytes) {
    case .text(let text): read(text, into: &document)
    case .refused(let reason, let message, let hint): document.refuse(reason, message, hint: hint)
    }
    return document
  }

  /// Reads one document from its text.
  package func read(text: String, file: String, postmortem: String? = nil) -> ImportedDocument {
    read(bytes: Array(text.utf8), file: file, postmortem: postmortem)
  }

  private func read(_ text: String, into result: inout ImportedDocument) {
    let file = result.file
    if DocumentBytes.isRecord(file, text) {
      let hint = "write the incident as Markdown; see docs/postmortem-template.md"
      return result.refuse(
        .unsupportedFormat, "only Markdown postmortems are read, and this is another notation", hint: hint)
    }
    let source = SourceText(text, file: file)
    let (leaks, secrets) = SecretScanner.scan(source, tree: nil)
    if !leaks.isEmpty {
      // Nothing else is said about such a document: any finding could quote what must not be shown.
      result.refuse(
        .secretInFile, "the document holds a credential", line: leaks.first?.place?.line,
        hint: "revoke it and redact the document; cases and postmortems are committed")
      result.diagnostics = DocumentLoader.finish(leaks + result.diagnostics, source: source, secrets: secrets)
      return
    }
    let document = MarkdownDocument(text)
    let frontMatter = frontMatter(of: document, into: &result)
    let metadata = PostmortemMetadata(document, frontMatter: frontMatter)
    let found = TripleFinder(document)
    let (blocks, problems) = EvalCaseBlock.all(in: document, frontMatter: frontMatter, file: file)
    let facts = IncidentFacts(
      document, metadata: metadata, policy: policy, file: file, postmortem: result.postmortem, sha256: result.sha256)
    result.status = facts.status.value
    result.severity = facts.severity
    result.incidentID = facts.id.text
    result.diagnostics +=
      problems + PostmortemLint(file: file).findings(document, facts: facts, found: found, metadata: metadata)
    defer { result.finish(document.source) }

    if let refusal = refusal(of: document, metadata: metadata, facts: facts, found: found, blocks: blocks, result) {
      return result.refuse(refusal.reason, refusal.message, line: refusal.line, hint: refusal.hint)
    }
    let composed = cases(of: document, facts: facts, found: found, blocks: blocks)
    if let refusal = idProblem(of: composed, facts: facts) {
      return result.refuse(refusal.reason, refusal.message, line: refusal.line, hint: refusal.hint)
    }
    let check = CaseCheck(policy: policy, file: file)
    let errors = composed.enumerated().flatMap { index, found in
      check.errors(of: found, from: blocks.indices.contains(index) ? blocks[index] : nil)
    }
    if let first = errors.first {
      result.diagnostics += errors
      return result.refuse(
        .invalidEvalCase, "the case would not load", line: first.place?.line, hint: "mend what is reported beside this")
    }
    result.cases = composed
    guard composed.contains(where: { !$0.missing.isEmpty }) else { return }
    result.verdict = .incomplete
    result.reason = .missing
    result.reportMissing(facts)
  }

  private func frontMatter(of document: MarkdownDocument, into result: inout ImportedDocument) -> Node? {
    guard let matter = document.frontMatter else { return nil }
    guard matter.notation == .yaml else {
      result.diagnostics.append(
        .warning(
          "toml-front-matter", "front matter in TOML is not read", at: Place(file: result.file, line: 1),
          hint: "write it as YAML between `---` lines"))
      return nil
    }
    let (node, diagnostics) = YAMLReader.read(matter.text, file: result.file, lineOffset: 1)
    result.diagnostics += diagnostics
    return node
  }

  // MARK: - Refusals

  private typealias Refusal = (reason: ImportReason, message: String, line: Int?, hint: String)

  private func refusal(
    of document: MarkdownDocument, metadata: PostmortemMetadata, facts: IncidentFacts, found: TripleFinder,
    blocks: [EvalCaseBlock], _ result: ImportedDocument
  ) -> Refusal? {
    let template = TemplateGate(document, metadata: metadata)
    let placeholder = blocks.lazy.compactMap(\.placeholder).first
    if let line = template.line ?? placeholder?.place.line {
      let shown = ImportProposal.excerpt(template.line == nil ? placeholder?.text ?? "" : template.finding)
      return (
        .unfilledTemplate, "the document is a template that was not filled in: \"\(shown)\"", line,
        "write what happened in place of each mark, and remove the sections that do not apply"
      )
    }
    if !facts.isClosed, !policy.isProvisional, let status = facts.status.value {
      let shown = ImportProposal.excerpt(status)
      if facts.status.verdict == .notClosed {
        return (
          .notClosed, "the status \"\(shown)\" says that the incident is not closed", facts.status.line,
          "close the incident and its review first; a draft that cannot gate is made with --provisional"
        )
      }
      if facts.status.verdict == .phase {
        return (
          .notClosed, "the status \"\(shown)\" names a phase of the work, not its end", facts.status.line,
          "say that the incident is closed, or attest it with --closed-on and --closed-by"
        )
      }
    }
    if let line = TruncationGate(document, fields: found.seen).line {
      return (.truncated, "the document breaks off here", line, "import the whole document, or end the sentence")
    }
    if result.diagnostics.contains(where: { $0.severity == .error }), blocks.isEmpty || hasBlockErrors(result) {
      let first = result.diagnostics.first { $0.severity == .error }
      return (
        .invalidEvalCase, "the explicit case or the front matter cannot be read", first?.place?.line,
        "mend what is reported beside this"
      )
    }
    let isSilent =
      found.seen.isEmpty && blocks.isEmpty && facts.pattern == nil && facts.patternCandidates.isEmpty
      && facts.model == nil
    if isSilent, !ModelBehavior.isTold(in: document) {
      return (
        .notModelBehavior, "no input to a model and no output of one stand in the document", nil,
        "a fault of the software around a model belongs into ordinary tests; otherwise add an eval-case block"
      )
    }
    for triple in found.triples where isSame(triple.badOutput.text, triple.expected.text) {
      return (
        .badEqualsExpected, "the bad output and the expected behavior are the same", triple.expected.lines.lowerBound,
        "copy what the system did wrong to the one, and state what it should have done in the other"
      )
    }
    for block in blocks {
      guard let line = sameParts(of: block) else { continue }
      return (
        .badEqualsExpected, "a known bad output and the expected behavior are the same", line,
        "copy what the system did wrong to the one, and state what it should have done in the other"
      )
    }
    return nil
  }

  private func hasBlockErrors(_ result: ImportedDocument) -> Bool {
    result.diagnostics.contains { $0.severity == .error }
  }

  private func isSame(_ left: String, _ right: String) -> Bool {
    let (a, b) = (HeadingName(left).words, HeadingName(right).words)
    return a.isEmpty && b.isEmpty ? left.trimmed == right.trimmed : a == b
  }

  /// The line of a known bad exhibit that says what is expected, or what a known good one says.
  private func sameParts(of block: EvalCaseBlock) -> Int? {
    guard case .sequence(let bad)? = block.node["known_bad"]?.content else { return nil }
    let behavior = block.node["expected"]?["behavior"]?.text ?? ""
    var good: [JSONValue] = []
    if case .sequence(let nodes)? = block.node["known_good"]?.content {
      good = nodes.compactMap { $0["transcript"]?.json }
    }
    for exhibit in bad {
      guard let transcript = exhibit["transcript"] else { continue }
      if good.contains(transcript.json) { return transcript.place.line }
      guard case .sequence(let messages) = transcript.content, messages.count == 1,
        let said = messages[0]["assistant"]?.text
      else { continue }
      if isSame(said, behavior) { return messages[0].place.line }
    }
    return nil
  }

  private func idProblem(of cases: [ImportedCase], facts: IncidentFacts) -> Refusal? {
    for id in [facts.id.text] + cases.map(\.id) {
      guard let problem = FileNameRule.problem(with: id) else { continue }
      return (
        .unusableID, "the id \"\(ImportProposal.excerpt(id))\" cannot be the name of a file: \(problem)", nil,
        "use letters, digits, `-`, `_` and `.` only"
      )
    }
    var seen: Set<String> = []
    for found in cases where !seen.insert(found.id.lowercased()).inserted {
      return (.duplicateCase, "two cases of this document are called \"\(found.id)\"", nil, "give each its own `id`")
    }
    return nil
  }

  // MARK: - Cases

  private func cases(
    of document: MarkdownDocument, facts: IncidentFacts, found: TripleFinder, blocks: [EvalCaseBlock]
  ) -> [ImportedCase] {
    let composer = CaseComposer(facts: facts, policy: policy)
    if !blocks.isEmpty {
      // What the author wrote out is the case; sections that say the same again are not a second one.
      return blocks.enumerated().map { index, block in
        let title = block.node["title"]?.text ?? facts.title
        let id = block.node["id"]?.text ?? caseID(facts, title: title, index: index, count: blocks.count)
        let lines = ["input", "known_bad", "expected", "known_good"].compactMap { key in
          block.range(of: key).flatMap { document.source.trimmed($0.first...$0.last) }.map { (key, LineRange($0)) }
        }
        return composer.compose(block, id: id, lines: lines)
      }
    }
    if found.triples.isEmpty {
      let id = caseID(facts, title: facts.title, index: 0, count: 1)
      return [composer.compose(nil, id: id, title: facts.title, proposals: found.proposals)]
    }
    var used: Set<String> = []
    return found.triples.enumerated().map { index, triple in
      let own = PostmortemImporter.bareCaseTitle(triple.title)
      let title = own.isEmpty || found.triples.count == 1 ? facts.title : own
      var id = caseID(facts, title: title, index: index, count: found.triples.count)
      if !used.insert(id).inserted { id += "-\(index + 1)" }
      return composer.compose(triple, id: id, title: title, proposals: found.proposals)
    }
  }

  private func caseID(_ facts: IncidentFacts, title: String, index: Int, count: Int) -> String {
    let slug = FileNameRule.slug(title)
    if count == 1, facts.id.source == .fallback || slug.isEmpty { return facts.id.text }
    return facts.id.text + "-" + (slug.isEmpty || title == facts.title && count > 1 ? "\(index + 1)" : slug)
  }

  /// A section's title without "Failure 1:".
  static func bareCaseTitle(_ title: String) -> String {
    guard let colon = title.firstIndex(of: ":") else {
      let words = HeadingName(title).words
      return words.count == 2 && Int(words[1]) != nil ? "" : title
    }
    let words = HeadingName(String(title[..<colon])).words
    let isOrdinal = words.count <= 2 && words.last.map { Int($0) != nil || $0.utf8.count == 1 } == true
    return isOrdinal ? String(title[title.index(after: colon)...]).trimmed : title
  }
}
