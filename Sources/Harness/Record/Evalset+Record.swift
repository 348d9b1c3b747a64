import EvalSchema

extension Evalset {
  /// The first line of a record of this evalset.
  func header(
    tool: ToolVersion, runID: String, startedAt: String, plan: RunPlan, target: Target, concurrency: Int,
    command: [String], origin: RunOrigin? = nil
  ) throws -> RunHeader {
    // Where files lie on this machine is nobody's business but its own.
    var target = target
    target.command?.directory = nil
    target.recording?.directory = nil
    return RunHeader(
      tool: tool, runID: runID, startedAt: startedAt, plan: plan, planDigest: try plan.digest(),
      policy: manifest.policy, policyFile: manifestFile, policyLine: policyLine, severityLines: severityLines,
      evalsetPath: path, target: target, waivers: waivers, concurrency: concurrency, command: command, origin: origin,
      judges: judgeIdentities(of: plan))
  }

  /// The judges of the planned cases, by name; nil without any.
  private func judgeIdentities(of plan: RunPlan) -> [JudgeIdentity]? {
    let names = Set(plan.design.tests.flatMap { $0.judges?.evidence.map(\.judge) ?? [] })
    let used = judges.filter { names.contains($0.name) }.map(\.identity)
    return used.isEmpty ? nil : used
  }

  /// The planned cases as they are run.
  func caseRecords(of plan: RunPlan, proofs: [String: [ExhibitProof]]) -> [CaseRecord] {
    let files = Dictionary(cases.map { ($0.evalCase.id, $0) }) { first, _ in first }
    return plan.cases.compactMap { planned in
      files[planned.id].map {
        CaseRecord(
          file: $0, severity: planned.severity, digest: planned.digest, proofs: proofs[planned.id] ?? [],
          proven: proven[planned.id])
      }
    }
  }
}
