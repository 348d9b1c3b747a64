package import EvalSchema
import Statistics

/// Two arms of observed traffic → the verdict on the candidate. Pure: the same arms give the same bytes.
///
/// PASS: every check is shown to fail less than the margin more often (each at α: a pass that is wrong needs one wrong check).
/// FAIL: some check is shown to fail more often (Holm over the checks at α; answers may depend on each other across checks).
/// Both hold at any look, so the logs may grow between looks. Never a pass: an empty arm, too many errored or unread answers.
package struct TrafficDecider {
  /// The arms.
  package var baseline: TrafficArm
  package var candidate: TrafficArm
  /// What was asked of every answer.
  package var checks: [TrafficCheckPlan]
  /// What could not be asked.
  package var leftOut: [LeftOutGrader]
  /// The evalset, by name.
  package var evalset: String
  /// The policy: confidence and the share of errored answers.
  package var policy: Policy
  /// The largest acceptable difference.
  package var margin: Double
  /// What was found while reading.
  package var findings: [Diagnostic]
  /// Turns seconds since 1970 into ISO 8601.
  package var date: @Sendable (Double) -> String

  /// Makes the decision from its parts.
  package init(
    baseline: TrafficArm, candidate: TrafficArm, checks: [TrafficCheckPlan], leftOut: [LeftOutGrader], evalset: String,
    policy: Policy, margin: Double, findings: [Diagnostic] = [], date: @escaping @Sendable (Double) -> String
  ) {
    self.baseline = baseline
    self.candidate = candidate
    self.checks = checks
    self.leftOut = leftOut
    self.evalset = evalset
    self.policy = policy
    self.margin = margin
    self.findings = findings
    self.date = date
  }

  private var alpha: Double { 1 - policy.confidence }

  /// Decides.
  package func decide(tool: ToolVersion) -> TrafficVerdict {
    let found = judged()
    let metrics = TrafficShift(baseline: baseline, candidate: candidate, alpha: alpha).metrics()
    let (verdict, reason, sentence) = verdict(of: found)
    return TrafficVerdict(
      tool: tool, verdict: verdict, reason: reason, sentence: sentence, evalset: evalset, margin: margin,
      confidence: policy.confidence, statement: statement, baseline: side(baseline), candidate: side(candidate),
      checks: found.sorted(by: Self.worstFirst), leftOut: leftOut, metrics: metrics, warnings: warnings(metrics))
  }

  private func side(_ arm: TrafficArm) -> TrafficSide {
    TrafficSide(
      file: arm.file, reading: arm.reading, answered: arm.answered, errored: arm.errored, models: arm.models,
      from: arm.span.map { date($0.lowerBound) }, until: arm.span.map { date($0.upperBound) })
  }

  private func judged() -> [TrafficCheck] {
    func counts(_ arm: TrafficArm, _ id: String) -> TrafficCounts {
      let tally = arm.checks[id] ?? TrafficArm.CheckTally()
      return TrafficCounts(valid: tally.valid, failures: tally.failures, ungraded: tally.ungraded)
    }
    let pairs = checks.map { (counts(baseline, $0.id), counts(candidate, $0.id)) }
    let evidence = pairs.map { first, second in
      TrafficEvidence(
        baseline: .init(failures: first.failures, trials: first.valid),
        candidate: .init(failures: second.failures, trials: second.valid))
    }
    let worse = evidence.map { $0.logWorse() }
    let p = worse.map { min(1, exponential(-$0)) }
    let adjusted = PValues.holm(p)
    let shown = Set(EValues.holm(log: worse, alpha: alpha))
    return checks.indices.map { index in
      let (first, second) = pairs[index]
      var difference: DifferenceEstimate?
      if first.valid > 0, second.valid > 0 {
        let bounds = evidence[index].bounds(alpha: alpha)
        let estimate = Double(second.failures) / Double(second.valid) - Double(first.failures) / Double(first.valid)
        difference = DifferenceEstimate(estimate: estimate, lower: bounds.lower, upper: bounds.upper)
      }
      let isShown = shown.contains(index)
      let change = CaseComparer.change(difference, margin: margin, isShownWorse: isShown)
      return TrafficCheck(
        checks[index], baseline: first, candidate: second, difference: difference, change: change, p: p[index],
        pAdjusted: adjusted[index], isShownWorse: isShown,
        sentence: sentence(first, second, difference, change, isShown),
        examples: candidate.checks[checks[index].id]?.examples ?? [])
    }
  }

  private func sentence(
    _ first: TrafficCounts, _ second: TrafficCounts, _ difference: DifferenceEstimate?, _ change: ChangeClass,
    _ isShown: Bool
  ) -> String {
    let counts =
      "\(first.failures) of \(Sentences.plural(first.valid, "answer")) before, \(second.failures) of \(second.valid) now"
    guard let difference else { return "\(counts): an arm has no answer that this check could judge." }
    let (lower, upper) = (ChangeWords.points(difference.lower, .down), ChangeWords.points(difference.upper, .up))
    let range = "between \(lower) and \(upper) points"
    switch change {
    case .worse where isShown: return "\(counts): more often, \(range), shown over \(overAll)."
    case .worse: return "\(counts): more often for this check alone, \(range), not proven over \(overAll)."
    case .better: return "\(counts): less often, \(range), for this check alone."
    case .same: return "\(counts): no change larger than \(ChangeWords.points(margin)) points."
    default: return "\(counts): \(range), which shows neither side of the margin."
    }
  }

  private var overAll: String { Sentences.all(checks.count, "check") }

  private func verdict(of found: [TrafficCheck]) -> (Verdict, TrafficReason, String) {
    let level = Percent.text(policy.confidence)
    for arm in [baseline, candidate] where arm.answered == 0 {
      let why = arm.errored > 0 ? "\(Sentences.plural(arm.errored, "answer")) errored" : "it holds no answer"
      return (.error, .emptyArm, "Nothing of \(arm.file) could be judged: \(why). An empty arm is never a pass.")
    }
    let worse = found.filter(\.isShownWorse).sorted(by: Self.worstFirst)
    if !worse.isEmpty {
      let named = worse.prefix(3).map {
        "\($0.id) (\($0.baseline.failures) of \($0.baseline.valid) before, \($0.candidate.failures) of \($0.candidate.valid) now)"
      }.joined(separator: ", ")
      let more = worse.count > 3 ? " and \(worse.count - 3) more" : ""
      return (
        .fail, .checkWorse,
        "Observed traffic, unpaired: the candidate does more often what must not be, \(level) confidence over \(overAll): "
          + "\(named)\(more)."
      )
    }
    if let broken = broken(found) { return broken }
    let open = found.filter { ($0.difference?.upper ?? 1) > margin }
    let answers =
      "\(Sentences.plural(baseline.answered, "answer")) before, \(candidate.answered) now, \(Sentences.plural(checks.count, "check"))"
    guard let first = open.max(by: { ($0.difference?.upper ?? 1) < ($1.difference?.upper ?? 1) }) else {
      return (
        .pass, .notWorse,
        "Observed traffic, unpaired: \(answers): in none the candidate fails \(ChangeWords.points(margin)) points more often, "
          + "\(level) confidence."
      )
    }
    return (
      .inconclusive, .undecided,
      "Observed traffic, unpaired: \(answers), \(open.count) undecided, first \(first.id): \(first.sentence)"
    )
  }

  /// Too little of an arm could be read or judged.
  private func broken(_ found: [TrafficCheck]) -> (Verdict, TrafficReason, String)? {
    let most = policy.errorShare
    for arm in [baseline, candidate] {
      let all = arm.answered + arm.errored
      if Double(arm.errored) > most * Double(all) {
        return (
          .error, .tooManyErrors,
          "\(arm.errored) of \(Sentences.plural(all, "answer")) of \(arm.file) errored, more than \(Percent.text(most)): too many "
            + "to judge. Errored answers count neither as good nor as bad."
        )
      }
      let records = arm.reading.unread + arm.reading.outputs
      if Double(arm.reading.unread) > most * Double(records) {
        return (
          .error, .tooManyUnread,
          "\(Sentences.plural(arm.reading.unread, "line")) of \(arm.file) could not be read beside \(Sentences.plural(arm.reading.outputs, "answer")), "
            + "more than \(Percent.text(most)): what they hold is not known."
        )
      }
      for check in found {
        let tally = arm.checks[check.id] ?? TrafficArm.CheckTally()
        let asked = tally.valid + tally.ungraded
        if Double(tally.ungraded) > most * Double(asked) || tally.valid == 0 {
          return (
            .error, tally.valid == 0 && tally.ungraded == 0 ? .emptyArm : .tooManyErrors,
            "\(check.id) could judge \(tally.valid) of \(Sentences.plural(asked, "answer")) of \(arm.file): too few."
          )
        }
      }
    }
    return nil
  }

  private static func worstFirst(_ left: TrafficCheck, _ right: TrafficCheck) -> Bool {
    if left.isShownWorse != right.isShownWorse { return left.isShownWorse }
    let (first, second) = (left.difference?.upper ?? 1, right.difference?.upper ?? 1)
    return first != second ? first > second : left.id < right.id
  }

  private var statement: String {
    let (error, margin) = (Percent.text(alpha), ChangeWords.points(margin))
    return
      "A pass claims that in every check the candidate's rate is less than \(margin) points above the baseline's, and errs in at "
      + "most \(error) of comparisons in which one is not. A fail claims that some check's rate is above the baseline's, and errs in "
      + "at most \(error) of comparisons in which none is. Both hold at any look, so the logs may grow between looks. Both speak of "
      + "what was observed: the arms answered different people, so a difference may come from who was routed where. Answers "
      + "are taken as independent; many of one conversation are not."
  }

  private func warnings(_ metrics: [DistributionMetric]) -> [Diagnostic] {
    var found = findings
    for arm in [baseline, candidate] {
      let reading = arm.reading
      let parts: [(Int, String, String)] = [
        (reading.unread, "lines-unread", "could not be read"),
        (
          reading.duplicates, "duplicates",
          "stand in the log again, or came after their trace was closed: the first counts"
        ),
        (reading.withoutContent, "without-content", "hold no messages: record the content, or they cannot be judged"),
        (reading.outOfRange, "out-of-range", "are outside of the span of time that was asked for"),
        (reading.undated, "undated", "have no time, so they are left out of the span that was asked for"),
      ]
      for (count, code, words) in parts where count > 0 {
        let noun = code == "lines-unread" ? "line" : "answer"
        found.append(.warning("traffic-\(code)", "\(Sentences.plural(count, noun)) of \(arm.file) \(words)"))
      }
      if arm.models.count > 1 {
        found.append(
          .warning(
            "traffic-models",
            "\(arm.models.count) models answered in \(arm.file): \(arm.models.keys.sorted().prefix(3).joined(separator: ", "))"
          ))
      }
    }
    if let first = baseline.span, let second = candidate.span,
      first.upperBound < second.lowerBound || second.upperBound < first.lowerBound
    {
      found.append(
        .warning(
          "traffic-not-concurrent",
          "the arms do not overlap in time, so a change of the world looks like one of the candidate",
          hint: "compare what both answered in the same hours"))
    }
    if !leftOut.isEmpty {
      let cases = Set(leftOut.map(\.evalCase)).count
      found.append(
        .warning(
          "traffic-graders-left-out",
          "\(Sentences.plural(leftOut.count, "grader")) of \(Sentences.plural(cases, "case")) do not hold for any traffic and were left out",
          hint: "they are listed with the reason; relapse compare with targets judges them"))
    }
    found += metrics.filter(\.isDifferent).map {
      .warning(
        "output-shift", $0.sentence,
        hint: "\($0.test), after Holm over \(Sentences.plural(metrics.count, "metric")); it decides nothing")
    }
    return found
  }
}
