import EvalSchema
import Statistics

/// The trials of one case in both arms, paired by variant and index, in index order.
///
/// A pair exists where both trials have an outcome. Trials that came back after their run's decision are not used; valid trials
/// whose partner is missing or errored are counted, never dropped in silence. Against a recorded baseline a trial of the candidate
/// stands beside a group of the baseline's.
struct CasePairs {
  /// One pair.
  struct Pair {
    var index: Int
    var baselineFailed: Bool
    var candidateFailed: Bool
    /// With a recorded baseline: how many of the group's trials failed, and how many there are.
    var group: (failures: Int, trials: Int)?

    /// What it counts.
    var counts: PairCounts {
      var counts = PairCounts()
      if let group {
        counts.count(candidateFailed: candidateFailed, baselineFailures: group.failures, of: group.trials)
      } else {
        counts.count(baselineFailed: baselineFailed, candidateFailed: candidateFailed)
      }
      return counts
    }
  }

  /// The id of the case.
  let id: String
  /// The pairs.
  private(set) var pairs: [Pair] = []
  /// The trials of the baseline.
  private(set) var baseline = ArmCounts()
  /// The trials of the candidate.
  private(set) var candidate = ArmCounts()

  /// Pairs the trials of a case that both arms ran unchanged.
  init(_ id: String, baseline: ComparisonArm, candidate: ComparisonArm) {
    self.id = id
    let count = max(baseline.log.logs[id]?.outcomes.count ?? 0, candidate.log.logs[id]?.outcomes.count ?? 0)
    for index in 0..<count {
      let first = baseline.outcome(id, index)
      let second = candidate.outcome(id, index)
      self.baseline.count(first)
      self.candidate.count(second)
      let (isFirst, isSecond) = (first?.isValid ?? false, second?.isValid ?? false)
      let isPair = isFirst && isSecond && baseline.variant(id, index) == candidate.variant(id, index)
      if isPair {
        pairs.append(Pair(index: index, baselineFailed: first == .failed, candidateFailed: second == .failed))
      } else {
        if isFirst { self.baseline.unpaired += 1 }
        if isSecond { self.candidate.unpaired += 1 }
      }
    }
  }

  /// Pairs the trials of the candidate with groups of a recorded baseline's, up to the first that has not come back.
  init(_ id: String, baseline: ComparisonArm, candidate: ComparisonArm, recorded: RecordedBaseline) {
    self.id = id
    self.baseline = baseline.counts(id)
    self.candidate = candidate.counts(id)
    for group in baseline.groups(of: id, size: recorded.trials) {
      guard let outcome = candidate.outcome(id, group.index) else { break }
      guard outcome.isValid, baseline.variant(id, group.index) == candidate.variant(id, group.index) else { continue }
      pairs.append(
        Pair(
          index: group.index, baselineFailed: baseline.outcome(id, group.index) == .failed,
          candidateFailed: outcome == .failed, group: (group.failures, recorded.trials)))
    }
    self.baseline.unpaired = max(0, self.baseline.valid - pairs.count * max(1, recorded.trials))
    self.candidate.unpaired = max(0, self.candidate.valid - pairs.count)
  }

  /// The counts of the first `rounds` pairs, or of all.
  func counts(rounds: Int? = nil) -> PairCounts {
    pairs.prefix(rounds ?? pairs.count).reduce(into: PairCounts()) { $0 = $0 + $1.counts }
  }

  /// The table of the first `rounds` pairs, or of all.
  func table(rounds: Int? = nil) -> PairTable {
    var table = PairTable()
    for pair in pairs.prefix(rounds ?? pairs.count) {
      switch (pair.baselineFailed, pair.candidateFailed) {
      case (false, false): table.bothPassed += 1
      case (true, false): table.onlyBaselineFailed += 1
      case (false, true): table.onlyCandidateFailed += 1
      case (true, true): table.bothFailed += 1
      }
    }
    return table
  }

  /// The pairs that differ, those in which the candidate failed first, at most `most`.
  func discordant(most: Int) -> [DiscordantPair] {
    let differing = pairs.filter { $0.baselineFailed != $0.candidateFailed }
    let ordered = differing.filter(\.candidateFailed) + differing.filter(\.baselineFailed)
    return ordered.prefix(most).map { DiscordantPair(index: $0.index, candidateFailed: $0.candidateFailed) }
  }
}

extension Outcome {
  /// Whether it is evidence about the target.
  var isValid: Bool { self != .errored }
}

extension ArmCounts {
  /// Counts a trial.
  mutating func count(_ outcome: Outcome?) {
    guard let outcome else { return }
    asked += 1
    switch outcome {
    case .passed: valid += 1
    case .failed:
      valid += 1
      failures += 1
    case .errored: errored += 1
    }
  }

  /// The counts of both.
  static func + (left: ArmCounts, right: ArmCounts) -> ArmCounts {
    ArmCounts(
      asked: left.asked + right.asked, valid: left.valid + right.valid, errored: left.errored + right.errored,
      failures: left.failures + right.failures, unpaired: left.unpaired + right.unpaired)
  }
}

extension ComparisonArm {
  /// What came of a trial; nil where there is none, or one that came after the stop.
  func outcome(_ id: String, _ index: Int) -> Outcome? {
    guard let outcomes = log.logs[id]?.outcomes, outcomes.indices.contains(index),
      traits[id]?[index]?.isAfterStop != true
    else { return nil }
    return outcomes[index]
  }

  /// The variant of a trial.
  func variant(_ id: String, _ index: Int) -> String { traits[id]?[index]?.variant ?? "base" }

  /// The trials of a case.
  func counts(_ id: String) -> ArmCounts {
    var counts = ArmCounts()
    for index in log.logs[id]?.outcomes.indices ?? 0..<0 { counts.count(outcome(id, index)) }
    return counts
  }

  /// The models that answered trials before the stop, sorted.
  var modelsReturned: [String] {
    var models: Set<String> = []
    for (id, log) in log.logs {
      for (model, first) in log.models where traits[id]?[first]?.isAfterStop != true { models.insert(model) }
    }
    return models.sorted()
  }
}
