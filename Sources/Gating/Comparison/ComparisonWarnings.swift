import EvalSchema

/// What a reader must know beside the verdict: what was allowed, what was left out, how the outputs differ.
struct ComparisonWarnings {
  let audit: ComparisonAudit
  let cases: [CaseComparison]
  let metrics: [DistributionMetric]
  let drift: DriftCheck?

  /// The warnings, in a fixed order.
  func warnings() -> [Diagnostic] { audit.request.findings + arms() + judged() + blind() + left() + outputs() }

  private func arms() -> [Diagnostic] {
    let (first, second) = (audit.baseline.log.header, audit.candidate.log.header)
    var found: [Diagnostic] = []
    if audit.baseline.fingerprint == audit.candidate.fingerprint {
      found.append(
        .warning(
          "same-target", "both arms are the same target: a comparison with itself",
          hint: "name two targets, or two runs of different targets"))
    }
    found += [(ArmRole.baseline, first), (.candidate, second)].compactMap { role, header in
      ReplayedAnswers.finding(
        .warning, of: header.target,
        "the comparison is about what was recorded of the \(role.rawValue), not about it as it is now",
        hint: "compare the targets that were recorded; with CI=true no candidate is judged by a cassette")
    }
    let unrecorded = SurfaceComparer(baseline: audit.baseline, candidate: audit.candidate).unrecorded
    if audit.request.allowsUnrecorded, !unrecorded.isEmpty {
      found.append(
        .warning("surface-unrecorded", "not recorded in both arms: \(unrecorded.joined(separator: ", "))"))
    }
    if first.policy != second.policy {
      found.append(
        .warning(
          "policy-differs", "the runs were made under different policies; the candidate's is applied",
          at: Place(file: second.policyFile, line: second.policyLine)))
    }
    if first.tool != second.tool {
      found.append(
        .warning(
          "tool-differs", "the runs were graded by different versions: \(first.tool.version) and \(second.tool.version)"
        ))
    }
    if let recorded = audit.recorded, recorded.fresh == 0 {
      found.append(
        .warning(
          "baseline-not-retested",
          "the recorded baseline was not tested again: \(recorded.notTested ?? "no new trials were asked for")",
          hint: "whether the provider moved since is not known; keep its target in targets/ and `fresh_trials` above 0")
      )
    }
    if audit.wasInterrupted {
      found.append(.warning("run-interrupted", "a run did not come to its own end; what was recorded is compared"))
    }
    if let drift, drift.modelsBefore != drift.modelsNow {
      found.append(
        .warning("baseline-model-changed", "the provider serves the baseline another model than in its own record"))
    }
    return found
  }

  /// A judge that misses failures makes differences look smaller than they are.
  private func judged() -> [Diagnostic] {
    let tests = audit.candidate.log.header.plan.design.tests.filter { $0.judges != nil }
    guard let least = tests.compactMap({ $0.judges?.sensitivityLower }).min() else { return [] }
    let times = least > 0 && least < 1 ? ": true differences may be up to 1/\(Percent.text(least, .down)) as large" : ""
    return [
      .warning(
        "judged-difference",
        "a model judges \(Sentences.plural(Set(tests.flatMap(\.members)).count, "case")), so differences are those of judged rates"
          + times, hint: "the margin is not corrected for what the judge misses; see docs/judges.md")
    ]
  }

  /// Cases that nothing passes.
  private func blind() -> [Diagnostic] {
    let ids = cases.filter { $0.table.map { $0.bothFailed > 0 && $0.bothFailed == $0.pairs } ?? false }.map(\.id)
    guard let first = ids.first else { return [] }
    return [
      .warning(
        "always-failed", "\(Sentences.plural(ids.count, "case")) failed every pair in both arms, first \(first)",
        hint: "nothing worse could be seen there; look at a trial: relapse show RUN \(first)/0")
    ]
  }

  private func left() -> [Diagnostic] {
    let classes: [(ChangeClass, String, String)] = [
      (.new, "cases-new", "have no baseline"), (.gone, "cases-gone", "were not run in the candidate"),
      (.changed, "cases-changed", "mean another case by the same id"),
    ]
    return classes.compactMap { change, code, words in
      let ids = cases.filter { $0.change == change }.map(\.id)
      guard let first = ids.first else { return nil }
      return .warning(
        code, "\(Sentences.plural(ids.count, "case")) \(words), first \(first)",
        hint: "they are shown, and nothing is claimed about them")
    }
  }

  private func outputs() -> [Diagnostic] {
    let blocks = audit.candidate.log.header.policy.comparisonRules.outputShifts == .block
    let effect = blocks ? "the policy lets it block a pass" : "it decides nothing"
    return metrics.filter(\.isDifferent).map {
      .warning(
        "output-shift", $0.sentence,
        hint: "\($0.test), after Holm over \(Sentences.plural(metrics.count, "metric")); \(effect)")
    }
  }
}
