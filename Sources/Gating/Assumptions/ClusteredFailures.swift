import EvalSchema
import Statistics

/// Failures that stand together in time: they may share one cause, and then the trials are not independent.
///
/// Wald and Wolfowitz 1940: exact one-sided runs test of the valid trials before the stop. The window that is named is the one
/// with the largest likelihood ratio (Kulldorff 1997); it is not tested on its own.
enum ClusteredFailures {
  /// Fewest failures, and fewest passes, of a case that is tested.
  static let minimum = 3

  /// One warning for each case in which failures cluster.
  static func warnings(_ traces: [CaseTrace]) -> [Diagnostic] {
    traces.compactMap(suspicion).warnings(
      "clustered-failures",
      hint: "look for a shared cause in that window: an outage, a bad replica, a shared session; then run again")
  }

  private static func suspicion(_ trace: CaseTrace) -> Suspicion? {
    let (indices, failed) = trace.beforeStop
    let positions = failed.enumerated().filter(\.element).map(\.offset)
    guard positions.count >= minimum, failed.count - positions.count >= minimum else { return nil }
    let total = Sentences.plural(positions.count, "failure")
    var finding = "\(total) came in few groups"
    if let window = DensestWindow(positions: positions, trials: failed.count) {
      let all = Array(indices)
      finding = "\(window.failures) of \(total) in trials \(all[window.first])–\(all[window.last])"
    }
    return Suspicion(id: trace.id, p: RunsTest(failed).clustered, finding: finding)
  }
}
