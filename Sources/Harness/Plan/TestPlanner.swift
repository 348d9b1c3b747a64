import EvalSchema
import Statistics

/// Policy and selected cases → the tests of the gate.
///
/// Unit `case`: one closed test for each case. Unit `pattern`: one open pooled test over the cases of that severity and
/// pattern, a closed cap test for each case, and a closed test of its own for a case that states a limit below the cap.
struct TestPlanner {
  /// The policy.
  let policy: Policy
  /// The selected cases, by id.
  let cases: [EvalCase]
  /// What is known of the judges.
  let book: JudgeBook
  /// The ids of the cases whose tests are shown and decide nothing.
  let watching: Set<String>
  private let byID: [String: EvalCase]
  private var snapped: [BudgetKey: Int] = [:]

  private struct BudgetKey: Hashable {
    var limit: Double
    var alpha: Double
    var budget: Int
  }

  /// The cap of a case where the policy pools without naming one.
  private static let defaultCap = 0.5
  /// More cases than this get 30/L trials instead of 20/L, because the gate passes only if all of them do.
  private static let manyCases = 300

  init(policy: Policy, cases: [EvalCase], watching: Set<String> = [], judges: [Judge] = []) {
    self.policy = policy
    self.cases = cases
    self.watching = watching
    byID = Dictionary(cases.map { ($0.id, $0) }) { first, _ in first }
    book = JudgeBook(judges: judges, floor: policy.judgeFloor)
  }

  /// The tests, sorted by id.
  mutating func tests() -> [PlannedTest] {
    var tests: [PlannedTest] = []
    var pools: [Pool: [String]] = [:]
    for evalCase in cases {
      let severity = evalCase.effectiveSeverity
      let rules = policy.severities[severity]
      let stated = evalCase.limit
      switch rules.unit {
      case .evalCase:
        let limit = stated.map { min($0, rules.limit) } ?? rules.limit
        tests.append(closed("case:", .evalCase, evalCase.id, severity, limit, budget(rules.budget, limit: limit)))
      case .pattern:
        pools[
          Pool(severity: severity, pattern: evalCase.pattern, isWatching: watching.contains(evalCase.id)), default: []
        ].append(evalCase.id)
        let cap = rules.cap ?? Self.defaultCap
        tests.append(closed("cap:", .cap, evalCase.id, severity, cap, budget(nil, limit: cap)))
        if let stated, stated < cap {
          tests.append(closed("case:", .evalCase, evalCase.id, severity, stated, budget(rules.budget, limit: stated)))
        }
      }
    }
    let severitiesOfPattern = Dictionary(grouping: pools.keys.filter { !$0.isWatching }, by: \.pattern)
    for (pool, members) in pools {
      let isShared = (severitiesOfPattern[pool.pattern]?.count ?? 0) > 1 || pool.isWatching
      let id =
        "pattern:\(pool.pattern)" + (isShared ? "/\(pool.severity.rawValue)" : "")
        + (pool.isWatching ? "/watching" : "")
      tests.append(pooled(id, members.sorted(), pool.severity))
    }
    // The false fails of all blocking tests together stay within α; a pass needs no correction.
    let share = (1 - policy.confidence) / Double(max(1, tests.count { $0.blocks }))
    for index in tests.indices {
      tests[index].failAlpha = share
      let test = tests[index]
      tests[index] = test.corrected(
        book.correction(
          of: test.members.compactMap { byID[$0] }, limit: test.limit, passAlpha: test.passAlpha,
          failAlpha: test.failAlpha))
      guard tests[index].isClosed else { continue }
      tests[index].budget = wholeRounds(tests[index].budget, of: tests[index])
      tests[index].budget = PlannedTest.roundedUp(useful(tests[index]), to: tests[index].roundSize)
    }
    return tests.sorted { $0.id < $1.id }
  }

  private struct Pool: Hashable {
    var severity: Severity
    var pattern: String
    var isWatching = false
  }

  private func budget(_ stated: Int?, limit: Double) -> Int {
    if let stated { return stated }
    let factor = cases.count > Self.manyCases ? 30.0 : 20.0
    let trials = (factor / limit).rounded(.up)
    return trials < 1e12 ? Int(trials) : 1_000_000_000_000  // A limit of 0: refused, since it can never decide.
  }

  private func closed(
    _ prefix: String, _ kind: TestKind, _ id: String, _ severity: Severity, _ limit: Double, _ budget: Int
  ) -> PlannedTest {
    let alpha = 1 - policy.confidence
    return PlannedTest(
      id: prefix + id, kind: kind, members: [id], severity: severity, limit: limit, passAlpha: alpha, failAlpha: alpha,
      budget: budget, isClosed: true, blocks: policy.severities[severity].blocks && !watching.contains(id),
      turns: turns(of: [id]))
  }

  /// A budget in whole rounds, at least one: the last look is at a complete round too.
  private func wholeRounds(_ budget: Int, of test: PlannedTest) -> Int {
    test.turns == nil ? budget : max(test.roundSize, budget / test.roundSize * test.roundSize)
  }

  /// After how many trials of each case every one of them has asked each of its variants equally often; nil for 1.
  private func turns(of members: [String]) -> Int? {
    var turns = 1
    for case let evalCase? in members.map({ byID[$0] }) where !evalCase.variants.isEmpty {
      let count = 1 + evalCase.variants.count
      var (a, b) = (turns, count)
      while b != 0 { (a, b) = (b, a % b) }
      // No design can have so long a round: it is refused.
      turns = min(turns / a * count, PlannedTest.largestBudget)
    }
    return turns > 1 ? turns : nil
  }

  /// The budget of a closed test without the trials that could not gain a failure for a pass.
  private mutating func useful(_ test: PlannedTest) -> Int {
    guard test.budget <= PlannedTest.largestBudget else { return test.budget }
    let key = BudgetKey(limit: test.testedLimit, alpha: test.passAlpha, budget: test.budget)
    let useful =
      snapped[key]
      ?? Budget.snapped(
        limit: test.testedLimit, alpha: test.passAlpha, failAlpha: test.failAlpha, budget: test.budget)
    snapped[key] = useful
    return useful
  }

  /// A pooled test looks at whole rounds only, so its budget is whole rounds, at least one.
  private func pooled(_ id: String, _ members: [String], _ severity: Severity) -> PlannedTest {
    let rules = policy.severities[severity]
    let turns = turns(of: members)
    let round = members.count * (turns ?? 1)
    let rounds = max(1, budget(rules.budget, limit: rules.limit) / round)
    return PlannedTest(
      id: id, kind: .pattern, members: members, severity: severity, limit: rules.limit,
      passAlpha: 1 - policy.confidence, failAlpha: 1 - policy.confidence, budget: rounds * round,
      isClosed: false, blocks: rules.blocks && !members.contains(where: watching.contains), turns: turns)
  }
}

extension PlannedTest {
  /// The largest budget of a test that is planned at all: designs are computed exactly, trial by trial.
  static let largestBudget = 2_000_000
}
