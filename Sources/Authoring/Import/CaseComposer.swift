import EvalSchema

/// Makes the text of case files from facts and found parts, and lists what is missing.
struct CaseComposer {
  let facts: IncidentFacts
  let policy: ImportPolicy

  /// What a person may have to fill in, in the order in which it is reported.
  enum Part: String, CaseIterable {
    case status, severity, pattern, input, expected, graders
    case knownBad = "known_bad"
    case knownGood = "known_good"

    /// What to write there.
    var remedy: String {
      switch self {
      case .status: "say in the document that the incident is closed and reviewed, or attest it with day and name"
      case .severity: "state the severity in the document, as the evalset's scheme spells it"
      case .pattern: "name one pattern of the taxonomy"
      case .input: "copy what came in, word for word"
      case .expected: "state the observable behavior"
      case .graders: "add at least one grader that fails the bad output"
      case .knownBad: "copy what the system said and did, word for word"
      case .knownGood: "write an output that would have been right"
      }
    }
  }

  /// A case from the three keys of a section, or a draft without them.
  func compose(
    _ triple: TripleFinder.Triple?, id: String, title: String, proposals: [ImportProposal]
  ) -> ImportedCase {
    let (severity, source) = severity(of: triple)
    let (pattern, candidates) = pattern(of: triple)
    var missing: [Part] = facts.isClosed ? [] : [.status]
    if severity == nil { missing.append(.severity) }
    if pattern == nil { missing.append(.pattern) }
    if triple == nil { missing += [.input, .expected] }
    if policy.needsProof { missing.append(.graders) }
    if triple == nil { missing.append(.knownBad) }
    if policy.needsProof, triple?.goodOutput == nil { missing.append(.knownGood) }

    var ranges: [(String, LineRange)] = []
    if let triple {
      ranges = [
        ("input", LineRange(triple.input.lines)), ("known_bad", LineRange(triple.badOutput.lines)),
        ("expected", LineRange(triple.expected.lines)),
      ]
      if let good = triple.goodOutput { ranges.append(("known_good", LineRange(good.lines))) }
    }
    var members: [CaseFileTree.Member] = [
      .value("id", .text(id)), .value("title", line(title)),
      .value(
        "incident",
        .map(incident(severity: severity, source: source, ranges: ranges, missing: missing, quotes: proposals))),
    ]
    if let pattern {
      members.append(.value("pattern", .text(pattern)))
    } else {
      let hint = candidates.isEmpty ? Part.pattern.remedy : "one of " + candidates.joined(separator: ", ")
      members.append(.comment("missing: pattern: " + hint))
    }
    if let owner = facts.owner, !KeyedValue.isBlank(owner) { members.append(.value("owner", line(owner))) }
    if let triple {
      members.append(.value("input", .map([.value("messages", .list([said("user", triple.input.text)]))])))
      var expected: [CaseFileTree.Member] = [.value("behavior", .text(triple.expected.text))]
      if missing.contains(.graders) { expected.append(comment(.graders)) }
      members.append(.value("expected", .map(expected)))
      members.append(.value("known_bad", .list([exhibit("incident", triple.badOutput.text)])))
      if let good = triple.goodOutput {
        members.append(.value("known_good", .list([exhibit("author", good.text)])))
      } else if missing.contains(.knownGood) {
        members.append(comment(.knownGood))
      }
    } else {
      for part in [Part.input, .expected, .graders, .knownBad, .knownGood] where missing.contains(part) {
        members.append(comment(part))
        members += quotes(of: part, proposals)
      }
    }
    if let model = facts.model, !KeyedValue.isBlank(model) {
      members.append(.value("evidence", .map([.value("model", line(model))])))
    }
    let text = CaseFileWriter.schemaLine + "\n" + CaseFileWriter.write(members)
    return imported(id, text: text, missing: missing, proposals: open(proposals, missing, candidates))
  }

  /// A case from an explicit block, whose text stands in the file as its author wrote it.
  func compose(_ block: EvalCaseBlock, id: String, lines: [(String, LineRange)]) -> ImportedCase {
    let reading = block.node["pattern"]?.text.map { PatternGate.read($0) }
    var candidates: [String] = []
    var missing: [Part] = facts.isClosed ? [] : [.status]
    if facts.severity == nil { missing.append(.severity) }
    var pattern: CaseFileTree.Member?
    switch reading {
    case .known?: break
    case .ambiguous(let ids)?:
      candidates = ids
      missing.append(.pattern)
    case .unknown?: missing.append(.pattern)
    case nil:
      if let known = facts.pattern {
        pattern = .value("pattern", .text(known))
      } else {
        candidates = facts.patternCandidates
        missing.append(.pattern)
      }
    }
    missing += EvalCaseBlock.gaps(of: block.node, needsProof: policy.needsProof)

    var head: [CaseFileTree.Member] = []
    if block.node["id"] == nil { head.append(.value("id", .text(id))) }
    if block.node["title"] == nil { head.append(.value("title", line(facts.title))) }
    head.append(
      .value(
        "incident",
        .map(
          incident(severity: facts.severity, source: facts.severitySource, ranges: lines, missing: missing, quotes: []))
      ))
    if let pattern { head.append(pattern) }
    for part in missing where part != .status && part != .severity {
      let hint = part == .pattern && !candidates.isEmpty ? "one of " + candidates.joined(separator: ", ") : part.remedy
      head.append(.comment("missing: \(part.rawValue): \(hint)"))
    }
    let start = CaseFileWriter.schemaLine + "\n" + CaseFileWriter.write(head)
    let text = splice(block, after: start) ?? rewritten(block, after: start)
    return imported(id, text: text, missing: missing, proposals: open([], missing, candidates))
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
    severity: Severity?, source: String?, ranges: [(String, LineRange)], missing: [Part], quotes: [ImportProposal]
  ) -> [CaseFileTree.Member] {
    var members: [CaseFileTree.Member] = [
      .value("id", .text(facts.id.text)), .value("title", line(facts.title)),
    ]
    if let closed = facts.closed { members.append(.value("closed", .plain(closed))) }
    if missing.contains(.status) { members.append(comment(.status)) }
    if let attestation = facts.attestation {
      let stated = facts.status.value.map { "\($0); " } ?? ""
      members.append(.value("status", line("\(stated)attested as closed by \(attestation.closedBy)")))
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
    members.append(.value("importer", .text(facts.importer)))
    return members
  }

  private func severity(of triple: TripleFinder.Triple?) -> (Severity?, String?) {
    guard let own = triple?.severity, !own.isBlank else { return (facts.severity, facts.severitySource) }
    let source = PostmortemMetadata.plain(own.text)
    if case .known(let severity) = SeverityGate.read(source, scheme: policy.scheme) { return (severity, source) }
    return (nil, source)
  }

  private func pattern(of triple: TripleFinder.Triple?) -> (String?, [String]) {
    guard let own = triple?.pattern, !own.isBlank else { return (facts.pattern, facts.patternCandidates) }
    switch PatternGate.read(PostmortemMetadata.plain(own.text)) {
    case .known(let id): return (id, [])
    case .ambiguous(let ids): return (nil, ids)
    case .unknown: return (nil, facts.patternCandidates)
    }
  }

  /// A text as one line: what went on in the next line of a document belongs to it.
  private func line(_ text: String) -> CaseFileTree {
    guard text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else { return .text(text) }
    return .text(text.split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.isEmpty }.joined(separator: " "))
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
    return patterns.map { ImportProposal(field: "pattern", lines: nil, quote: $0) }
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
