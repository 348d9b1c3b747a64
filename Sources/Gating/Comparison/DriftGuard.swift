import EvalSchema
import Statistics

/// The baseline against its own earlier record: nobody changed it, so whatever moved is the provider, the index, or luck.
///
/// Half of α for single cases (Fisher's exact test, two-sided, Holm over the cases), half for all of them together in either
/// direction (paired evidence by index, spike and slab). A false alarm costs a repeated run, never a false pass.
struct DriftGuard {
  let history: ComparisonArm
  let baseline: ComparisonArm
  let alpha: Double

  /// What was found; nil when both records share no case with trials.
  func check() -> DriftCheck? {
    let before = Dictionary(
      history.log.header.plan.cases.map { ($0.id, $0.digest) }, uniquingKeysWith: { first, _ in first })
    let shared = baseline.log.header.plan.cases.filter { before[$0.id] == $0.digest }.map(\.id).sorted()
    let cases = shared.map { CasePairs($0, baseline: history, candidate: baseline) }
      .filter { $0.baseline.valid > 0 && $0.candidate.valid > 0 }
    guard !cases.isEmpty else { return nil }
    let adjusted = PValues.holm(
      cases.map {
        FisherExact(
          baselineEvents: $0.baseline.failures, baselineTrials: $0.baseline.valid,
          candidateEvents: $0.candidate.failures, candidateTrials: $0.candidate.valid
        ).twoSided
      })
    let moved = zip(cases, adjusted).filter { $0.1 <= alpha / 2 }.map {
      DriftedCase(id: $0.0.id, history: $0.0.baseline, baseline: $0.0.candidate, pAdjusted: $0.1)
    }
    let then = cases.reduce(ArmCounts()) { $0 + $1.baseline }
    let now = cases.reduce(ArmCounts()) { $0 + $1.candidate }
    let isDrifted = !moved.isEmpty || isShifted(cases)
    return DriftCheck(
      isDrifted: isDrifted, comparisons: cases.count, history: then, baseline: now, cases: moved,
      modelsBefore: history.modelsReturned, modelsNow: baseline.modelsReturned,
      sentence: sentence(isDrifted, cases.count, moved, then, now))
  }

  /// Whether the cases together moved in one direction.
  private func isShifted(_ cases: [CasePairs]) -> Bool {
    let single = PairedEvidence(margin: 0)
    let up = SpikeAndSlab.logValue(cases.map { single.logWorse($0.counts()) })
    let down = SpikeAndSlab.logValue(cases.map { single.logNotWorse($0.counts()) })
    return max(up, down) >= -ln(alpha / 4)
  }

  private func sentence(
    _ isDrifted: Bool, _ count: Int, _ moved: [DriftedCase], _ then: ArmCounts, _ now: ArmCounts
  ) -> String {
    let counts = "\(then.failures) of \(then.valid) trials then, \(now.failures) of \(now.valid) now"
    let over = Sentences.plural(count, "case")
    guard isDrifted else { return "The baseline did not move against its own record: \(counts), over \(over)." }
    let named = moved.prefix(3).map {
      "\($0.id) (\($0.history.failures) of \($0.history.valid) then, \($0.baseline.failures) of \($0.baseline.valid) now)"
    }
    let what = named.isEmpty ? (count == 1 ? "the only case" : "all \(over) together") : named.joined(separator: ", ")
    let more = moved.count > 3 ? " and \(moved.count - 3) more" : ""
    let models =
      history.modelsReturned == baseline.modelsReturned
      ? "" : " The provider serves another model than then."
    return
      "The baseline itself moved against its own record: \(what)\(more); failed \(counts). The provider or the index "
      + "changed, not the candidate; the comparison is void.\(models)"
  }
}
