package import EvalSchema

/// Reads closed postmortems and gives cases: text in, values out.
///
/// Never the network, never a model, never a file. Document text is data: nothing in it is executed, and nothing that is not in it
/// goes into a case. What is missing is listed, and places where it may stand are proposed.
///
/// Markdown is read by `PostmortemReading(_:file:)`, records in JSON and YAML by `RecordFile`; both give the same values.
package struct PostmortemImporter: Sendable {
  /// What is taken for granted.
  package var policy: ImportPolicy

  /// What is said about documents beyond what they hold.
  package var answers: [DocumentKey: ImportAnswers] = [:]

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

    /// What was taken out of the bytes before.
    package var redactions: [Redaction] = []
    /// The digest of the bytes before that; nil when nothing was taken out.
    package var redactedFrom: Digest?
    /// The line of what could not be taken out; such a document is refused unread. 0 when no line can be told.
    package var obstacle: Int?

    /// Takes a document; without a path it will lie in `postmortems/` under its own name.
    package init(file: String, bytes: [UInt8], postmortem: String? = nil) {
      self.file = file
      self.bytes = bytes
      self.postmortem = postmortem ?? "postmortems/" + (file.split(separator: "/").last.map(String.init) ?? file)
    }
  }

  /// Reads several documents that go into one evalset; an incident or case that two of them claim is refused.
  ///
  /// A file with several records gives several documents.
  package func read(_ sources: [Source]) -> [ImportedDocument] {
    var incidents: [String: (file: String, sha256: Digest)] = [:]
    for known in policy.known { incidents[known.id.lowercased()] = (known.file, known.sha256) }
    var cases: [String: String] = [:]
    return sources.flatMap { source -> [ImportedDocument] in
      var own: Set<String> = []
      return readAll(source).map { document in
        var document = document
        if document.verdict == .refused { return document }
        if let id = document.incidentID {
          if let earlier = incidents[id.lowercased()], earlier.sha256 != document.sha256 {
            document.refuse(
              .duplicateIncident, "incident \"\(id)\" was already imported from another document, by \(earlier.file)",
              hint: "give this incident its own id, or amend the cases of the first one")
            return document
          }
          if !own.insert(id.lowercased()).inserted {
            document.refuse(
              .duplicateIncident, "incident \"\(id)\" stands twice in this file", hint: "leave one record of it")
            return document
          }
          incidents[id.lowercased()] = (source.file, document.sha256)
        }
        for found in document.cases {
          // Names that differ only in case are one file on some systems.
          if let earlier = cases[found.id.lowercased()], earlier != source.file {
            document.refuse(
              .duplicateCase, "case \"\(found.id)\" is also made from \(earlier)", hint: "give one of them another `id`"
            )
            return document
          }
          cases[found.id.lowercased()] = source.file
        }
        return document
      }
    }
  }

  /// Reads the documents of one file: one, or as many as it holds records.
  package func readAll(_ source: Source) -> [ImportedDocument] {
    var document = ImportedDocument(of: source)
    if let line = source.obstacle {
      document.refuse(
        .cannotRedact, "the document holds what cannot be redacted on the way", line: line > 0 ? line : nil,
        hint: "take it out by hand: a private key is no text to keep, and a document in the evalset is not changed")
      return [document]
    }
    switch DocumentBytes(source.bytes, mostBytes: policy.mostBytes) {
    case .text(let text): return read(text, of: source, into: &document)
    case .refused(let reason, let message, let hint): document.refuse(reason, message, hint: hint)
    }
    return [document]
  }

  /// A document that came without a name, for example on standard input: its id names it.
  package func unnamed(_ bytes: [UInt8]) -> Source {
    let text = String(decoding: bytes.prefix(policy.mostBytes), as: UTF8.self)
    let ending = DocumentBytes.isRecord("", text) ? "json" : "md"
    let name = "stdin." + ending
    let found = read(bytes: bytes, file: name)
    guard found.verdict != .refused, let id = found.incidentID, FileNameRule.problem(with: id) == nil else {
      return Source(file: name, bytes: bytes)
    }
    return Source(file: name, bytes: bytes, postmortem: "postmortems/\(id).\(ending)")
  }

  /// Reads one document from its bytes; of a file with several records, the first.
  package func read(bytes: [UInt8], file: String, postmortem: String? = nil) -> ImportedDocument {
    let source = Source(file: file, bytes: bytes, postmortem: postmortem)
    return readAll(source).first ?? ImportedDocument(of: source)
  }

  /// Reads one document from its text.
  package func read(text: String, file: String, postmortem: String? = nil) -> ImportedDocument {
    read(bytes: Array(text.utf8), file: file, postmortem: postmortem)
  }

  private func read(_ text: String, of origin: Source, into result: inout ImportedDocument) -> [ImportedDocument] {
    let source = SourceText(text, file: result.file)
    let (leaks, secrets) = SecretScanner.scan(source, tree: nil)
    if !leaks.isEmpty {
      // Nothing else is said about such a document: any finding could quote what must not be shown.
      result.refuse(
        .secretInFile, "the document holds a credential", line: leaks.first?.place?.line,
        hint: "revoke it and redact the document; cases and postmortems are committed")
      result.diagnostics = DocumentLoader.finish(leaks + result.diagnostics, source: source, secrets: secrets)
      return [result]
    }
    guard DocumentBytes.isRecord(result.file, text) else {
      decide(PostmortemReading(MarkdownDocument(text), file: result.file), of: origin, into: &result)
      return [result]
    }
    switch RecordFile.read(text, file: result.file) {
    case .failure(let problem):
      result.refuse(problem.reason, problem.message, line: problem.line, hint: problem.hint)
      result.diagnostics = problem.diagnostics + result.diagnostics
      result.finish(SourceLines(text))
      return [result]
    case .success(let records):
      if let line = records.lazy.compactMap({ self.sensitiveLine(in: $0.node) }).first {
        refuseLeftover(&result, line: line)
        return [result]
      }
      let blank = result
      return records.enumerated().map { position, record in
        var document = blank
        document.position = position
        decide(PostmortemReading(record, file: blank.file), of: origin, into: &document)
        return document
      }
    }
  }

  /// What the trace gives to this document's cases.
  private func filling(of reading: PostmortemReading) throws(TraceFile.Unclear) -> TraceFilling? {
    guard let trace = policy.trace else { return nil }
    let run = try trace.run(for: reading.source.lines.joined(separator: "\n")).get()
    return TraceFilling(run: run, file: trace.file, sha256: trace.sha256)
  }

  /// The line of the first text of a record that must not be committed; notation may have hidden it from the redactor.
  private func sensitiveLine(in node: Node) -> Int? {
    guard let finder = policy.finder else { return nil }
    var open = [node]
    while let node = open.popLast() {
      switch node.content {
      case .scalar(let text, _): if !finder.spans(in: text).isEmpty { return node.place.line ?? 1 }
      case .sequence(let items): open += items
      case .mapping(let entries):
        for entry in entries {
          if !finder.spans(in: entry.key).isEmpty { return entry.keyPlace.line ?? 1 }
          open.append(entry.value)
        }
      }
    }
    return nil
  }

  private func refuseLeftover(_ result: inout ImportedDocument, line: Int?) {
    result.refuse(
      .cannotRedact, "a text that must not be committed is hidden by its notation, such as an escape", line: line,
      hint: "write it out, so that it can be redacted, or take it out by hand")
  }

  /// Decides about one document from what was read of it.
  private func decide(_ reading: PostmortemReading, of source: Source, into result: inout ImportedDocument) {
    let answers = answers[result.key] ?? ImportAnswers()
    var policy = policy
    policy.attestation = answers.attestation ?? policy.attestation
    var facts = IncidentFacts(
      reading, policy: policy, postmortem: result.postmortem, sha256: result.sha256, redactedFrom: source.redactedFrom)
    facts.take(answers)
    result.status = facts.status.value
    result.severity = facts.severity
    result.severityCandidates = facts.severityCandidates
    result.incidentID = facts.id.text
    result.diagnostics +=
      reading.problems + PostmortemLint(file: result.file).findings(reading, facts: facts) + reading.weaknesses
    defer { result.finish(reading.source) }

    if let refusal = PostmortemGate(policy: policy).refusal(of: reading, facts: facts, result.diagnostics) {
      return result.refuse(refusal)
    }
    let filling: TraceFilling?
    do {
      filling = try self.filling(of: reading)
    } catch {
      return result.refuse(error.reason, error.message, hint: error.hint)
    }
    let composed = cases(of: reading, facts: facts, filling: filling, answers)
    if filling != nil || !answers.cases.isEmpty {
      for line in composed.compactMap({ YAMLReader.read($0.text, file: "").node }).compactMap(sensitiveLine)
      where line > 0 {
        return refuseLeftover(&result, line: nil)
      }
      if filling != nil { result.diagnostics += CaseComposer.differences(reading, filling, file: result.file) }
    }
    if let refusal = PostmortemGate.sameAnswers(answers) {
      return result.refuse(refusal)
    }
    if let refusal = PostmortemGate.idProblem(of: composed, facts: facts) {
      return result.refuse(refusal.reason, refusal.message, line: refusal.line, hint: refusal.hint)
    }
    let check = CaseCheck(policy: policy, file: result.file)
    let errors = composed.enumerated().flatMap { index, found in
      check.errors(of: found, from: reading.blocks.indices.contains(index) ? reading.blocks[index] : nil)
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

  // MARK: - Cases

  private func cases(
    of reading: PostmortemReading, facts: IncidentFacts, filling: TraceFilling?, _ answers: ImportAnswers
  ) -> [ImportedCase] {
    let (found, blocks) = (reading.found, reading.blocks)
    let composer = CaseComposer(facts: facts, policy: policy, filling: filling)
    if !blocks.isEmpty {
      // What the author wrote out is the case; sections that say the same again are not a second one.
      return blocks.enumerated().map { index, block in
        let title = block.node["title"]?.text ?? facts.title
        let id = block.node["id"]?.text ?? caseID(facts, title: title, index: index, count: blocks.count)
        let lines = ["input", "known_bad", "expected", "known_good"].compactMap { key in
          block.range(of: key).flatMap { reading.source.trimmed($0.first...$0.last) }.map { (key, LineRange($0)) }
        }
        return composer.compose(block, id: id, lines: lines, answers: answers.cases[index] ?? .init())
      }
    }
    if found.triples.isEmpty {
      let id = caseID(facts, title: facts.title, index: 0, count: 1)
      let own = answers.cases[0] ?? .init()
      return [composer.compose(nil, id: id, title: facts.title, proposals: found.proposals, answers: own)]
    }
    var used: Set<String> = []
    return found.triples.enumerated().map { index, triple in
      let own = PostmortemImporter.bareCaseTitle(triple.title)
      let title = own.isEmpty || found.triples.count == 1 ? facts.title : own
      var id = caseID(facts, title: title, index: index, count: found.triples.count)
      if !used.insert(id).inserted { id += "-\(index + 1)" }
      return composer.compose(
        triple, id: id, title: title, proposals: found.proposals, answers: answers.cases[index] ?? .init())
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
