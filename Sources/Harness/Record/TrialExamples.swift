import EvalSchema

/// A few trials of a case with their transcripts, the first of each outcome: enough to look at, never all.
struct TrialExamples {
  /// How many of each outcome are kept.
  static let limits: [Outcome: Int] = [.failed: 5, .passed: 2, .errored: 3]

  private var kept: [Outcome: [TrialRecord]] = [:]

  /// Whether a trial is among the first of its outcome so far, by index.
  func wants(_ outcome: Outcome, index: Int) -> Bool {
    let same = kept[outcome] ?? []
    guard let limit = Self.limits[outcome], same.count >= limit else { return true }
    return same.last.map { index < $0.index } ?? false
  }

  /// Takes a trial that is wanted.
  mutating func add(_ trial: TrialRecord) {
    var same = kept[trial.outcome] ?? []
    same.insert(trial, at: same.firstIndex { $0.index > trial.index } ?? same.count)
    kept[trial.outcome] = Array(same.prefix(Self.limits[trial.outcome] ?? 0))
  }

  /// Forgets a trial that was asked again.
  mutating func remove(index: Int) {
    for outcome in kept.keys { kept[outcome]?.removeAll { $0.index == index } }
  }

  /// Failing ones first, then errored, then passed, each in index order.
  var records: [TrialRecord] { [Outcome.failed, .errored, .passed].flatMap { kept[$0] ?? [] } }
}
