import EvalSchema

/// What is not known of the incident's run is said aloud.
enum MissingEvidence {
  static let rule = LintRule.evalCase(
    .note, "missing-evidence",
    because: "A gap in the evidence is a finding of the postmortem: each is an action item for logging."
  ) { loaded, _ in
    let evidence = loaded.caseFile.evalCase.evidence ?? IncidentEvidence()
    let items: [(name: String, isThere: Bool)] = [
      ("run_ids", !evidence.runIds.isEmpty), ("workflow", evidence.workflow != nil),
      ("agent_version", evidence.agentVersion != nil), ("model", evidence.model != nil),
      ("parameters", evidence.parameters != nil), ("prompt_sha256", evidence.promptSha256 != nil),
      ("tool_configuration", evidence.toolConfiguration != nil), ("approval_policy", evidence.approvalPolicy != nil),
      ("user_visible_output", evidence.userVisibleOutput != nil), ("side_effects", !evidence.sideEffects.isEmpty),
      ("reviewers", !evidence.reviewers.isEmpty), ("cost_micros", evidence.costMicros != nil),
      ("latency", evidence.latency != nil), ("containment", evidence.containment != nil),
      ("timestamps", !evidence.timestamps.isEmpty),
    ]
    let absent = items.filter { !$0.isThere && !evidence.missing.contains($0.name) }.map(\.name)
    let stated = evidence.missing.map { "`\(ShapeChecker.clipped($0))`" }
    let all = stated + absent.map { "`\($0)`" }
    guard !all.isEmpty else { return [] }
    return [
      Diagnostic(
        .note, "missing-evidence", "\(all.count) items of evidence are missing: \(all.joined(separator: ", "))",
        at: loaded.keyPlace("evidence"), hint: "add them; what was not preserved goes under `missing`")
    ]
  }
}
