import EvalSchema

/// What the claims of a verdict rest on and what looks broken, as warnings; and what the policy let through.
struct Assumptions {
  let log: RunLog
  let replay: GateBattery
  let waivers: WaiverBook
  let rules: [RuleVerdict]

  /// The warnings, in a fixed order.
  func warnings() -> [Diagnostic] { identical() + allowed() + expiredWaivers() + cut() }

  private func identical() -> [Diagnostic] {
    log.header.plan.cases.map(\.id).filter { log.hasIdenticalAnswers($0, used: replay.used($0)) }.map { id in
      .warning(
        "identical-outputs",
        "every answer of \(id) was the same bytes: with a cache or temperature 0 this is one observation",
        hint: "add variants, or see that nothing between here and the model caches")
    }
  }

  private func allowed() -> [Diagnostic] {
    guard log.header.policy.allowInconclusive else { return [] }
    let open = rules.filter { $0.verdict == .inconclusive && $0.blocks }
    guard !open.isEmpty else { return [] }
    return [
      .warning(
        "inconclusive-allowed", "\(Sentences.plural(open.count, "undecided test")) did not block: the policy allows it",
        at: Place(file: log.header.policyFile, line: log.header.policyLine))
    ]
  }

  private func expiredWaivers() -> [Diagnostic] {
    waivers.expired.map {
      .warning(
        "waiver-expired", "the waiver for \($0.evalCase) expired on \($0.expires) and does not count",
        at: Place(file: "waivers.yaml"), hint: "fix the failure, or renew the waiver with its reason and record")
    }
  }

  private func cut() -> [Diagnostic] {
    guard let most = log.header.plan.design.maximumTrials else { return [] }
    return [
      .warning(
        "run-cut-short", "each case was cut at \(Sentences.plural(most, "trial")); the tests keep their design",
        hint: "run without --max-trials to let every test come to its end")
    ]
  }
}
