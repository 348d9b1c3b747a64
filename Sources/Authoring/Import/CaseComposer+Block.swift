import EvalSchema

extension CaseComposer {
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
