import EvalSchema

/// Decides whether a document can become cases at all.
struct PostmortemGate: Sendable {
  let policy: ImportPolicy

  /// Why a document is refused.
  struct Refusal: Sendable, Hashable {
    var reason: ImportReason
    var message: String
    var line: Int?
    var hint: String
    /// Further places of the same kind.
    var others: [PostmortemReading.Gap] = []

    init(_ reason: ImportReason, _ message: String, _ line: Int?, _ hint: String) {
      (self.reason, self.message, self.line, self.hint) = (reason, message, line, hint)
    }
  }

  /// The first reason for a refusal, given what was found so far; nil for a document that goes on.
  func refusal(of reading: PostmortemReading, facts: IncidentFacts, _ diagnostics: [Diagnostic]) -> Refusal? {
    if let refusal = unfilled(reading) ?? notClosed(facts) { return refusal }
    if let line = reading.brokenOff {
      return Refusal(.truncated, "the document breaks off here", line, "import the whole document, or end the sentence")
    }
    if let first = diagnostics.first(where: { $0.severity == .error }) {
      return Refusal(
        .invalidEvalCase, "the explicit case or the front matter cannot be read", first.place?.line,
        "mend what is reported beside this")
    }
    let isSilent =
      reading.found.seen.isEmpty && reading.found.pictures.isEmpty && reading.blocks.isEmpty && facts.pattern == nil
      && facts.patternCandidates.isEmpty
      && facts.model == nil
    if isSilent, !reading.tellsOfModel, !reading.found.quotesSystem {
      return Refusal(
        .notModelBehavior, "no input to a model and no output of one stand in the document", nil,
        "a fault of the software around a model belongs into ordinary tests; otherwise add an eval-case block")
    }
    return sameTexts(reading)
  }

  private func unfilled(_ reading: PostmortemReading) -> Refusal? {
    let marks = reading.blocks.flatMap { block in
      block.placeholders.map {
        PostmortemReading.Gap(line: $0.place.line ?? block.lines.lowerBound, text: $0.text ?? "")
      }
    }
    let gaps = TemplateGate.ordered(reading.unfilled + marks)
    guard let first = gaps.first else { return nil }
    let shown = ImportProposal.excerpt(first.text)
    var refusal = Refusal(
      .unfilledTemplate, "the document is a template that was not filled in: \"\(shown)\"", first.line,
      "write what happened in place of each mark, and remove the sections that do not apply")
    refusal.others = Array(gaps.dropFirst().prefix(99))
    return refusal
  }

  private func notClosed(_ facts: IncidentFacts) -> Refusal? {
    guard !facts.isClosed, !policy.isProvisional, let status = facts.status.value else { return nil }
    let shown = ImportProposal.excerpt(status)
    if facts.status.verdict == .notClosed {
      return Refusal(
        .notClosed, "the status \"\(shown)\" says that the incident is not closed", facts.status.line,
        "close the incident and its review first; a draft that cannot gate is made with --provisional")
    }
    if facts.status.verdict == .phase {
      return Refusal(
        .notClosed, "the status \"\(shown)\" names a phase of the work, not its end", facts.status.line,
        "say that the incident is closed, or attest it with --attest \"closed: WHO, WHY\"")
    }
    return nil
  }

  private func sameTexts(_ reading: PostmortemReading) -> Refusal? {
    let hint = "copy what the system did wrong to the one, and state what it should have done in the other"
    for triple in reading.found.triples where PostmortemGate.isSame(triple.badOutput.text, triple.expected.text) {
      return Refusal(
        .badEqualsExpected, "the bad output and the expected behavior are the same", triple.expected.lines.lowerBound,
        hint)
    }
    for block in reading.blocks {
      guard let line = sameParts(of: block) else { continue }
      return Refusal(
        .badEqualsExpected, "a known bad output and the expected behavior are the same", line, hint)
    }
    return nil
  }

  /// Why answers cannot make a case: no grader could tell one output from the other.
  static func sameAnswers(_ answers: ImportAnswers) -> Refusal? {
    for own in answers.cases.values {
      guard let bad = own.knownBad?.text else { continue }
      for other in [own.expected, own.knownGood].compactMap({ $0?.text }) where isSame(bad, other) {
        return Refusal(
          .badEqualsExpected, "the bad output is the same as what is right", nil,
          "copy what the system did wrong, and say what it should have done")
      }
    }
    return nil
  }

  private static func isSame(_ left: String, _ right: String) -> Bool {
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
      if PostmortemGate.isSame(said, behavior) { return messages[0].place.line }
    }
    return nil
  }

  /// Why an id cannot be the name of a file; nil when all can.
  static func idProblem(of cases: [ImportedCase], facts: IncidentFacts) -> Refusal? {
    for id in [facts.id.text] + cases.map(\.id) {
      guard let problem = FileNameRule.problem(with: id) else { continue }
      return Refusal(
        .unusableID, "the id \"\(ImportProposal.excerpt(id))\" cannot be the name of a file: \(problem)", nil,
        "use letters, digits, `-`, `_` and `.` only")
    }
    var seen: Set<String> = []
    for found in cases where !seen.insert(found.id.lowercased()).inserted {
      return Refusal(
        .duplicateCase, "two cases of this document are called \"\(found.id)\"", nil, "give each its own `id`")
    }
    return nil
  }
}
