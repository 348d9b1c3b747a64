package import EvalSchema
import Statistics

/// Two records → the verdict on the candidate against the baseline. Pure: the same records give the same bytes.
///
/// PASS: on average not worse by the margin (α). FAIL: some case is worse, or worse by more than the margin on average (α/2 each).
/// A comparison is never green without pairs, with a drifted baseline, with arms that cannot be told apart, with an arm that
/// errored too often, or while a case of the baseline was not compared.
package enum ComparisonDecider {
  /// Decides.
  ///
  /// `history` is an earlier record of the baseline: with it the baseline is tested against its own rate. `fresh` holds new trials
  /// of a baseline that is itself a record: they test it in the same way.
  package static func decide(
    baseline: ComparisonArm, candidate: ComparisonArm, history: ComparisonArm? = nil, fresh: ComparisonArm? = nil,
    request: ComparisonRequest = ComparisonRequest(), tool: ToolVersion
  ) -> ComparisonVerdict {
    let audit = ComparisonAudit(
      baseline: baseline, candidate: candidate, history: history, fresh: fresh, request: request)
    let shared = CaseComparer.shared(baseline, candidate)
    let evidence = evidence(shared, audit)
    let drift =
      fresh.flatMap { DriftGuard(history: baseline, baseline: $0, alpha: evidence.alpha).check() }
      ?? history.flatMap { DriftGuard(history: $0, baseline: baseline, alpha: evidence.alpha).check() }
    let cases = CaseComparer(baseline: baseline, candidate: candidate, evidence: evidence).comparisons()
    let metrics = OutputShift(evidence.cases, baseline: baseline, candidate: candidate, alpha: evidence.alpha).metrics()
    let decision = decision(evidence, cases, metrics, audit, drift)
    return ComparisonVerdict(
      tool: tool, verdict: decision.verdict, exitCode: Int(decision.verdict.exitStatus.rawValue),
      reason: decision.reason,
      sentence: decision.sentence + ReplayedAnswers.sentence(candidate.log.header.target),
      evalset: candidate.log.header.plan.evalset,
      margin: evidence.margin, baseline: identity(baseline, evidence.cases.map(\.baseline)),
      candidate: identity(candidate, evidence.cases.map(\.candidate)),
      surfaces: SurfaceComparer(baseline: baseline, candidate: candidate).changes(),
      method: ComparisonMethod(
        confidence: 1 - evidence.alpha, comparisons: evidence.cases.count, isPairedRun: evidence.isPairedRun,
        statement: ChangeWords.statement(evidence, audit),
        multiplicity: ChangeWords.multiplicity(evidence.cases.count, alpha: evidence.alpha)),
      summary: summary(evidence, cases, verdict: decision.verdict),
      table: table(evidence), difference: evidence.difference, cases: cases, metrics: metrics, drift: drift,
      recordedBaseline: audit.recorded.map {
        var recorded = $0
        recorded.age = nil
        return recorded
      },
      warnings: ComparisonWarnings(audit: audit, cases: cases, metrics: metrics, drift: drift).warnings())
  }

  private static func evidence(_ shared: [String], _ audit: ComparisonAudit) -> ComparisonEvidence {
    let header = audit.candidate.log.header
    let asked =
      audit.request.margin ?? header.arm?.margin
      ?? ComparisonRequest.margin(
        for: header.plan.cases.filter { shared.contains($0.id) }, header.policy.comparisonRules)
    let confidence = header.policy.confidence
    let first = audit.baseline.log.header.comparison
    let second = header.comparison
    return ComparisonEvidence(
      shared.map { id in
        guard let recorded = audit.recorded else {
          return CasePairs(id, baseline: audit.baseline, candidate: audit.candidate)
        }
        return CasePairs(id, baseline: audit.baseline, candidate: audit.candidate, recorded: recorded)
      },
      isPairedRun: audit.recorded != nil
        || first != nil && first?.id == second?.id && first?.role != second?.role,
      margin: asked > 0 && asked < 1 ? asked : 0.05,
      alpha: confidence >= 0.5 && confidence < 1 ? 1 - confidence : 0.05)
  }

  /// The verdict: what cannot be judged before what was shown, and a pass only when nothing speaks against it.
  private static func decision(
    _ evidence: ComparisonEvidence, _ cases: [CaseComparison], _ metrics: [DistributionMetric],
    _ audit: ComparisonAudit, _ drift: DriftCheck?
  ) -> ComparisonAudit.Problem {
    if let problem = audit.problem(evidence.cases, drift: drift) { return problem }
    let shown = evidence.shown
    let sentence = ChangeWords.verdict(shown, evidence)
    switch shown {
    case .caseWorse: return .init(verdict: .fail, reason: .caseWorse, sentence: sentence)
    case .worseOnAverage: return .init(verdict: .fail, reason: .worseOnAverage, sentence: sentence)
    case .notWorse, .nothing: break
    }
    if evidence.pairs == 0 {
      return .error(.noPairs, "No case has a pair of valid trials in both arms: nothing was compared.")
    }
    if let spoiled = audit.spoiled(evidence.cases) { return spoiled }
    let left = cases.filter { $0.change == .gone || $0.change == .changed }
    if let first = left.first, shown == .notWorse {
      return .init(
        verdict: .inconclusive, reason: .casesNotCompared,
        sentence: "\(Sentences.plural(left.count, "case")) of the baseline could not be compared, first \(first.id) "
          + "(\(first.phrase)). Of the others: \(sentence)")
    }
    if shown == .notWorse, table(evidence).bothFailed == evidence.pairs {
      return .init(
        verdict: .inconclusive, reason: .alwaysFailed,
        sentence:
          "Both arms failed every one of \(Sentences.plural(evidence.pairs, "pair")): where nothing passes, nothing "
          + "worse can be shown.")
    }
    if shown == .notWorse {
      let moved = metrics.filter(\.isDifferent)
      guard let first = moved.first, audit.candidate.log.header.policy.comparisonRules.outputShifts == .block else {
        return .init(verdict: .pass, reason: .notWorse, sentence: sentence)
      }
      return .init(
        verdict: .fail, reason: .outputShift,
        sentence: "\(Sentences.plural(moved.count, "property")) of the outputs moved, which the policy lets block: "
          + "\(first.sentence) Of the failures: \(sentence)")
    }
    if audit.hadOutage {
      let who = audit.silentJudge.map { "The judge \($0)" } ?? "A target"
      return .error(
        audit.silentJudge == nil ? .targetUnavailable : .judgeUnavailable,
        "\(who) accepted no request for minutes, so the comparison ended; what was shown until then: \(sentence)")
    }
    if let used = audit.usedUp {
      return .init(
        verdict: .inconclusive, reason: .budgetExhausted, sentence: "\(sentence.dropLast()); \(used).")
    }
    return .init(
      verdict: .inconclusive, reason: audit.wasInterrupted ? .interrupted : .pairsExhausted, sentence: sentence)
  }

  private static func identity(_ arm: ComparisonArm, _ counts: [ArmCounts]) -> ArmIdentity {
    let header = arm.log.header
    let target = header.target
    return ArmIdentity(
      target: TargetIdentity(
        name: target.name, adapter: target.adapter, model: target.model, modelsReturned: arm.modelsReturned,
        fingerprint: header.plan.targetFingerprint, systemDigest: target.systemText.map { Digest(of: $0) },
        parameters: target.parameters, surfaces: target.surfaces),
      evalsetDigest: header.plan.evalsetDigest, policyVersion: header.policy.version, planDigest: header.planDigest,
      seed: header.plan.seed, tool: header.tool, counts: counts.reduce(ArmCounts(), +))
  }

  private static func table(_ evidence: ComparisonEvidence) -> PairTable {
    evidence.cases.map { $0.table(rounds: evidence.rounds) }.reduce(into: PairTable()) {
      $0.bothPassed += $1.bothPassed
      $0.onlyBaselineFailed += $1.onlyBaselineFailed
      $0.onlyCandidateFailed += $1.onlyCandidateFailed
      $0.bothFailed += $1.bothFailed
    }
  }

  private static func summary(
    _ evidence: ComparisonEvidence, _ cases: [CaseComparison], verdict: Verdict
  ) -> ComparisonSummary {
    var summary = ComparisonSummary(
      cases: cases.count, compared: evidence.cases.count { !$0.pairs.isEmpty },
      shownWorse: cases.count { $0.isShownWorse }, rounds: evidence.rounds, pairs: evidence.pairs,
      pairsNeeded: verdict == .inconclusive ? evidence.pairsNeeded : nil)
    for found in cases {
      switch found.change {
      case .same: summary.same += 1
      case .better: summary.better += 1
      case .worse: summary.worse += 1
      case .unclear: summary.unclear += 1
      case .new: summary.new += 1
      case .gone: summary.gone += 1
      case .changed: summary.changed += 1
      }
    }
    return summary
  }
}

extension ComparisonAudit {
  /// Which budget ended the comparison, in words.
  var usedUp: String? {
    [candidate, baseline].lazy.compactMap { arm in arm.log.footer.flatMap { $0.budget == nil ? nil : $0.stopped } }
      .first
  }

  /// Whether the comparison ended because a target, or a judge, accepted nothing any more.
  var hadOutage: Bool { [baseline, candidate].contains { $0.log.footer?.outage != nil } }

  /// The judge that accepted nothing any more; nil when it was a target, or nobody.
  var silentJudge: String? { [baseline, candidate].lazy.compactMap { $0.log.footer?.judge }.first }

  /// Whether a run did not come to its own end.
  var wasInterrupted: Bool {
    [baseline, candidate].contains { $0.log.footer == nil || $0.log.footer?.interrupted == true }
  }
}
