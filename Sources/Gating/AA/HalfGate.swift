import EvalSchema
import Statistics

/// The decision of the gate's own tests on a half of every case's valid trials.
///
/// A test looks after every round with a failure, and just before: between them a pass or an end can only come, and is seen at
/// the later look. So a half is judged in O(failures).
struct HalfGate {
  private struct Rule {
    var staircases: Staircases
    var members: [Int]
    var rounds: Int
  }

  private let rules: [Rule]

  /// Prepares the blocking, sound tests for halves with so many trials of each case.
  init(_ replay: GateBattery, cases: [String], trials: [Int]) {
    let positions = Dictionary(cases.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    rules = replay.tests.indices.compactMap { index in
      let test = replay.tests[index]
      guard test.blocks, replay.audit.problems[index] == nil else { return nil }
      let members = test.members.compactMap { positions[$0] }
      // A case that gives no pair leaves its tests undecided.
      let rounds = members.count == test.members.count ? members.map { trials[$0] }.min() ?? 0 : 0
      return Rule(
        staircases: replay.battery.sequential(ofTest: index).staircases, members: members, rounds: rounds)
    }
  }

  /// The verdict on a half, given for each case the rounds in which it failed, rising: pass if every test passes, fail if any
  /// fails, else inconclusive.
  func verdict(failedRounds: [[Int]]) -> Verdict {
    var verdict = rules.isEmpty ? Verdict.inconclusive : .pass
    for rule in rules {
      switch Self.decide(rule, failedRounds) {
      case .pass: break
      case .fail: return .fail
      default: verdict = .inconclusive
      }
    }
    return verdict
  }

  private static func decide(_ rule: Rule, _ failedRounds: [[Int]]) -> SequentialVerdict? {
    let size = rule.members.count
    guard size > 0, rule.rounds > 0 else { return nil }
    let rounds = min(rule.rounds, rule.staircases.design.budget / size)
    var failed = rule.members.flatMap { failedRounds[$0] }
    if size > 1 { failed.sort() }
    var failures = 0
    var next = 0
    while next < failed.count, failed[next] < rounds {
      let round = failed[next]
      if let found = rule.staircases.verdict(trials: round * size, failures: failures) { return found }
      while next < failed.count, failed[next] == round {
        failures += 1
        next += 1
      }
      if let found = rule.staircases.verdict(trials: (round + 1) * size, failures: failures) { return found }
    }
    return rule.staircases.verdict(trials: rounds * size, failures: failures)
  }
}
