package import EvalSchema
import Statistics

/// The A/A check: one run's trials, split at random into halves again and again, judged as if they were two releases.
///
/// A false alarm is a split in which the comparison fails, that is, calls one half worse than the other. Given the run, the
/// halves are exchangeable: swapping a pair changes no chance. So at most α of the splits may alarm, for every run. What
/// this cannot see: luck that trials share within the run, because the split spreads it over both halves.
package struct AACheck {
  private let replay: GateBattery
  private let traces: [CaseTrace]
  private let alpha: Double
  private let margin: Double

  /// Reads the trials that a run's verdict uses; nil when no case has two valid ones, or the plan states no confidence.
  ///
  /// `margin` is that of the comparison; by default 2 points when every case is S1, else 5.
  package init?(_ log: RunLog, margin: Double? = nil) {
    let replay = GateBattery(log)
    let traces = replay.audit.cases.compactMap { id in
      log.logs[id].map { CaseTrace(id: id, log: $0, used: replay.used(id)) }
    }
    let isGrave = log.header.plan.cases.allSatisfy { $0.severity == .s1 }
    self.init(replay, traces: traces, margin: margin ?? (isGrave ? 0.02 : 0.05))
  }

  /// Takes the trials of the cases as they are given.
  init?(_ replay: GateBattery, traces: [CaseTrace], margin: Double) {
    guard let confidence = replay.audit.confidence else { return nil }
    self.replay = replay
    self.traces = traces.filter { $0.failed.count >= 2 }
    guard !self.traces.isEmpty else { return nil }
    alpha = 1 - confidence
    self.margin = margin
  }

  /// Splits `splits` times, at least once. O(splits x failures), independent of the passed trials.
  package func run(splits: Int, seed: UInt64 = 1) -> AAResult {
    let splits = max(1, splits)
    let sizes = traces.map { $0.failed.count / 2 }
    var comparison = SplitComparison(pairs: sizes, margin: margin, alpha: alpha)
    let gate = HalfGate(replay, cases: traces.map(\.id), trials: sizes)
    let failures = traces.map { trace in trace.failed.count { $0 } }
    var slots = traces.map { Array(0..<$0.failed.count) }
    var dice = SlotDice(seed: seed)
    var (alarms, contradictions, decided) = (0, 0, 0)
    for _ in 0..<splits {
      var failed: [[Int]] = []
      for index in slots.indices {
        dice.draw(failures[index], of: &slots[index])
        failed.append(Array(slots[index].prefix(failures[index])))
      }
      if comparison.verdict(failed: failed) == .fail { alarms += 1 }
      let one = gate.verdict(failedRounds: Self.rounds(failed, sizes, half: 0))
      guard one != .inconclusive else { continue }
      let other = gate.verdict(failedRounds: Self.rounds(failed, sizes, half: 1))
      guard other != .inconclusive else { continue }
      decided += 1
      if one != other { contradictions += 1 }
    }
    return result(splits, seed, sizes, alarms: alarms, contradictions: contradictions, decided: decided)
  }

  private static func rounds(_ failed: [[Int]], _ sizes: [Int], half: Int) -> [[Int]] {
    zip(failed, sizes).map { slots, size in
      var rounds: [Int] = []
      for slot in slots where slot % 2 == half && slot / 2 < size { rounds.append(slot / 2) }
      return rounds.sorted()
    }
  }

  private func result(
    _ splits: Int, _ seed: UInt64, _ sizes: [Int], alarms: Int, contradictions: Int, decided: Int
  ) -> AAResult {
    let lower = ClopperPearson.lower(failures: alarms, trials: splits, alpha: 0.05)
    let upper = ClopperPearson.upper(failures: alarms, trials: splits, alpha: 0.05)
    let share = Double(alarms) / Double(splits)
    let pairs = sizes.reduce(0, +)
    let holds = lower <= alpha
    let sentence =
      "\(Sentences.plural(splits, "random split")) of \(Sentences.plural(sizes.count, "case")) into two halves "
      + "(\(Sentences.plural(pairs, "pair")) each): the comparison called one half worse in \(alarms) of \(splits) "
      + "(\(Percent.text(share))), at most \(Percent.text(upper, .up)) with 95% confidence; it states at most "
      + "\(Percent.text(alpha))\(holds ? "" : ", which is exceeded"). The gate decided both halves in \(Sentences.plural(decided, "split")) and "
      + "contradicted itself in \(contradictions)."
    return AAResult(
      splits: splits, seed: seed, cases: sizes.count, pairs: pairs, margin: margin, alpha: alpha, falseAlarms: alarms,
      share: share, lower: lower, upper: upper, contradictions: contradictions, decided: decided, sentence: sentence)
  }
}
