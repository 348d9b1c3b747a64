import EvalSchema
import Statistics

/// A failure rate that changes over the trial index: the claim is about one rate, and then there is none.
///
/// Fisher's exact test, two-sided, of the first half of the valid trials before the stop against the second half.
enum DriftingRate {
  /// Fewest failures of a case that is tested.
  static let minimum = 3

  /// One warning for each case whose halves differ.
  static func warnings(_ traces: [CaseTrace]) -> [Diagnostic] {
    traces.compactMap(suspicion).warnings(
      "drifting-rate",
      hint: "look at what changed during the run: the model behind an alias, the load, the data; then run again")
  }

  private static func suspicion(_ trace: CaseTrace) -> Suspicion? {
    let (indices, failed) = trace.beforeStop
    let half = failed.count / 2
    let early = failed.prefix(half).count { $0 }
    let late = failed.dropFirst(half).count { $0 }
    guard half > 0, early + late >= minimum else { return nil }
    let test = FisherExact(
      baselineEvents: early, baselineTrials: half, candidateEvents: late, candidateTrials: failed.count - half)
    let middle = indices[indices.startIndex + half]
    return Suspicion(
      id: trace.id, p: test.twoSided,
      finding:
        "\(Sentences.plural(early, "failure")) in the \(Sentences.plural(half, "valid trial")) before trial \(middle), "
        + "\(late) in the \(failed.count - half) from there on")
  }
}
