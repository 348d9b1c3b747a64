import Statistics

/// The comparison of two arms, decided from the slots that failed: what `SuiteComparison` decides round by round.
///
/// Slot 2r + h of a case is its trial in round r of arm h (0 baseline, 1 candidate). Cases with fewer pairs leave when theirs
/// are used. That is valid when no case differs between the arms: then each pair's difference has mean 0 given the past, and
/// every factor of the evidence an expectation of at most 1. Between rounds with a failure the evidence of "not worse" only
/// rises and that of "worse" only falls, so it is enough to look before and after each of those.
struct SplitComparison {
  private let average: PairedEvidence
  private let single = PairedEvidence(margin: 0)
  private let sizes: [Int]
  private let alpha: Double
  /// The pairs of all cases in the first r rounds.
  private let pairs: [Int]
  /// ln of the evidence of one case by its two discordant counts.
  private var known: [Int: Double] = [:]

  /// Prepares the comparison of cases with so many pairs each.
  init(pairs sizes: [Int], margin: Double, alpha: Double) {
    self.sizes = sizes
    self.alpha = alpha
    average = PairedEvidence(margin: margin)
    var sums = [0]
    for round in 0..<(sizes.max() ?? 0) { sums.append(sums[round] + sizes.count { $0 > round }) }
    pairs = sums
  }

  /// `.fail` when the candidate is called worse, `.pass` when not, nil when neither was shown.
  mutating func verdict(failed slots: [[Int]]) -> SequentialVerdict? {
    // Round, case and arm in one number, so that events sort by round, then by case.
    let span = 2 * sizes.count
    var events: [Int] = []
    for (index, slots) in slots.enumerated() {
      for slot in slots where slot / 2 < sizes[index] { events.append(slot / 2 * span + 2 * index + slot % 2) }
    }
    events.sort()
    var plus = [Int](repeating: 0, count: sizes.count)
    var minus = plus
    var logs = [Double](repeating: 0, count: sizes.count)
    var total = (plus: 0, minus: 0)
    var next = 0
    while next < events.count {
      let round = events[next] / span
      if isNotWorse(total, rounds: round) { return .pass }
      while next < events.count, events[next] / span == round {
        let event = events[next]
        next += 1
        if next < events.count, events[next] / 2 == event / 2 {
          next += 1  // Both arms failed: a pair without a difference.
          continue
        }
        let index = event % span / 2
        if event % 2 == 1 {
          plus[index] += 1
          total.plus += 1
        } else {
          minus[index] += 1
          total.minus += 1
        }
        logs[index] = logWorse(plus[index], minus[index])
      }
      if let found = look(logs, total, rounds: round + 1) { return found }
    }
    return isNotWorse(total, rounds: pairs.count - 1) ? .pass : nil
  }

  private func look(_ logs: [Double], _ total: (plus: Int, minus: Int), rounds: Int) -> SequentialVerdict? {
    let threshold = -ln(alpha / 2)
    // No mixture of the cases' evidence is above the product of what speaks for "worse".
    let most = logs.reduce(0) { $0 + max(0, $1) }
    if most >= threshold - 1e-9, SpikeAndSlab.logValue(logs) >= threshold { return .fail }
    if isNotWorse(total, rounds: rounds) { return .pass }
    return total.plus > total.minus && average.logWorse(counts(total, rounds)) >= threshold ? .fail : nil
  }

  private func isNotWorse(_ total: (plus: Int, minus: Int), rounds: Int) -> Bool {
    rounds > 0 && average.logNotWorse(counts(total, rounds)) >= -ln(alpha)
  }

  private func counts(_ total: (plus: Int, minus: Int), _ rounds: Int) -> PairCounts {
    PairCounts(plus: total.plus, zero: pairs[rounds] - total.plus - total.minus, minus: total.minus)
  }

  private mutating func logWorse(_ plus: Int, _ minus: Int) -> Double {
    let key = plus << 32 | minus
    if let value = known[key] { return value }
    let value = single.logWorse(PairCounts(plus: plus, zero: 0, minus: minus))
    known[key] = value
    return value
  }
}
