import EvalSchema
import Statistics

/// The trials of a case by variant, up to its decision.
struct VariantTally {
  /// The names, `base` first.
  let names: [String]
  /// For each, valid, failed and errored trials.
  private(set) var counts: [(valid: Int, failures: Int, errored: Int)]

  /// Counts: trial `i` asked variant `i mod (1 + variants)`, which the reader of the record has checked.
  ///
  /// - Parameter valid: Most valid outcomes that count, for a test that looked at fewer than the case used.
  init(_ evalCase: EvalCase, outcomes: [Outcome?], used: Int, valid most: Int = .max) {
    names = evalCase.variantNames
    counts = Array(repeating: (0, 0, 0), count: names.count)
    var valid = 0
    for (index, outcome) in outcomes.prefix(used).enumerated() where valid < most {
      if outcome == .passed || outcome == .failed { valid += 1 }
      switch outcome {
      case .passed: counts[index % names.count].valid += 1
      case .failed:
        counts[index % names.count].valid += 1
        counts[index % names.count].failures += 1
      case .errored: counts[index % names.count].errored += 1
      case nil: break
      }
    }
  }

  /// The first variant that no valid trial asked; nil for a case without variants.
  var unasked: String? {
    guard names.count > 1 else { return nil }
    return zip(names, counts).first { $0.1.valid == 0 }?.0
  }

  /// What was found of each; empty for a case without variants.
  ///
  /// The worst variant is picked after the fact, so the bounds hold for all of them together: each at its share of α (Bonferroni).
  /// They are valid at any stop, whatever stopped the case.
  func verdicts(_ test: PlannedTest?) -> [VariantVerdict] {
    guard names.count > 1 else { return [] }
    let share = Double(names.count)
    return zip(names, counts).map { name, count in
      var found = VariantVerdict(name: name, trials: count.valid, failures: count.failures, errored: count.errored)
      guard let test, count.valid > 0 else { return found }
      found.lower = test.trueLower(
        AnytimeBounds.lower(trials: count.valid, failures: count.failures, alpha: test.failAlpha / share))
      found.upper = test.trueUpper(
        AnytimeBounds.upper(trials: count.valid, failures: count.failures, alpha: test.passAlpha / share))
      return found
    }
  }
}

extension RunLog {
  /// How many inputs the trials of each case take turns through.
  var variantCounts: [String: Int] {
    Dictionary(cases.map { ($0.file.evalCase.id, 1 + $0.file.evalCase.variants.count) }) { first, _ in first }
  }

  /// The tallies of the cases of a test that looked at so many valid trials; cases without variants have none.
  func variantTallies(_ test: PlannedTest, trials: Int, _ replay: GateBattery) -> [VariantTally] {
    let most = trials / max(1, test.members.count)
    return test.members.compactMap { id in
      guard let evalCase = replay.records[id]?.file.evalCase, !evalCase.variants.isEmpty else { return nil }
      return VariantTally(evalCase, outcomes: logs[id]?.outcomes ?? [], used: replay.used(id), valid: most)
    }
  }
}
