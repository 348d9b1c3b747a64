import EvalSchema

extension ImportedDocument {
  /// A document of which nothing is known but its bytes.
  init(of source: PostmortemImporter.Source) {
    self.init(
      file: source.file, verdict: .accepted, reason: nil, status: nil, severity: nil, sha256: Digest(of: source.bytes),
      incidentID: nil, postmortem: source.postmortem, cases: [], diagnostics: [], redactions: source.redactions)
  }

  /// Makes the verdict a refusal, with one finding that says why; its code is the reason.
  package mutating func refuse(_ reason: ImportReason, _ message: String, line: Int? = nil, hint: String) {
    verdict = .refused
    self.reason = reason
    cases = []
    diagnostics.append(.error(reason.rawValue, message, at: Place(file: file, line: line), hint: hint))
  }

  /// Makes the verdict a refusal, with a finding for each of its places.
  mutating func refuse(_ refusal: PostmortemGate.Refusal) {
    refuse(refusal.reason, refusal.message, line: refusal.line, hint: refusal.hint)
    for other in refusal.others {
      diagnostics.append(
        .error(
          refusal.reason.rawValue, "not filled in: \"\(ImportProposal.excerpt(other.text))\"",
          at: Place(file: file, line: other.line), hint: refusal.hint))
    }
  }

  /// Adds one finding for each thing that a person must say; what all cases lack is said once.
  mutating func reportMissing(_ facts: IncidentFacts) {
    for part in CaseComposer.Part.allCases {
      let lacking = cases.filter { $0.missing.contains(part.rawValue) }
      guard !lacking.isEmpty else { continue }
      let code = "missing-" + part.rawValue.split(separator: "_").joined(separator: "-")
      let names = lacking.prefix(5).map { "\"\($0.id)\"" }.joined(separator: ", ")
      let more = lacking.count > 5 ? " and \(lacking.count - 5) more" : ""
      let scope = lacking.count == cases.count ? "" : " in " + names + more
      var line: Int?
      var message = "\(part.rawValue) is missing" + scope
      var hint = part.remedy
      switch part {
      case .status:
        line = facts.status.line
        if let status = facts.status.value {
          message = "the status \"\(ImportProposal.excerpt(status))\" does not say that the review is done"
        }
      case .severity:
        if let source = facts.severitySource {
          let shown = ImportProposal.excerpt(source)
          let names = facts.severityCandidates.map(\.rawValue).joined(separator: " or ")
          message =
            names.isEmpty ? "\"\(shown)\" names no severity" : "the severity \"\(shown)\" can mean \(names)"
        }
      case .pattern:
        let candidates = lacking.flatMap(\.proposals).filter { $0.field == "pattern" }.map(\.quote)
        var seen: Set<String> = []
        let names = candidates.filter { seen.insert($0).inserted }
        if !names.isEmpty {
          message = "the failure pattern can be more than one" + scope
          hint = "choose one of " + names.joined(separator: ", ")
        } else if let unknown = lacking.lazy.compactMap(\.unknownPattern).first {
          line = unknown.line
          message = PatternGate.unknownName(unknown.value) + scope
          hint += "; relapse list patterns shows them"
        }
      default:
        let places = lacking.flatMap(\.proposals).filter { $0.field == part.rawValue }.compactMap(\.lines?.first)
        line = places.first
        if let first = places.first { hint += "; it may stand in line \(first)" }
      }
      diagnostics.append(.error(code, message, at: Place(file: file, line: line), hint: hint))
    }
  }

  /// Orders the findings by place and adds the source lines.
  mutating func finish(_ source: SourceLines) {
    let ordered = diagnostics.enumerated().sorted { left, right in
      let a = left.element.place?.line ?? 0
      let b = right.element.place?.line ?? 0
      return (a, left.offset) < (b, right.offset)
    }
    diagnostics = ordered.map { _, finding in
      var finding = finding
      if let line = finding.place?.line, finding.sourceLine == nil { finding.sourceLine = source[line] }
      if finding.hint == nil { finding.hint = "mend the YAML here; see docs/postmortem-template.md for a whole case" }
      return finding
    }
  }
}
