package import EvalSchema
import FoundationEssentials

/// Makes the coverage of an evalset: its postmortems against its cases.
package enum CoverageSurvey {
  /// Surveys an evalset.
  ///
  /// - Parameters:
  ///   - loaded: The evalset as loaded, retired cases included.
  ///   - retired: The ids of retired cases.
  /// - Returns: The coverage; documents are read from the disk again, and one that cannot be read gives nothing.
  package static func coverage(of loaded: LoadedEvalset, retired: Set<String>) -> Coverage {
    let active = loaded.cases.map(\.caseFile.evalCase).filter { !retired.contains($0.id) }
    let documents = texts(of: loaded)
    let incidents = incidents(of: loaded, retired: retired, documents)
    return Coverage(
      evalset: loaded.evalset.manifest.name, shares: Severity.allCases.map { share(of: $0, incidents) },
      incidents: incidents,
      patterns: Taxonomy.patterns.compactMap { pattern in
        let cases = active.filter { $0.pattern == pattern.id }
        return cases.isEmpty ? nil : Coverage.Group(id: pattern.id, title: pattern.name, cases: cases.map(\.id))
      },
      scenarios: Scenario.allCases.map { scenario in
        Coverage.Group(
          id: scenario.rawValue, title: scenario.title, cases: active.filter { scenario.holds($0) }.map(\.id))
      },
      suites: Suite.allCases.map { suite in
        Coverage.Group(
          id: suite.rawValue, title: suite.rawValue, cases: active.filter { $0.suite == suite }.map(\.id))
      },
      actions: documents.sorted { $0.key < $1.key }.flatMap { file, text -> [Coverage.Action] in
        DocumentBytes.isRecord(file, text) ? [] : ActionItems(MarkdownDocument(text), postmortem: file).open
      },
      evidence: active.compactMap { evalCase in
        let gaps = EvidenceGaps.of(evalCase)
        let items = gaps.stated + gaps.absent
        return items.isEmpty ? nil : Coverage.EvidenceGap(evalCase: evalCase.id, items: items)
      })
  }

  /// The text of each postmortem, by its path relative to the evalset.
  private static func texts(of loaded: LoadedEvalset) -> [String: String] {
    var texts: [String: String] = [:]
    for postmortem in loaded.postmortems where Uncovered.isPostmortem(postmortem.file) {
      guard let data = FileManager.default.contents(atPath: postmortem.shownPath),
        case .text(let text) = DocumentBytes(Array(data), mostBytes: ImportPolicy().mostBytes)
      else { continue }
      texts[postmortem.file] = text
    }
    return texts
  }

  private static func incidents(
    of loaded: LoadedEvalset, retired: Set<String>, _ documents: [String: String]
  ) -> [Coverage.Incident] {
    let cases = loaded.cases.map(\.caseFile.evalCase)
    let byFile = Dictionary(grouping: cases) {
      EvalsetFolder.normalized($0.incident.postmortem) ?? $0.incident.postmortem
    }
    var found: [Coverage.Incident] = []
    for (file, own) in byFile {
      for (id, all) in Dictionary(grouping: own, by: \.incident.id) {
        let judged = all.filter { !retired.contains($0.id) }
        found.append(
          Coverage.Incident(
            id: id, postmortem: file, severity: all.map(\.effectiveSeverity).max(),
            state: judged.isEmpty ? .retired : .covered, cases: judged.map(\.id).sorted()))
      }
    }
    let manifest = loaded.evalset.manifest
    let importer = PostmortemImporter(
      policy: ImportPolicy(scheme: manifest.severityScheme, acceptsResolved: manifest.policy.acceptResolved))
    for postmortem in loaded.postmortems
    where byFile[postmortem.file] == nil && Uncovered.isPostmortem(postmortem.file) {
      let source = PostmortemImporter.Source(
        file: postmortem.shownPath, bytes: Array((documents[postmortem.file] ?? "").utf8),
        postmortem: postmortem.file)
      for document in importer.readAll(source) {
        let state: Coverage.State =
          document.reason == .notClosed ? .open : postmortem.noCaseReason != nil ? .excused : .uncovered
        found.append(
          Coverage.Incident(
            id: document.incidentID ?? IncidentID.stem(of: postmortem.file), postmortem: postmortem.file,
            severity: document.severity, state: state, cases: [], noCase: postmortem.noCaseReason))
      }
    }
    let order: [Coverage.State] = [.uncovered, .retired, .excused, .open, .covered]
    func rank(_ incident: Coverage.Incident) -> (Int, Int, String) {
      let severities: [Severity] = [.s1, .s2, .s3]
      return (
        order.firstIndex(of: incident.state) ?? 0, incident.severity.flatMap { severities.firstIndex(of: $0) } ?? 0,
        incident.id
      )
    }
    return found.sorted { rank($0) < rank($1) }
  }

  /// Of an unknown severity the higher is assumed.
  private static func share(of severity: Severity, _ incidents: [Coverage.Incident]) -> Coverage.Share {
    let own = incidents.filter { ($0.severity ?? .s1) == severity }
    return Coverage.Share(
      severity: severity, incidents: own.count { [.covered, .retired, .uncovered].contains($0.state) },
      covered: own.count { $0.state == .covered }, excused: own.count { $0.state == .excused })
  }

  /// What every release of an assistant needs tests for.
  enum Scenario: String, CaseIterable {
    case jailbreaks
    case dataLeakage = "sensitive-data-leakage"
    case destructiveCalls = "destructive-tool-calls"
    case multiStep = "multi-step-failures"

    var title: String {
      switch self {
      case .jailbreaks: "instructions of others override the operator's"
      case .dataLeakage: "private content appears or leaves"
      case .destructiveCalls: "an action that was not allowed, or without its approval"
      case .multiStep: "a failure that took several steps"
      }
    }

    /// Whether a case tests it: by its pattern, or by the steps of what was recorded.
    func holds(_ evalCase: EvalCase) -> Bool {
      switch self {
      case .jailbreaks: ["direct-injection", "indirect-injection"].contains(evalCase.pattern)
      case .dataLeakage: evalCase.pattern == "data-disclosure"
      case .destructiveCalls:
        ["unauthorized-action", "approval-bypass", "wrong-party"].contains(evalCase.pattern)
          && evalCase.knownBad.contains { $0.transcript.messages.contains { Scenario.calls(of: $0) > 0 } }
      case .multiStep:
        evalCase.pattern == "runaway-loop"
          || evalCase.knownBad.contains { exhibit in
            exhibit.transcript.messages.reduce(0) { $0 + Scenario.calls(of: $1) } >= 2
          }
      }
    }

    private static func calls(of message: Message) -> Int {
      if case .assistant(let turn) = message { return turn.toolCalls.count }
      return 0
    }
  }
}
