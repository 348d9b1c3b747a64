extension EvalCase {
  /// The severity that the case calls for: the gravest of the incident's, the consequence's and the pattern's floor.
  ///
  /// The default severity of a pattern counts only where it is a floor. A pattern written as an alias of several counts
  /// with the gravest of their floors.
  package var computedSeverity: Severity {
    let floors = Taxonomy.match(pattern).candidates.filter(\.isFloor).map(\.severity)
    return (floors + [consequence?.severity].compactMap { $0 }).reduce(incident.severity) { max($0, $1) }
  }

  /// The severity that limits and the gate go by: the recorded override, else the computed one.
  package var effectiveSeverity: Severity { severityOverride?.severity ?? computedSeverity }
}
