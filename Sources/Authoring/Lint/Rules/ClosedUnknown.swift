import EvalSchema

/// Cases come from closed incidents.
enum ClosedUnknown {
  static let rule = LintRule.evalCase(
    .warning, "closed-unknown",
    because: "What is expected of the system is settled when the postmortem is closed, not before."
  ) { loaded, _ in
    let incident = loaded.caseFile.evalCase.incident
    guard incident.closed == nil, incident.status == nil else { return [] }
    return [
      .warning(
        "closed-unknown", "nothing says that the incident is closed", at: loaded.keyPlace("incident", "closed"),
        hint: "add `closed: 2026-05-14`, or the postmortem's `status`")
    ]
  }
}
