import EvalSchema
import Statistics

/// Trials that needed a retry fail at another rate than the others: retries may choose which answers are counted.
///
/// Fisher's exact test, two-sided, of the retried valid trials against the others. It needs no care about the stop: given the
/// outcomes, every choice of the retried trials is equally likely when retries have nothing to do with them.
enum SelectiveRetries {
  /// Fewest failures, and fewest retried and other valid trials, of a case that is tested.
  static let minimum = 3

  /// One warning for each case in which they differ.
  static func warnings(_ traces: [CaseTrace]) -> [Diagnostic] {
    traces.compactMap(suspicion).warnings(
      "selective-retries",
      hint: "retry only what failed before the model answered; see the kinds of retries under Infrastructure")
  }

  private static func suspicion(_ trace: CaseTrace) -> Suspicion? {
    let retried = trace.retried.count { $0 }
    let others = trace.retried.count - retried
    let failures = trace.failed.count { $0 }
    guard failures >= minimum, retried >= minimum, others >= minimum else { return nil }
    let bad = zip(trace.retried, trace.failed).count { $0 && $1 }
    let test = FisherExact(
      baselineEvents: failures - bad, baselineTrials: others, candidateEvents: bad, candidateTrials: retried)
    return Suspicion(
      id: trace.id, p: test.twoSided,
      finding: "\(bad) of \(retried) retried trials failed, \(failures - bad) of the \(others) others")
  }
}
