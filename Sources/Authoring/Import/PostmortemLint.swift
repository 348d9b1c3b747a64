import EvalSchema

/// Finds what makes a postmortem weak evidence without making it useless.
struct PostmortemLint {
  let file: String

  /// The warnings about what was read, in no order.
  func findings(_ reading: PostmortemReading, facts: IncidentFacts) -> [Diagnostic] {
    let (metadata, found) = (reading.metadata, reading.found)
    var findings: [Diagnostic] = []
    func warn(_ code: String, _ message: String, _ line: Int?, _ hint: String) {
      findings.append(.warning(code, message, at: Place(file: file, line: line), hint: hint))
    }
    if facts.id.source == .fallback {
      warn(
        "id-from-file-name", "the document states no incident id; \"\(facts.id.text)\" is made from its file name", nil,
        "add `Incident ID: INC-…` to its head")
    }
    if facts.status.isContradictory {
      warn(
        "contradictory-status", "the document states several statuses; the least closed one counts", facts.status.line,
        "leave one status, or make them agree")
    }
    if facts.isClosed, facts.closed == nil {
      warn("no-closing-date", "the document does not say when the incident was closed", nil, "add `Closed: 2026-05-14`")
    }
    for statement in metadata.all(.closed) where DateReading.day(in: statement.value) == nil {
      warn(
        "unreadable-date", "\"\(ImportProposal.excerpt(statement.value))\" cannot be told to be one day",
        statement.line,
        "write the year first, as in 2026-05-14")
    }
    let days = metadata.all(.date).compactMap { statement in
      DateReading.day(in: statement.value).map { ($0, statement.line) }
    }
    if let first = days.first, let other = days.first(where: { $0.0 != first.0 }) {
      warn(
        "dates-differ", "the document is dated \(first.0) in line \(first.1) and \(other.0) here", other.1,
        "tell the day of the incident from the day of publishing")
    }
    for picture in found.pictures {
      warn(
        "image-evidence", "a picture is no text that a case can hold", picture.lines.lowerBound,
        "copy the text of the picture")
    }
    for triple in found.triples {
      let text = triple.input.text.trimmed
      if text.hasPrefix("("), text.hasSuffix(")") {
        warn(
          "paraphrased-input", "the input stands in parentheses, so it may be no quotation",
          triple.input.lines.lowerBound,
          "copy what came in, word for word")
      }
      for part in [triple.input, triple.badOutput] where part.text.contains("![") || part.text.contains("<img") {
        warn(
          "image-evidence", "a picture is no text that a case can hold", part.lines.lowerBound,
          "copy the text of the picture")
      }
    }
    return findings
  }

  /// The warnings about the prose of a Markdown document, in no order.
  func findings(_ document: MarkdownDocument) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    func warn(_ code: String, _ message: String, _ line: Int?, _ hint: String) {
      findings.append(.warning(code, message, at: Place(file: file, line: line), hint: hint))
    }
    rootCause(document, warn)
    actions(document, warn)
    if let line = mojibake(document) {
      warn("mojibake", "the text was decoded wrongly before it was saved", line, "export the document again as UTF-8")
    }
    return findings
  }

  private typealias Warn = (String, String, Int?, String) -> Void

  /// "The model hallucinated" names a symptom: a root cause says which condition let it happen.
  private func rootCause(_ document: MarkdownDocument, _ warn: Warn) {
    for section in document.sections where PostmortemField(HeadingName(section.title)) == .rootCause {
      let text = section.flat.flatMap(\.content).map(\.source).joined(separator: "\n")
      if PostmortemLint.isSymptom(text) { warnOfSymptom(section.lines.lowerBound, warn) }
    }
  }

  /// Whether a root cause says nothing but that the model hallucinated.
  static func isSymptom(_ rootCause: String) -> Bool {
    let words = HeadingName(rootCause).words
    return words.count <= 12
      && words.contains { ["hallucinated", "hallucination", "hallucinations", "nondeterministic"].contains($0) }
  }

  private func warnOfSymptom(_ line: Int?, _ warn: Warn) {
    warn(
      "root-cause-symptom", "the root cause only says that the model hallucinated", line,
      "name the condition in retrieval, prompt, tools or configuration, and why no safeguard held")
  }

  /// The warnings about a record whose parts stand under keys.
  func findings(rootCause: (text: String, line: Int)?, hasActions: Bool) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    func warn(_ code: String, _ message: String, _ line: Int?, _ hint: String) {
      findings.append(.warning(code, message, at: Place(file: file, line: line), hint: hint))
    }
    if let rootCause, PostmortemLint.isSymptom(rootCause.text) { warnOfSymptom(rootCause.line, warn) }
    if !hasActions {
      warn("no-actions", "the record lists no action items", nil, "list what changes, by whom and when")
    }
    return findings
  }

  private func actions(_ document: MarkdownDocument, _ warn: Warn) {
    let sections = document.sections.filter { PostmortemField(HeadingName($0.title)) == .actions }
    if sections.isEmpty || sections.allSatisfy(\.isEmpty) {
      warn(
        "no-actions", "the document lists no action items", sections.first?.lines.lowerBound,
        "list what changes, by whom and when")
    }
  }

  private func mojibake(_ document: MarkdownDocument) -> Int? {
    let marks = ["â€™", "â€œ", "â€“", "Ã©", "Ã¼", "Ã¶", "Ã±", "\u{FFFD}"]
    // Every mark begins outside of ASCII, as few lines do.
    return (1...max(document.source.count, 1)).first { number in
      let line = document.source[number]
      return line.utf8.contains { $0 > 0x7F } && marks.contains { line.contains($0) }
    }
  }
}
