import EvalSchema

/// What the policy, the waivers and the command line let through: nothing of it may pass in silence.
struct PolicyWarnings {
  let log: RunLog
  let waivers: WaiverBook
  let rules: [RuleVerdict]

  /// The warnings, in a fixed order.
  func warnings() -> [Diagnostic] {
    allowed() + uncalibrated() + expiredWaivers() + cut() + extensions() + unfinished()
  }

  private func allowed() -> [Diagnostic] {
    let open = rules.filter { $0.blocks && $0.isLetThrough(by: log.header.policy) }
    guard !open.isEmpty else { return [] }
    return [
      .warning(
        "inconclusive-allowed", "\(Sentences.plural(open.count, "undecided test")) did not block: the policy allows it",
        at: Place(file: log.header.policyFile, line: log.header.policyLine))
    ]
  }

  /// Judges that decide without a calibration that meets the floor, because the policy accepts it.
  private func uncalibrated() -> [Diagnostic] {
    let floor = log.header.policy.judgeFloor
    guard floor.acceptUncalibrated else { return [] }
    let short = log.header.plan.design.tests.filter { $0.judges?.shortfall(of: floor) != nil }
    guard let reason = short.first?.judges?.shortfall(of: floor) else { return [] }
    return [
      .warning(
        "judge-uncalibrated",
        "\(Sentences.plural(short.count, "test")) decided by judges below the floor, which the policy accepts: \(reason)",
        at: Place(file: log.header.policyFile, line: log.header.policyLine))
    ]
  }

  private func expiredWaivers() -> [Diagnostic] {
    waivers.expired.map {
      .warning(
        "waiver-expired", "the waiver for \($0.evalCase) expired on \($0.expires) and does not count",
        at: Place(file: "waivers.yaml"), hint: "fix the failure, or renew the waiver with its reason and record")
    }
      + waivers.unreadable.map {
        .warning(
          "waiver-expired", "the waiver for \($0.evalCase) has no day on which it ends, and does not count",
          at: Place(file: "waivers.yaml"), hint: "write `expires` as a day, for example 2026-12-01")
      }
  }

  /// What undecided tests were given after their budget, and what it costs in false passes.
  private func extensions() -> [Diagnostic] {
    log.header.plan.design.tests.compactMap { test in
      guard let extended = test.extendedTo, let note = ExtensionNote(test, to: extended) else { return nil }
      return .warning("test-extended", "\(test.id): \(note.sentence)")
    }
  }

  /// A record without its last line: the run ended before it was done, or the file is not whole.
  private func unfinished() -> [Diagnostic] {
    guard log.footer == nil else { return [] }
    return [
      .warning(
        "record-unfinished",
        "the record has no last line: the run was cut off, and more trials may have been made than stand in it",
        hint: "go on with it: relapse gate RUN --resume")
    ]
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
