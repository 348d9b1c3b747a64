import EvalSchema

/// The rules of a gate that are not about one case: errored trials, and a model that changed in the middle.
struct RunRules {
  let log: RunLog
  let replay: GateBattery
  let summary: VerdictSummary
  let findings: [Finding]

  /// The rules; none when nothing ran.
  func rules() -> [RuleVerdict] {
    guard !findings.isEmpty else { return [] }
    return [errors()] + (model().map { [$0] } ?? [])
  }

  private func errors() -> RuleVerdict {
    let limit = log.header.policy.errorShare
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
}
