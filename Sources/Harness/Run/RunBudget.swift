import EvalSchema

/// What a run may use at most. When it is used up no trial is started any more; what is undecided stays undecided.
package struct RunBudget: Sendable, Hashable {
  /// One bound with the words of the user.
  package struct Bound<Value: Sendable & Hashable>: Sendable, Hashable {
    /// The bound.
    package var value: Value
    /// As it was written.
    package var text: String

    /// Makes the bound.
    package init(_ value: Value, text: String) {
      self.value = value
      self.text = text
    }
  }

  /// Seconds from when the run begins, or goes on.
  package var time: Bound<Double>?
  /// Millionths of the currency unit, earlier parts of the record included.
  package var cost: Bound<Int>?

  /// Makes the budget; without any bound a run ends by its tests alone.
  package init(time: Bound<Double>? = nil, cost: Bound<Int>? = nil) {
    self.time = time
    self.cost = cost
  }

  /// Which bound is reached; time first.
  func exhausted(seconds: Double, costMicros: Int) -> RunBudgetKind? {
    if let time, seconds >= time.value { return .time }
    if let cost, costMicros >= cost.value { return .cost }
    return nil
  }

  /// Whether one more trial at the mean cost so far fits beside those in flight. Before the first came back, any does.
  func allowsTrial(after progress: RunProgress, inFlight: Int) -> Bool {
    guard let cost, progress.trials > 0 else { return true }
    let mean = Double(progress.costMicros) / Double(progress.trials)
    return Double(progress.costMicros) + Double(inFlight + 1) * mean <= Double(cost.value)
  }

  /// Why a cost cannot be held once a trial was answered; nil when it can. An answer without a count of tokens costs nothing,
  /// as far as anybody can see.
  func objection(to trial: TrialRecord) -> String? {
    guard let cost, trial.error == nil, trial.cached != true, trial.usage.inputTokens + trial.usage.outputTokens == 0
    else {
      return nil
    }
    return "\(cost.text) cannot be held: the answer to \(trial.evalCase)/\(trial.index) counts no tokens"
  }

  /// What a footer says when a bound ended the run.
  func sentence(_ kind: RunBudgetKind) -> String {
    switch kind {
    case .time: "the budget of \(time?.text ?? "time") is used up"
    case .cost: "the budget of \(cost?.text ?? "cost") is used up"
    }
  }
}
