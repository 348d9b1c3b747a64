package import EvalSchema

/// How far a record has come: all that a run needs to go on with it.
package struct ResumePoint: Sendable {
  /// The first line, with the extensions of the record in its design; nil when the run ended before it was written.
  package var header: RunHeader?
  /// The ids of the cases that stand in the record.
  package var cases: Set<String>
  /// For each case, the outcome at each index; nil where a trial is to be asked.
  ///
  /// A trial whose requests were lost is nil, too (`LostTrials`): the model never saw it.
  package var outcomes: [String: [Outcome?]]
  /// For each test, its last decision line.
  package var decisions: [String: DecisionRecord]
  /// The footer that nothing stands behind.
  package var footer: RunFooter?
  /// What the trial lines add up to.
  package var progress: RunProgress
  /// Seconds that the run took until then.
  package var elapsed: Double
  /// The bytes of its whole lines.
  package var length: Int
  /// The bytes of a torn last line.
  package var droppedBytes: Int
  /// Whether the last whole line ends with a line break.
  package var isBroken: Bool
  /// For each case, the trials that were answered and not judged, by index.
  package var answers: [String: [Int: TrialRecord]] = [:]
}

extension ResumePoint {
  /// Lets a scheduler know every recorded outcome, in the order of cases and indices; returns the decisions that follow.
  func recall(into scheduler: inout Scheduler, plan: RunPlan) -> [DecisionRecord] {
    var decisions: [DecisionRecord] = []
    for (caseIndex, planned) in plan.cases.enumerated() {
      for (trial, outcome) in (outcomes[planned.id] ?? []).enumerated() {
        guard let outcome else { continue }
        decisions += scheduler.recall(Scheduler.Launch(caseIndex: caseIndex, trial: trial), outcome).decisions
      }
    }
    scheduler.settle()
    return decisions
  }
}
