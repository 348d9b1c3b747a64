package import EvalSchema

/// The items of evidence that a case should have of its incident's run, and which it lacks.
package enum EvidenceGaps {
  /// What was said to be missing, and what is absent without a word; names are those of the file.
  package static func of(_ evalCase: EvalCase) -> (stated: [String], absent: [String]) {
    let evidence = evalCase.evidence ?? IncidentEvidence()
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
    return (evidence.missing, absent)
  }
}
