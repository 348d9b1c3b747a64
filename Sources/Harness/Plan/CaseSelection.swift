package import EvalSchema

/// Which cases of an evalset run. An empty list asks for nothing; values of one list are alternatives, lists add up.
package struct CaseSelection: Sendable, Hashable {
  /// Ids of cases.
  package var cases: [String]
  /// Suites.
  package var suites: [Suite]
  /// Effective severities.
  package var severities: [Severity]
  /// Ids of failure patterns, as cases write them.
  package var patterns: [String]
  /// Ids of incidents.
  package var incidents: [String]
  /// Tags.
  package var tags: [String]

  /// Makes the value from its parts; without any, every case is selected.
  package init(
    cases: [String] = [], suites: [Suite] = [], severities: [Severity] = [], patterns: [String] = [],
    incidents: [String] = [], tags: [String] = []
  ) {
    self.cases = cases
    self.suites = suites
    self.severities = severities
    self.patterns = patterns
    self.incidents = incidents
    self.tags = tags
  }

  /// Why a case is left out; nil when it runs.
  func reasonToSkip(_ evalCase: EvalCase) -> String? {
    if !cases.isEmpty, !cases.contains(evalCase.id) { return "not among the selected cases" }
    if !suites.isEmpty, !suites.contains(evalCase.suite) {
      return "suite \(evalCase.suite.rawValue) is not selected"
    }
    let severity = evalCase.effectiveSeverity
    if !severities.isEmpty, !severities.contains(severity) { return "severity \(severity.rawValue) is not selected" }
    if !patterns.isEmpty, !patterns.contains(evalCase.pattern) { return "pattern \(evalCase.pattern) is not selected" }
    if !incidents.isEmpty, !incidents.contains(evalCase.incident.id) {
      return "incident \(evalCase.incident.id) is not selected"
    }
    if !tags.isEmpty, !evalCase.tags.contains(where: tags.contains) { return "none of its tags is selected" }
    return nil
  }

  /// What was asked for that no case of the evalset has: a name that fits nothing must not shrink a run in silence.
  package func findings(in files: [CaseFile]) -> [Diagnostic] {
    let all = files.map(\.evalCase)
    return Self.unknown(cases, in: all.map(\.id), "no-such-case", "case")
      + Self.unknown(patterns, in: all.map(\.pattern), "no-such-pattern", "case with the pattern")
      + Self.unknown(incidents, in: all.map(\.incident.id), "no-such-incident", "case of the incident")
      + Self.unknown(tags, in: all.flatMap(\.tags), "no-such-tag", "case with the tag")
  }

  private static func unknown(
    _ names: [String], in known: [String], _ code: String, _ what: String
  ) -> [Diagnostic] {
    let known = Array(Set(known)).sorted()
    return names.filter { !known.contains($0) }.map { name in
      var near = NearestName.of(name, in: known).map { [$0] } ?? []
      for candidate in known where near.count < 3 && candidate.hasPrefix(name) && !near.contains(candidate) {
        near.append(candidate)
      }
      return .error(
        code, "the evalset has no \(what) \"\(name)\"",
        hint: near.isEmpty ? nil : "did you mean \(near.map { "\"\($0)\"" }.joined(separator: " or "))?")
    }
  }
}

extension CaseSelection {
  /// Whether a case is selected.
  package func includes(_ evalCase: EvalCase) -> Bool { reasonToSkip(evalCase) == nil }
}
