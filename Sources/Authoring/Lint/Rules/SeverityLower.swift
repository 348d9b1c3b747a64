import EvalSchema

/// A severity below the computed one is a decision that has to be recorded.
enum SeverityLower {
  static let rule = LintRule.evalCase(
    .error, "severity-lower",
    because:
      "Severity follows from harm, reversibility and the pattern's floor; to rate lower takes a reason and a record."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    let computed = evalCase.computedSeverity
    guard evalCase.severityOverride == nil, evalCase.incident.severity < computed else { return [] }
    let isByHarm = evalCase.consequence?.severity == computed
    let cause = isByHarm ? "the consequence" : "the pattern \"\(evalCase.pattern)\""
    return [
      .error(
        "severity-lower",
        "\(cause) calls for \(computed.rawValue), the incident says \(evalCase.incident.severity.rawValue)",
        at: loaded.place("incident", "severity"),
        hint: "write \(computed.rawValue), with the postmortem's word as `severity_source`, or add `severity_override` "
          + "with reason and record")
    ]
  }
}
