import EvalSchema

/// The errored trials that a resumed run asks again: pure, fed with the lines of a record in their order.
///
/// A trial stays errored, but for those whose requests cannot have reached the model: refused for a key or a quota; errored in the
/// outage that ended the run; and, in a test that has no verdict for want of answers, refused or lost on the way. The first two
/// say nothing of the trial; without the third an outage of minutes would cost the whole run.
struct LostTrials {
  /// Trials that errored since the target last accepted a request, by case.
  private var silent: [String: Set<Int>] = [:]

  /// Takes a trial.
  mutating func hear(_ trial: TrialEssence) {
    guard let error = trial.error, error.kind.isRetryable else {
      if !silent.isEmpty { silent = [:] }
      return
    }
    silent[trial.evalCase, default: []].insert(trial.index)
  }

  /// Those of a record with this last footer, these tests and their last decisions, by case.
  func found(
    tallies: [String: CaseTally], footer: RunFooter?, tests: [PlannedTest], decisions: [String: DecisionRecord]
  ) -> [String: Set<Int>] {
    let spoiled = tests.filter { decisions[$0.id]?.verdict == .error }
    let unjudged = Set(spoiled.flatMap(\.members))
    var found: [String: Set<Int>] = [:]
    for (id, tally) in tallies {
      var lost = tally.errored { $0.isFatal || ($0.isLostOnTheWay && unjudged.contains(id)) }
      // A judge that was away says nothing of what the target did meanwhile.
      if let footer, footer.outage != nil, footer.judge == nil { lost.formUnion(silent[id] ?? []) }
      if !lost.isEmpty { found[id] = lost }
    }
    return found
  }
}
