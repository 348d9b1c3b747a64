import EvalSchema

/// Makes the text of case files from facts and found parts, and lists what is missing.
struct CaseComposer {
  let facts: IncidentFacts
  let policy: ImportPolicy
  /// What a trace gives, when one is there.
  var filling: TraceFilling?

  /// What a person may have to fill in, in the order in which it is reported.
  enum Part: String, CaseIterable {
    case status, severity, pattern, layers, input, expected, graders
    case knownBad = "known_bad"
    case knownGood = "known_good"

    /// What to write there.
    var remedy: String {
      switch self {
      case .status: "say in the document that the incident is closed and reviewed, or attest it with day and name"
      case .severity: "state the severity in the document, as the evalset's scheme spells it"
      case .pattern: "name one pattern of the taxonomy"
      case .layers:
        "the root cause only says that the model hallucinated: name where the cause lay, such as retrieval or prompt"
      case .input: "copy what came in, word for word"
      case .expected: "state the observable behavior"
      case .graders: "add at least one grader that fails the bad output"
      case .knownBad: "copy what the system said and did, word for word"
      case .knownGood: "write an output that would have been right"
      }
    }
  }

  /// A case from the three keys of a section and from answers, or a draft without them.
  func compose(
    _ triple: TripleFinder.Triple?, id: String, title: String, proposals: [ImportProposal],
    answers: ImportAnswers.Case = .init()
  ) -> ImportedCase {
    let (severity, source) = severity(of: triple)
    var (pattern, candidates) = pattern(of: triple)
    pattern = pattern ?? answers.pattern?.text
    let parts = Parts(triple, answers)
    var missing: [Part] = facts.isClosed ? [] : [.status]
    if severity == nil { missing.append(.severity) }
    if pattern == nil { missing.append(.pattern) }
    if facts.isCauseSymptom, answers.layers.isEmpty { missing.append(.layers) }
    if parts.input == nil, filling == nil { missing.append(.input) }
    if parts.expected == nil { missing.append(.expected) }
    if policy.needsProof, answers.graders.isEmpty { missing.append(.graders) }
    if parts.knownBad == nil, filling == nil { missing.append(.knownBad) }
    if policy.needsProof, parts.knownGood == nil { missing.append(.knownGood) }

    var members: [CaseFileTree.Member] = [
      .value("id", .text(id)), .value("title", line(title)),
      .value(
        "incident",
        .map(incident(severity: severity, source: source, ranges: parts.ranges, missing: missing, answers))),
    ]
    if let pattern {
      members.append(.value("pattern", .text(pattern)))
    } else {
      let hint = candidates.isEmpty ? Part.pattern.remedy : "one of " + candidates.joined(separator: ", ")
      members.append(.comment("missing: pattern: " + hint))
    }
    if !answers.layers.isEmpty { members.append(CaseComposer.member(answers.layers)) }
    if missing.contains(.layers) { members.append(comment(.layers)) }
    if let owner = facts.owner, !KeyedValue.isBlank(owner) { members.append(.value("owner", line(owner))) }
    if let consequence = answers.consequence { members.append(CaseComposer.member(consequence)) }
    members += self.members(of: parts, answers, missing: missing, proposals)
    if let filling {
      members.append(.value("evidence", .map(filling.evidence(model: facts.model))))
    } else if let model = facts.model, !KeyedValue.isBlank(model) {
      members.append(.value("evidence", .map([.value("model", line(model))])))
    }
    let text = CaseFileWriter.schemaLine + "\n" + CaseFileWriter.write(members)
    missing = withUnconfirmed(missing, answers)
    var found = imported(id, text: text, missing: missing, proposals: open(proposals, missing, candidates))
    if pattern == nil, candidates.isEmpty { found.unknownPattern = unknownPattern(of: triple) }
    return found
  }

  /// Input, outputs and expectation of one case, from its section or from answers.
  private struct Parts {
    var input, knownBad, expected, knownGood: ImportAnswers.Said?

    init(_ triple: TripleFinder.Triple?, _ answers: ImportAnswers.Case) {
      func said(_ value: KeyedValue?) -> ImportAnswers.Said? {
        value.map { ImportAnswers.Said($0.text, lines: LineRange($0.lines)) }
      }
      input = said(triple?.input) ?? answers.input
      knownBad = said(triple?.badOutput) ?? answers.knownBad
      expected = said(triple?.expected) ?? answers.expected
      knownGood = said(triple?.goodOutput) ?? answers.knownGood
    }

    /// Where the parts stand in the document.
    var ranges: [(String, LineRange)] {
      [("input", input), ("known_bad", knownBad), ("expected", expected), ("known_good", knownGood)].compactMap {
        name, said in said?.lines.map { (name, $0) }
      }
    }
  }

  /// What is missing, and what only a proposal fills that nobody has confirmed.
  private func withUnconfirmed(_ missing: [Part], _ answers: ImportAnswers.Case) -> [Part] {
    guard facts.confirmedBy == nil else { return missing }
    let proposed = answers.proposedBy
    return Part.allCases.filter { missing.contains($0) || proposed[$0.rawValue] != nil }
  }

  /// Input, expectation and exhibits: from the document, from answers, from the trace, or as what is missing.
  private func members(
    of parts: Parts, _ answers: ImportAnswers.Case, missing: [Part], _ proposals: [ImportProposal]
  ) -> [CaseFileTree.Member] {
    var members: [CaseFileTree.Member] = []
    func lack(_ part: Part) -> [CaseFileTree.Member] {
      missing.contains(part) ? [comment(part)] + quotes(of: part, proposals) : []
    }
    if let input = parts.input {
      let own: [CaseFileTree.Member] = [.value("messages", .list([said("user", input.text)]))]
      // The words of the document count; where the trace has the same, it knows what was around them.
      let isSame = filling?.run.input.last.map { CaseComposer.isSame($0.text, input.text) } == true
      let whole = filling.map { isSame ? $0.input($0.run.input) : own + $0.context }
      members.append(.value("input", .map(whole ?? own)))
    } else if let filling {
      members.append(.value("input", .map(filling.input(filling.run.input))))
    }
    members += lack(.input)

    var expected: [CaseFileTree.Member] = parts.expected.map { [.value("behavior", .text($0.text))] } ?? []
    let graders = answers.graders.map { CaseFileTree($0) }
    if !expected.isEmpty || !graders.isEmpty {
      if expected.isEmpty { expected += lack(.expected) }
      expected += graders.isEmpty ? (missing.contains(.graders) ? [comment(.graders)] : []) : []
      if !graders.isEmpty { expected.append(.value("graders", .list(graders))) }
      members.append(.value("expected", .map(expected)))
    } else {
      members += lack(.expected) + lack(.graders)
    }

    if let bad = parts.knownBad {
      let isSame = filling?.run.output.last.map { CaseComposer.isSame($0.text, bad.text) } == true
      let shown = exhibit("incident", bad.text)
      members.append(.value("known_bad", .list([isSame ? filling?.exhibit ?? shown : shown])))
    } else if let filling {
      members.append(.value("known_bad", .list([filling.exhibit])))
    }
    members += lack(.knownBad)
    if let good = parts.knownGood { members.append(.value("known_good", .list([exhibit("author", good.text)]))) }
    return members + lack(.knownGood)
  }

  /// Layers as they stand in a file.
  static func member(_ layers: [Layer]) -> CaseFileTree.Member {
    .value("layers", .list(layers.map { .text($0.rawValue) }))
  }

  /// A consequence as it stands in a file.
  static func member(_ consequence: Consequence) -> CaseFileTree.Member {
    .value(
      "consequence",
      .map([
        .value("harm", .text(consequence.harm.rawValue)),
        .value("reversibility", .text(consequence.reversibility.rawValue)),
        .value("reached_user", .plain(consequence.reachedUser ? "true" : "false")),
      ]))
  }

  /// Whether two texts are the same but for marks, letter case and spaces.
  static func isSame(_ left: String, _ right: String) -> Bool {
    let (a, b) = (HeadingName(words: WordShingles.words(left)), HeadingName(words: WordShingles.words(right)))
    return !a.words.isEmpty && a.words == b.words
  }

  /// Where a document and the run that is said to be its own do not say the same.
  static func differences(_ reading: PostmortemReading, _ filling: TraceFilling?, file: String) -> [Diagnostic] {
    guard let run = filling?.run else { return [] }
    return reading.found.triples.flatMap { triple -> [Diagnostic] in
      [(triple.input, run.input.last?.text, "input"), (triple.badOutput, run.output.last?.text, "bad output")]
        .compactMap {
          value, recorded, name in
          guard let recorded, !isSame(recorded, value.text) else { return nil }
          return .warning(
            "trace-differs", "the \(name) is not what the trace recorded: \"\(ImportProposal.excerpt(recorded))\"",
            at: Place(file: file, line: value.lines.lowerBound),
            hint: "the words of the document were taken; check that this is the run")
        }
    }
  }

  /// A case from an explicit block, whose text stands in the file as its author wrote it.
  func compose(
    _ block: EvalCaseBlock, id: String, lines: [(String, LineRange)], answers: ImportAnswers.Case = .init()
  ) -> ImportedCase {
    let written = block.node["pattern"]
    var candidates: [String] = []
    var missing: [Part] = facts.isClosed ? [] : [.status]
    if facts.severity == nil { missing.append(.severity) }
    var pattern: CaseFileTree.Member?
    switch written?.text.map({ PatternGate.read($0) }) {
    case .known?: break
    case .ambiguous(let ids)?: candidates = ids
    case .unknown?: break
    case nil: candidates = facts.pattern.map { [$0] } ?? facts.patternCandidates
    }
    let isKnown =
      written?.text.map { PatternGate.read($0) }.map { if case .known = $0 { true } else { false } } ?? false
    if !isKnown {
      if let chosen = answers.pattern?.text ?? (written == nil ? facts.pattern : nil) {
        pattern = .value("pattern", .text(chosen))
      } else {
        missing.append(.pattern)
      }
    }
    let filled = EvalCaseFilling(block.node, answers)
    if facts.isCauseSymptom, filled.node["layers"]?[0] == nil { missing.append(.layers) }
    missing += EvalCaseBlock.gaps(of: filled.node, needsProof: policy.needsProof)

    var head: [CaseFileTree.Member] = []
    if block.node["id"] == nil { head.append(.value("id", .text(id))) }
    if block.node["title"] == nil { head.append(.value("title", line(facts.title))) }
    head.append(
      .value(
        "incident",
        .map(
          incident(severity: facts.severity, source: facts.severitySource, ranges: lines, missing: missing, answers))))
    if let pattern { head.append(pattern) }
    for part in missing where part != .status && part != .severity {
      let hint = part == .pattern && !candidates.isEmpty ? "one of " + candidates.joined(separator: ", ") : part.remedy
      head.append(.comment("missing: \(part.rawValue): \(hint)"))
    }
    if let filling, block.node["evidence"] == nil {
      head.append(.value("evidence", .map(filling.evidence(model: facts.model))))
    }
    let start = CaseFileWriter.schemaLine + "\n" + CaseFileWriter.write(head)
    let isChanged = filled.isChanged || pattern != nil && written != nil
    var members = filled.members
    if pattern != nil { members.removeAll { $0.key == "pattern" } }
    let text =
      isChanged
      ? start + CaseFileWriter.write(members) : splice(block, after: start) ?? rewritten(block, after: start)
    missing = withUnconfirmed(missing, answers)
    var found = imported(id, text: text, missing: missing, proposals: open([], missing, candidates))
    if missing.contains(.pattern), candidates.isEmpty, let written {
      found.unknownPattern = PostmortemMetadata.Statement(
        field: .pattern, value: written.text ?? "", line: written.place.line ?? block.lines.lowerBound)
    }
    return found
  }

  private func imported(
    _ id: String, text: String, missing: [Part], proposals: [ImportProposal]
  ) -> ImportedCase {
    let folder = missing.isEmpty ? "cases" : "drafts"
    return ImportedCase(
      id: id, file: "\(folder)/\(id).yaml", text: text, missing: missing.map(\.rawValue), proposals: proposals)
  }

  /// The author's text below the incident, when the whole reads back as the same content.
  private func splice(_ block: EvalCaseBlock, after start: String) -> String? {
    guard let text = block.text else { return nil }
    let whole = start + (text.hasSuffix("\n") ? text : text + "\n")
    let (node, diagnostics) = YAMLReader.read(whole, file: "")
    guard let node, !diagnostics.hasErrors, case .mapping(let entries) = block.node.content else { return nil }
    let isSame =
      entries.allSatisfy { node[$0.key]?.json == $0.value.json } && node["incident"]?["id"]?.text == facts.id.text
    return isSame ? whole : nil
  }

  private func rewritten(_ block: EvalCaseBlock, after start: String) -> String {
    guard case .map(let members) = CaseFileTree(block.node) else { return start }
    return start + CaseFileWriter.write(members)
  }

  private func incident(
    severity: Severity?, source: String?, ranges: [(String, LineRange)], missing: [Part], _ answers: ImportAnswers.Case
  ) -> [CaseFileTree.Member] {
    var members: [CaseFileTree.Member] = [
      .value("id", .text(facts.id.text)), .value("title", line(facts.title)),
    ]
    if let closed = facts.closed { members.append(.value("closed", .plain(closed))) }
    if missing.contains(.status) { members.append(comment(.status)) }
    if let attestation = facts.attestation {
      let stated = facts.status.value.map { "\($0); " } ?? ""
      let reason = attestation.reason.map { ": " + $0 } ?? ""
      members.append(.value("status", line("\(stated)attested as closed by \(attestation.closedBy)\(reason)")))
      members.append(.value("attested_by", line(attestation.closedBy)))
    } else if let status = facts.status.value {
      members.append(.value("status", line(status)))
    }
    if let severity {
      members.append(.value("severity", .plain(severity.rawValue)))
    } else {
      let names = facts.severityCandidates.map(\.rawValue).joined(separator: " or ")
      members.append(.comment("missing: severity: " + (names.isEmpty ? Part.severity.remedy : "\(names)?")))
    }
    if let source { members.append(.value("severity_source", line(source))) }
    members += [
      .value("postmortem", .text(facts.postmortem)), .value("sha256", .text(facts.sha256.description)),
    ]
    if !ranges.isEmpty {
      members.append(
        .value(
          "lines",
          .map(
            ranges.map {
              .value($0.0, $0.1.first == $0.1.last ? .plain("\($0.1.first)") : .plain("\($0.1.first)-\($0.1.last)"))
            })))
    }
    if let redactedFrom = facts.redactedFrom {
      members.append(.value("redacted_from", .text(redactedFrom.description)))
    }
    members.append(.value("importer", .text(facts.importer)))
    if Taxonomy.version != 1 { members.append(.value("taxonomy", .plain("\(Taxonomy.version)"))) }
    let proposed = answers.proposedBy
    if !proposed.isEmpty {
      let order = Part.allCases.map(\.rawValue).filter { proposed[$0] != nil }
      members.append(.value("proposed_by", .map(order.map { .value($0, .text(proposed[$0] ?? "")) })))
      if let name = facts.confirmedBy {
        members.append(.value("confirmed_by", line(name)))
      } else {
        members.append(.comment("missing: confirmed_by: look at what was proposed, and say who confirms it"))
      }
    }
    return members
  }

  private func severity(of triple: TripleFinder.Triple?) -> (Severity?, String?) {
    guard let own = triple?.severity, !own.isBlank else { return (facts.severity, facts.severitySource) }
    let source = PostmortemMetadata.plain(own.text)
    if case .known(let severity) = SeverityGate.read(source, scheme: policy.scheme) { return (severity, source) }
    return (facts.answeredSeverity, source)
  }

  private func pattern(of triple: TripleFinder.Triple?) -> (String?, [String]) {
    guard let own = triple?.pattern, !own.isBlank else { return (facts.pattern, facts.patternCandidates) }
    switch PatternGate.read(PostmortemMetadata.plain(own.text)) {
    case .known(let id): return (id, [])
    case .ambiguous(let ids): return (nil, ids)
    case .unknown: return (nil, facts.patternCandidates)
    }
  }

  private func unknownPattern(of triple: TripleFinder.Triple?) -> PostmortemMetadata.Statement? {
    guard let own = triple?.pattern, !own.isBlank else { return facts.unknownPattern }
    return PostmortemMetadata.Statement(
      field: .pattern, value: PostmortemMetadata.plain(own.text), line: own.lines.lowerBound)
  }

  /// A text as one line: what went on in the next line of a document belongs to it; control characters say nothing.
  private func line(_ text: String) -> CaseFileTree {
    guard text.unicodeScalars.contains(where: { CaseComposer.isControl($0) }) else { return .text(text) }
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { view.append(CaseComposer.isControl(scalar) ? " " : scalar) }
    return .text(String(view).split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  private func comment(_ part: Part) -> CaseFileTree.Member { .comment("missing: \(part.rawValue): \(part.remedy)") }

  private func quotes(of part: Part, _ proposals: [ImportProposal]) -> [CaseFileTree.Member] {
    proposals.filter { $0.field == part.rawValue }.map { proposal in
      let place = proposal.lines.map { $0.first == $0.last ? "line \($0.first)" : "lines \($0.first)-\($0.last)" } ?? ""
      return .comment("  \(facts.postmortem) \(place): \(proposal.quote)")
    }
  }

  /// The proposals for what is missing, those for the pattern included.
  private func open(_ proposals: [ImportProposal], _ missing: [Part], _ candidates: [String]) -> [ImportProposal] {
    let wanted = Set(missing.map(\.rawValue))
    let patterns = missing.contains(.pattern) ? candidates : []
    return patterns.map { ImportProposal(field: "pattern", lines: nil, text: $0) }
      + proposals.filter { wanted.contains($0.field) }
  }

  private func said(_ role: String, _ text: String) -> CaseFileTree { .map([.value(role, .text(text))]) }

  private func exhibit(_ from: String, _ text: String) -> CaseFileTree {
    .map([.value("from", .text(from)), .value("transcript", .list([said("assistant", text)]))])
  }
}

extension EvalCaseBlock {
  /// What an explicit case lacks.
  static func gaps(of node: Node, needsProof: Bool) -> [CaseComposer.Part] {
    func isFilled(_ node: Node?) -> Bool {
      switch node?.content {
      case .scalar(let text, _)?: !text.isBlank
      case .sequence(let nodes)?: !nodes.isEmpty
      case .mapping(let entries)?: !entries.isEmpty
      case nil: false
      }
    }
    var gaps: [CaseComposer.Part] = []
    if !isFilled(node["input"]?["messages"]) { gaps.append(.input) }
    if !isFilled(node["expected"]?["behavior"]) { gaps.append(.expected) }
    if needsProof, !isFilled(node["expected"]?["graders"]) { gaps.append(.graders) }
    if !isFilled(node["known_bad"]) { gaps.append(.knownBad) }
    if needsProof, !isFilled(node["known_good"]) { gaps.append(.knownGood) }
    return gaps
  }
}

extension LineRange {
  /// The same lines.
  init(_ range: ClosedRange<Int>) { self.init(first: range.lowerBound, last: range.upperBound) }
}
