package import EvalSchema
import Statistics

/// The records of an attribution → which surface carries how much of a regression. Pure: the same records give the same bytes.
///
/// The cases are those that a comparison showed to be worse. The trials are new ones, with another seed: what chose the cases says
/// nothing about how much of the change a surface brings.
package enum AttributionDecider {
  /// A target between baseline and candidate with its record.
  package struct Swap: Sendable {
    /// The surfaces that it has of the candidate.
    package var surfaces: [TargetSurface]
    /// Its record.
    package var arm: ComparisonArm

    /// Makes the value from its parts.
    package init(surfaces: [TargetSurface], arm: ComparisonArm) {
      self.surfaces = surfaces
      self.arm = arm
    }
  }

  /// How the chance of a false claim is divided: half for single surfaces, half for pairs of them, six one-sided claims of each.
  package static func alpha(_ alpha: Double, surfaces: Int) -> (single: Double, pair: Double) {
    let pairs = max(1, surfaces * (surfaces - 1) / 2)
    return (alpha / 2 / Double(6 * max(1, surfaces)), alpha / 2 / Double(6 * pairs))
  }

  /// The most rounds of a target between both, when nobody says more: 1,000 trials over its cases.
  package static func rounds(cases: Int) -> Int { max(20, (1_000 + max(1, cases) - 1) / max(1, cases)) }

  /// The cases of a comparison that regressed: those that are shown to be worse; else those of the class; else those that failed
  /// more often, the plainest first, at most five.
  package static func regressed(_ comparison: ComparisonVerdict) -> [String] {
    guard comparison.verdict == .fail, comparison.reason != .outputShift else { return [] }
    let shown = comparison.cases.filter(\.isShownWorse).map(\.id)
    if !shown.isEmpty { return shown }
    let worse = comparison.cases.filter { $0.change == .worse }.map(\.id)
    if !worse.isEmpty { return worse }
    let risen = comparison.cases.filter { ($0.difference?.estimate ?? 0) > 0 }
      .sorted { ($0.p ?? 1, $0.id) < ($1.p ?? 1, $1.id) }
    return risen.prefix(5).map(\.id).sorted()
  }

  /// A comparison that leaves nothing to attribute, or cannot be judged.
  package static func without(
    _ comparison: ComparisonVerdict, _ swaps: SurfaceSwaps, tool: ToolVersion
  ) -> AttributionVerdict {
    let isError = comparison.verdict == .error || comparison.verdict == .empty
    let what =
      swaps.separable.isEmpty && comparison.verdict == .fail
      ? "No surface that differs can be exchanged alone, so nothing can be attributed."
      : isError
        ? "The comparison could not be judged, so there is nothing to attribute."
        : "The candidate was not shown to fail more often, so there is nothing to attribute."
    return AttributionVerdict(
      tool: tool, result: isError ? .error : comparison.verdict == .fail ? .unexplained : .notWorse,
      exitCode: comparison.exitCode, sentence: what, evalset: comparison.evalset, baseline: swaps.baseline.name,
      candidate: swaps.candidate.name, comparison: comparison.verdict, comparisonSentence: comparison.sentence,
      inseparable: swaps.inseparable, unexplained: comparison.verdict == .fail ? "All of the change." : "",
      confidence: comparison.method.confidence)
  }

  /// Decides from the records.
  package static func decide(
    _ comparison: ComparisonVerdict, baseline: ComparisonArm, candidate: ComparisonArm, swaps tried: [Swap],
    of swaps: SurfaceSwaps, margin: Double, tool: ToolVersion
  ) -> AttributionVerdict {
    let cases = candidate.log.header.plan.cases.map(\.id)
    let alpha = alpha(1 - comparison.method.confidence, surfaces: swaps.separable.count)
    let judged = tried.map { swap in
      finding(
        swap, baseline, candidate, cases: cases, alpha: swap.surfaces.count > 1 ? alpha.pair : alpha.single,
        margin: margin, swaps)
    }
    let findings = judged.map(\.finding)
    // What came after the last decision is not used: how much did depends on how many trials were in flight.
    let last = judged.map(\.end).max() ?? 0
    let whole = whole(baseline, candidate, cases, rounds: last, alpha: alpha.single)
    let broken = broken([baseline, candidate] + tried.map(\.arm))
    let found = result(findings, baseline, candidate, tried, isBroken: broken != nil)
    return AttributionVerdict(
      tool: tool, result: found, exitCode: found == .error ? 4 : comparison.exitCode,
      sentence: AttributionWords.sentence(found, findings, whole, cases: cases.count, broken: broken),
      evalset: comparison.evalset,
      baseline: swaps.baseline.name, candidate: swaps.candidate.name, comparison: comparison.verdict,
      comparisonSentence: comparison.sentence, cases: cases, total: whole, swaps: findings,
      inseparable: swaps.inseparable,
      unexplained: AttributionWords.unexplained(found, findings, swaps), confidence: comparison.method.confidence,
      method: AttributionWords.method(alpha, surfaces: swaps.separable.count, 1 - comparison.method.confidence))
  }

  private static func result(
    _ findings: [SwapFinding], _ baseline: ComparisonArm, _ candidate: ComparisonArm, _ tried: [Swap],
    isBroken: Bool
  ) -> AttributionResult {
    if let best = findings.filter({ $0.share == SwapTest.Share.most.rawValue }).first {
      return best.surfaces.count == 1 ? .oneSurface : .twoSurfaces
    }
    if isBroken { return .error }
    let policy = candidate.log.header.policy
    let rule = MissingRule(share: policy.usableErrorShare)
    for arm in [baseline, candidate] + tried.map(\.arm) {
      let total = arm.total
      if total.asked == 0 || rule.spoils(missing: total.errored, asked: total.asked) { return .error }
    }
    let decided = [SwapTest.Share.part, .little, .less].map(\.rawValue)
    return findings.allSatisfy { decided.contains($0.share) } ? .unexplained : .undecided
  }

  /// What broke the exchange off, when it was a target or a judge; nil when it came to its end, or the user ended it.
  private static func broken(_ arms: [ComparisonArm]) -> String? {
    if let footer = arms.lazy.compactMap(\.log.footer).first(where: { $0.outage != nil }) {
      return "\(footer.judge.map { "The judge \($0)" } ?? "A target") accepted no request for minutes"
    }
    let kinds = arms.flatMap { $0.log.logs.values.flatMap { $0.errors.values.map(\.kind) } }
    if kinds.contains(.auth) { return "The provider of a target or of a judge refused the key" }
    return kinds.contains(.quota) ? "The quota of a target or of a judge is used up" : nil
  }

  private static func finding(
    _ swap: Swap, _ baseline: ComparisonArm, _ candidate: ComparisonArm, cases: [String], alpha: Double, margin: Double,
    _ swaps: SurfaceSwaps
  ) -> (finding: SwapFinding, end: Int) {
    var test = SwapTest(alpha: alpha, margin: margin)
    var (rounds, end) = (0, 0)
    for round in 0..<length(swap.arm, cases) where !test.isDecided {
      end = round + 1
      let triples = cases.compactMap { id -> SwapTest.Triple? in
        guard let first = baseline.outcome(id, round), let middle = swap.arm.outcome(id, round),
          let last = candidate.outcome(id, round), first.isValid, middle.isValid, last.isValid
        else { return nil }
        return SwapTest.Triple(
          baselineFailed: first == .failed, swapFailed: middle == .failed, candidateFailed: last == .failed)
      }
      guard triples.count == cases.count, !cases.isEmpty else { continue }
      test.observe(round: triples)
      rounds += 1
    }
    let counts = cases.map { id in
      (0..<end).reduce(into: ArmCounts()) { $0.count(swap.arm.outcome(id, $1)) }
    }
    let total = counts.reduce(ArmCounts(), +)
    let words = swap.surfaces.map { swaps.words($0) }
    var finding = SwapFinding(
      surfaces: swap.surfaces, baseline: words.map(\.baseline).joined(separator: "; "),
      candidate: words.map(\.candidate).joined(separator: "; "), share: test.share.rawValue, sentence: "",
      effect: estimate(test.effect, alpha), rest: estimate(test.rest, alpha), rounds: rounds, trials: total.asked,
      errored: total.errored, failures: counts.map(\.failures))
    finding.sentence = AttributionWords.sentence(finding, test.share)
    return (finding, end)
  }

  /// The whole change over the first rounds.
  private static func whole(
    _ baseline: ComparisonArm, _ candidate: ComparisonArm, _ cases: [String], rounds: Int, alpha: Double
  ) -> DifferenceEstimate? {
    var counts = PairCounts()
    for round in 0..<min(rounds, length(candidate, cases)) {
      let pairs = cases.compactMap { id -> (Outcome, Outcome)? in
        guard let first = baseline.outcome(id, round), let second = candidate.outcome(id, round), first.isValid,
          second.isValid
        else { return nil }
        return (first, second)
      }
      guard pairs.count == cases.count else { continue }
      for (first, second) in pairs {
        counts.count(baselineFailed: first == .failed, candidateFailed: second == .failed)
      }
    }
    return estimate(counts, alpha)
  }

  private static func length(_ arm: ComparisonArm, _ cases: [String]) -> Int {
    cases.map { arm.log.logs[$0]?.outcomes.count ?? 0 }.max() ?? 0
  }

  private static func estimate(_ counts: PairCounts, _ alpha: Double) -> DifferenceEstimate? {
    guard counts.pairs > 0 else { return nil }
    return DifferenceEstimate(
      estimate: counts.mean, lower: DifferenceBounds.lower(counts, alpha: alpha),
      upper: DifferenceBounds.upper(counts, alpha: alpha))
  }
}
