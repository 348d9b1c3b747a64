import EvalSchema

/// A provider whose fingerprint changed in the middle of a run: what answers behind one model name is no longer the same.
///
/// Providers answer from several backends at once, so several fingerprints that take turns say nothing. One that ends before
/// another begins, each with several answers, was replaced.
enum ChangedFingerprint {
  /// Answers of a fingerprint before it counts.
  private static let span = 5

  /// One warning for the first case that shows it.
  static func warnings(_ log: RunLog, _ replay: GateBattery) -> [Diagnostic] {
    for record in log.cases {
      let id = record.file.evalCase.id
      guard let found = log.logs[id], found.fingerprints.count > 1 else { continue }
      let spans = found.fingerprints.filter { $0.value.count >= span && $0.value.lowerBound < replay.used(id) }
        .sorted { ($0.value.lowerBound, $0.key) < ($1.value.lowerBound, $1.key) }
      for (earlier, later) in zip(spans, spans.dropFirst()) where earlier.value.upperBound < later.value.lowerBound {
        return [
          .warning(
            "fingerprint-changed",
            "the provider's fingerprint changed at trial \(later.value.lowerBound) of \(id), from `\(earlier.key)` to "
              + "`\(later.key)`: what answers may have been replaced in the middle of the run",
            hint: "run again, so that all trials are of one system")
        ]
      }
    }
    return []
  }
}
