import EvalSchema

/// What the claims of a verdict rest on and what looks broken: trials that share luck, drift, come from a cassette or a cache, or are selected.
///
/// The bounds hold for trials of one rate that are independent, given what came before. Nothing here changes a verdict; each
/// check is a pure function of the trials that the verdict uses.
struct Assumptions {
  let log: RunLog
  let replay: GateBattery

  /// The warnings, check by check, in each by case id.
  func warnings() -> [Diagnostic] {
    let variants = log.variantCounts
    let traces = replay.audit.cases.compactMap { id in
      log.logs[id].map { CaseTrace(id: id, log: $0, used: replay.used(id), variants: variants[id] ?? 1) }
    }
    let isSimulated = log.header.target.adapter == .simulated
    return ReplayedAnswers.warnings(log) + CachedAnswers.warnings(log) + ChangedFingerprint.warnings(log, replay)
      + OtherModel.warnings(log, replay) + IdenticalAnswers.warnings(traces)
      + (isSimulated ? [] : RepeatedAnswers.warnings(traces))
      + StoppedAnswers.warnings(traces)
      + ClusteredFailures.warnings(traces) + DriftingRate.warnings(traces) + SelectiveRetries.warnings(traces)
  }
}
