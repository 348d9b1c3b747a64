import EvalSchema

/// The rules of a gate that are not about one case: errored trials, a model that changed in the middle, a plan or a record
/// that cannot be judged. The last three appear only when they are broken.
struct RunRules {
  let log: RunLog
  let replay: GateBattery
  let summary: VerdictSummary
  let findings: [Finding]

  /// The rules; none when nothing was planned.
  func rules() -> [RuleVerdict] {
    let structure = [coverage(), design(), record()].compactMap { $0 }
    guard !findings.isEmpty else { return structure }
    return [errors()] + (model().map { [$0] } ?? []) + structure
  }

  private func errors() -> RuleVerdict {
    let limit = replay.audit.errorShare
    let bad = findings.filter { $0.verdict == .error }
    let share = summary.asked > 0 ? Double(summary.errored) / Double(summary.asked) : 0
    let counts = "\(summary.errored) of \(Sentences.plural(summary.asked, "trial")) errored"
    let unjudged =
      bad.isEmpty ? "no test lost its verdict by it" : "\(Sentences.plural(bad.count, "test")) could not be judged"
    return RuleVerdict(
      id: "errors", kind: "errors", text: "At most \(Percent.text(limit)) of a case's trials are errored",
      failures: summary.errored, valid: summary.asked, limit: limit, margin: limit - share,
      verdict: bad.isEmpty ? .pass : .error, reason: bad.first?.reason ?? .limitMet,
      sentence: "\(counts); \(unjudged).", blocks: true, file: log.header.policyFile, line: log.header.policyLine)
  }

  private func model() -> RuleVerdict? {
    let models = log.modelsReturned(replay)
    guard models.count > 1 else { return nil }
    return RuleVerdict(
      id: "model", kind: "model", text: "One model answers every trial", failures: models.count, valid: summary.valid,
      limit: 1, verdict: .inconclusive, reason: .modelChanged,
      sentence: "\(models.count) models answered: the trials are not of one target.",
      blocks: !log.header.policy.allowMutableAlias, file: log.header.policyFile, line: log.header.policyLine)
  }

  private func coverage() -> RuleVerdict? {
    let audit = replay.audit
    guard let first = audit.uncovered.first else { return nil }
    let count = "\(audit.uncovered.count) of \(Sentences.plural(audit.cases.count, "planned case"))"
    return structural(
      "coverage", "Every planned case is covered by a test", .uncoveredCase, broken: audit.uncovered.count,
      of: audit.cases.count, members: audit.uncovered,
      "\(count) \(audit.uncovered.count == 1 ? "is" : "are") covered by no test, first \(first): nothing was judged there."
    )
  }

  private func design() -> RuleVerdict? {
    let problems = replay.audit.designProblems
    guard !problems.isEmpty else { return nil }
    return structural(
      "design", "The plan can be judged", .invalidDesign, broken: problems.count,
      of: max(problems.count, findings.count),
      "The plan cannot be judged: \(problems.joined(separator: "; ")).")
  }

  private func record() -> RuleVerdict? {
    let problems = replay.audit.recordProblems
    guard !problems.isEmpty else { return nil }
    return structural(
      "record", "The record is one of its plan", .recordAltered, broken: problems.count,
      of: max(problems.count, replay.audit.cases.count),
      "The record is not one of its plan: \(problems.joined(separator: "; ")).")
  }

  private func structural(
    _ kind: String, _ text: String, _ reason: ReasonCode, broken: Int, of all: Int, members: [String] = [],
    _ sentence: String
  ) -> RuleVerdict {
    RuleVerdict(
      id: kind, kind: kind, text: text, members: members, failures: broken, valid: all, limit: 0, verdict: .error,
      reason: reason, sentence: sentence, blocks: true, file: log.header.policyFile, line: log.header.policyLine)
  }
}
