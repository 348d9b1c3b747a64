import EvalSchema

/// An override that lowers nothing misleads.
enum OverrideNeedless {
  static let rule = LintRule.evalCase(
    .warning, "override-needless",
    because: "An override is there to record a lower severity; one that lowers nothing hides how grave a case is."
  ) { loaded, _ in
    let evalCase = loaded.caseFile.evalCase
    let computed = evalCase.computedSeverity
    guard let override = evalCase.severityOverride, override.severity >= computed else { return [] }
    return [
      .warning(
        "override-needless",
        "the override says \(override.severity.rawValue), and \(computed.rawValue) is computed anyway",
        at: loaded.place("severity_override", "severity"), hint: "remove the override, or raise the incident's severity"
      )
    ]
  }
}
