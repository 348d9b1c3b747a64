package import EvalSchema
import Statistics

/// Policy and outcomes → verdict. Pure: the same record gives the same bytes.
///
/// The gate passes if every blocking test passes (intersection-union test, Berger 1982: no correction), fails if any fails at
/// α over the number of tests (Bonferroni), and is inconclusive otherwise; errored trials never help a pass.
package enum GateDecider {
  /// Decides from a run's record.
  package static func decide(_ log: RunLog, tool: ToolVersion) -> GateVerdict {
    let replay = GateBattery(log)
    let waivers = WaiverBook(log)
    let findings = replay.tests.indices.map { Finding($0, in: replay, log: log) }
    var rules = RuleWriter(log: log, replay: replay, waivers: waivers, findings: findings).rules()
    let cases = CaseWriter(log: log, replay: replay, waivers: waivers, findings: findings).verdicts()
    let summary = Self.summary(cases, log: log, watching: replay.watching)
    rules.append(contentsOf: RunRules(log: log, replay: replay, summary: summary, findings: findings).rules())
    rules.sort(by: RuleVerdict.worseFirst)

    let verdict = Self.combine(rules, policy: log.header.policy)
    let sentence =
      Sentences.gate(
        verdict, rules: rules, policy: log.header.policy, error: replay.audit.confidence.map { Percent.text(1 - $0) },
        watching: replay.watching) + ReplayedAnswers.sentence(log.header.target)
    return GateVerdict(
      tool: tool, verdict: verdict, exitCode: Int(verdict.exitStatus.rawValue),
      reason: Self.reason(verdict, rules, policy: log.header.policy), sentence: sentence,
      evalset: EvalsetIdentity(
        name: log.header.plan.evalset, digest: log.header.plan.evalsetDigest, policyVersion: log.header.policy.version),
      target: Self.target(log, replay), planDigest: log.header.planDigest, seed: log.header.plan.seed,
      method: Self.method(log, replay.audit), summary: summary, rules: rules, cases: cases,
      errors: ErrorTally(members: replay.audit.cases, replay: replay, log: log).errors,
      warnings: Assumptions(log: log, replay: replay).warnings() + VariantWarnings(cases: cases).warnings()
        + PolicyWarnings(log: log, waivers: waivers, rules: rules).warnings())
  }

  /// The worst verdict of the rules that block; a gate in which nothing was judged is empty, never a pass.
  private static func combine(_ rules: [RuleVerdict], policy: Policy) -> Verdict {
    var verdict = Verdict.pass
    for rule in rules where rule.blocks && !rule.isLetThrough(by: policy) {
      verdict = verdict.combined(with: rule.verdict)
    }
    guard verdict == .pass else { return verdict }
    let tests = rules.filter(\.isTest)
    // Tests that are shown only decide nothing.
    guard tests.contains(where: { $0.blocks || $0.waiver != nil }) else { return .empty }
    // A gate in which no test passed has shown nothing, whatever is allowed or waived.
    return tests.contains { $0.blocks && $0.verdict == .pass } ? .pass : .inconclusive
  }

  private static func reason(_ verdict: Verdict, _ rules: [RuleVerdict], policy: Policy) -> ReasonCode {
    if verdict == .empty { return .nothingSelected }
    if verdict == .pass { return .limitMet }
    if let leading = Sentences.leading(verdict, rules, policy: policy) { return leading.reason }
    return rules.first { $0.blocks && $0.verdict == verdict }?.reason ?? .waived
  }

  private static func summary(
    _ cases: [CaseVerdict], log: RunLog, watching: Set<String>
  ) -> VerdictSummary {
    var summary = VerdictSummary(cases: cases.count, skipped: log.header.plan.skipped.count)
    for found in cases {
      switch found.verdict {
      case .pass: summary.pass += 1
      case .fail: summary.fail += 1
      case .inconclusive, .empty: summary.inconclusive += 1
      case .error: summary.error += 1
      }
      if watching.contains(found.id) { summary.watching += 1 }
      if found.waiver != nil && found.verdict != .pass { summary.waived += 1 }
      summary.valid += found.valid
      summary.errored += found.errored
      summary.failures += found.failures
    }
    summary.asked = summary.valid + summary.errored
    return summary
  }

  private static func target(_ log: RunLog, _ replay: GateBattery) -> TargetIdentity {
    let target = log.header.target
    return TargetIdentity(
      name: target.name, adapter: target.adapter, model: target.model, modelsReturned: log.modelsReturned(replay),
      fingerprint: log.header.plan.targetFingerprint, systemDigest: target.systemText.map { Digest(of: $0) },
      parameters: target.parameters, surfaces: target.surfaces)
  }

  private static func method(_ log: RunLog, _ audit: DesignAudit) -> MethodNote {
    let design = log.header.plan.design
    guard let confidence = audit.confidence else {
      return MethodNote(
        design: design.version, confidence: 0, tests: design.blockingTests,
        statement: "The plan states no confidence that can be used: nothing is claimed.")
    }
    let alpha = Percent.text(1 - confidence)
    let statement =
      "A pass claims that each failure rate is below its limit, and errs in at most \(alpha) of releases with a case above its "
      + "limit; a fail claims that some rate is above its limit, and errs in at most \(alpha) of runs over "
      + "\(Sentences.all(design.blockingTests, "test")). Both hold whenever the run was looked at and whenever it stopped."
    return MethodNote(
      design: design.version, confidence: confidence, tests: design.blockingTests, statement: statement)
  }
}

extension RunLog {
  /// The models that answered trials which the verdict uses, sorted.
  func modelsReturned(_ replay: GateBattery) -> [String] {
    var models: Set<String> = []
    for (id, log) in logs {
      for (model, first) in log.models where first < replay.used(id) { models.insert(model) }
    }
    return models.sorted()
  }
}
