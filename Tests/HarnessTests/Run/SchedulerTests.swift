import EvalSchema
import Harness
import TestSupport
import Testing

@Suite struct SchedulerTests {
  /// What a run came to.
  private struct Result: Equatable {
    var decisions: [DecisionRecord]
    var used: [Int]
  }

  /// Runs a plan with outcomes that are a function of (case, index), coming back in random order.
  private func run(
    _ plan: RunPlan, concurrency: Int, order: UInt64, outcome: (Int, Int) -> Outcome
  ) -> (result: Result, launched: [Int], afterStop: Int, ended: [Int]) {
    var scheduler = Scheduler(plan: plan)
    var random = TestRandom(order)
    var out: [Scheduler.Launch] = []
    var decisions: [DecisionRecord] = []
    var launched = [Int](repeating: 0, count: plan.cases.count)
    var afterStop = 0
    var ended: [Int] = []
    while true {
      while out.count < concurrency, let launch = scheduler.next() {
        #expect(launch.trial == launched[launch.caseIndex])
        launched[launch.caseIndex] += 1
        out.append(launch)
      }
      guard !out.isEmpty else { break }
      let launch = out.remove(at: Int.random(in: 0..<out.count, using: &random))
      let effect = scheduler.complete(launch, outcome(launch.caseIndex, launch.trial))
      decisions += effect.decisions
      ended += effect.endedCases
      if effect.isAfterStop { afterStop += 1 }
    }
    #expect(scheduler.isEnded && scheduler.undecidedTests == 0 && scheduler.inFlight == 0)
    let result = Result(
      decisions: decisions.sorted { $0.test < $1.test }, used: plan.cases.indices.map { scheduler.used($0) })
    return (result, launched, afterStop, ended.sorted())
  }

  private func plan(_ cases: [EvalCase], policy: Policy = Policy(), maximum: Int? = nil) throws -> RunPlan {
    try RunPlanner(
      evalset: Sample.evalset(cases, policy: policy), target: Sample.target(), seed: 1, maximumTrials: maximum
    ).plan().plan
  }

  /// Cases of every kind: alone, pooled, pooled with a limit of their own.
  private var mixed: [EvalCase] {
    [Sample.evalCase("s1", severity: .s1), Sample.evalCase("s2", severity: .s2)]
      + (0..<4).map { Sample.evalCase("p\($0)", severity: .s3, pattern: "pool", limit: $0 == 0 ? 0.2 : nil) }
      + (0..<2).map { Sample.evalCase("q\($0)", severity: .s3, pattern: "other") }
  }

  @Test(arguments: [
    [0.0, 0, 0, 0, 0, 0, 0, 0], [0.02, 0.05, 0.05, 0.05, 0.05, 0.05, 0.3, 0],
    [0.5, 0.2, 0, 0, 0, 0.9, 0, 0], [0.05, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.2],
  ])
  func decisionsDependOnOutcomesNeverOnOrderOrConcurrency(rates: [Double]) throws {
    var policy = Policy()
    policy.severities.s1 = SeverityPolicy(limit: 0.1, budget: 200)
    policy.severities.s2 = SeverityPolicy(limit: 0.15, budget: 150)
    policy.severities.s3 = SeverityPolicy(limit: 0.1, unit: .pattern, cap: 0.5, budget: 200)
    let plan = try plan(mixed, policy: policy)
    for draw in UInt64(0)..<4 {
      let outcome: (Int, Int) -> Outcome = { stream, index in
        let word = TrialSeed.of(run: draw, evalCase: "\(stream)", index: index)
        let unit = Double(word >> 11) * 0x1p-53
        // Three of a hundred trials are errored.
        return unit > 0.97 ? .errored : unit < rates[stream] ? .failed : .passed
      }
      let reference = run(plan, concurrency: 1, order: 0, outcome: outcome)
      #expect(reference.afterStop == 0 && reference.ended == Array(plan.cases.indices))
      // One at a time, a case alone is asked exactly as often as its test uses.
      for index in plan.cases.indices where ["s1", "s2"].contains(plan.cases[index].id) {
        #expect(reference.launched[index] == reference.result.used[index])
      }
      for concurrency in [1, 7, 64] {
        for order in UInt64(1)...3 {
          let other = run(plan, concurrency: concurrency, order: order, outcome: outcome)
          #expect(other.result == reference.result)
          #expect(zip(other.launched, other.result.used).allSatisfy { $0 >= $1 })
        }
      }
    }
  }

  @Test func aCleanCaseIsAskedExactlyAsOftenAsItsTestNeedsAtAnyConcurrency() throws {
    let plan = try plan([Sample.evalCase("a")])
    for concurrency in [1, 10, 1000] {
      let run = run(plan, concurrency: concurrency, order: 5) { _, _ in .passed }
      #expect(run.launched == [67] && run.afterStop == 0)
      #expect(
        run.result.decisions == [
          DecisionRecord(test: "case:a", verdict: .pass, reason: .limitMet, trials: 67, failures: 0)
        ])
    }
  }

  @Test func gravestCasesComeFirstAndThoseThatDoNotBlockLast() throws {
    var policy = Policy()
    policy.severities.s1 = SeverityPolicy(limit: 0.5, budget: 40, blocks: false)
    policy.severities.s2 = SeverityPolicy(limit: 0.5, budget: 40)
    policy.severities.s3 = SeverityPolicy(limit: 0.5, budget: 40)
    let cases = [
      Sample.evalCase("a", severity: .s1), Sample.evalCase("b", severity: .s3), Sample.evalCase("c", severity: .s2),
      Sample.evalCase("d", severity: .s2),
    ]
    var scheduler = Scheduler(plan: try plan(cases, policy: policy))
    var order: [Int] = []
    while let launch = scheduler.next() { order.append(launch.caseIndex) }
    let perCase = order.count / 4
    #expect(order.prefix(4) == [2, 3, 2, 3], "those of one level take turns")
    #expect(order[(2 * perCase)..<(3 * perCase)].allSatisfy { $0 == 1 })
    #expect(order.suffix(perCase).allSatisfy { $0 == 0 })
  }

  /// A suite with one broken case: how many calls until its verdict, and how many when all cases take turns.
  @Test(arguments: [(1.0, 1), (0.5, 1), (0.3, 1), (0.5, 8)])
  func aFailingVerdictComesAfterFewerCallsThanByTurns(rate: Double, concurrency: Int) throws {
    let plan = try plan((0..<24).map { Sample.evalCase($0 < 10 ? "c0\($0)" : "c\($0)") })
    var (ours, byTurns) = (0, 0)
    for draw in UInt64(0)..<8 {
      let broken = Int(draw) * 3
      let outcome: (Int, Int) -> Outcome = { stream, index in
        let unit = Double(TrialSeed.of(run: draw, evalCase: "\(stream)", index: index) >> 11) * 0x1p-53
        return unit < (stream == broken ? rate : 0.005) ? .failed : .passed
      }
      var scheduler = Scheduler(plan: plan)
      var out: [Scheduler.Launch] = []
      var calls = 0
      var failedAfter: Int?
      while failedAfter == nil {
        while out.count < concurrency, let launch = scheduler.next() { out.append(launch) }
        let launch = out.removeFirst()
        calls += 1
        let effect = scheduler.complete(launch, outcome(launch.caseIndex, launch.trial))
        if let found = effect.decisions.first(where: { $0.verdict == .fail }) { failedAfter = found.trials }
      }
      ours += calls
      // By turns, every case has as many trials as the broken one when it is decided.
      let used = run(plan, concurrency: 1, order: 0, outcome: outcome).result.used
      byTurns += used.reduce(0) { $0 + min($1, used[broken]) }
    }
    #expect(ours * 2 < byTurns, "\(ours) calls, \(byTurns) by turns")
  }

  @Test func ofEqualCasesTheCheaperComesFirst() throws {
    let plan = try plan([Sample.evalCase("a"), Sample.evalCase("b"), Sample.evalCase("c")])
    var scheduler = Scheduler(plan: plan, costs: [4, 1, 2])
    let order = (0..<7).compactMap { _ in scheduler.next()?.caseIndex }
    #expect(order == [1, 2, 1, 1, 0, 2, 1])
  }

  @Test func peekingChangesNothing() throws {
    var scheduler = Scheduler(plan: try plan(mixed))
    for _ in 0..<20 {
      let (first, second) = (scheduler.peek(), scheduler.peek())
      let launch = scheduler.next()
      #expect(first == second && first == launch)
      if let launch { _ = scheduler.complete(launch, .passed) }
    }
  }

  @Test func trialsThatComeBackAfterTheDecisionAreMarked() throws {
    let plan = try plan([Sample.evalCase("a")])
    var scheduler = Scheduler(plan: plan)
    var launches: [Scheduler.Launch] = []
    while launches.count < 20, let launch = scheduler.next() { launches.append(launch) }
    var decided = false
    for launch in launches {
      let effect = scheduler.complete(launch, .failed)
      #expect(effect.isAfterStop == decided)
      if let decision = effect.decisions.first {
        #expect(decision.verdict == .fail && decision.trials == launch.trial + 1 && effect.endedCases == [0])
        decided = true
      }
    }
    #expect(decided && scheduler.next() == nil)
  }

  @Test func fastAnswersWithLaterIndicesWaitForTheirTurn() throws {
    let plan = try plan([Sample.evalCase("a")])
    var scheduler = Scheduler(plan: plan)
    var launches: [Scheduler.Launch] = []
    while let launch = scheduler.next() { launches.append(launch) }
    #expect(launches.count == 67)
    // Everything but the first comes back failed: nothing is decided before the first is there.
    for launch in launches.dropFirst() {
      let effect = scheduler.complete(launch, .failed)
      #expect(effect.decisions.isEmpty && !effect.isAfterStop)
    }
    let effect = scheduler.complete(launches[0], .passed)
    #expect(effect.decisions.map(\.verdict) == [.fail])
    #expect(scheduler.used(0) < 10)
  }

  @Test func aCaseWhoseTrialsAreAllErroredEndsSoonAndOnlyItself() throws {
    let plan = try plan([Sample.evalCase("a"), Sample.evalCase("b")])
    let run = run(plan, concurrency: 8, order: 3) { stream, _ in stream == 0 ? .errored : .passed }
    #expect(run.result.decisions.map(\.verdict) == [.error, .pass])
    #expect(run.result.decisions[0].reason == .tooManyErrors && run.result.used[0] == 10)
    #expect(run.result.used[1] == 67)
  }

  @Test func tooManyErroredTrialsTakeThePassAway() throws {
    let plan = try plan([Sample.evalCase("a")])
    for (errored, verdict) in [(3, Verdict.pass), (4, .error)] {
      let run = run(plan, concurrency: 8, order: 3) { _, index in index < errored ? .errored : .passed }
      #expect(run.result.decisions.map(\.verdict) == [verdict] && run.result.used == [67 + errored])
    }
  }

  @Test func aPassWithTooFewValidTrialsIsNone() throws {
    let run = run(try plan([Sample.evalCase("a")], policy: Policy(minimumValid: 68)), concurrency: 8, order: 3) {
      _, _ in
      .passed
    }
    #expect(run.result.decisions.map(\.reason) == [.noTrials])
  }

  @Test func aCutRunEndsInconclusive() throws {
    let plan = try plan([Sample.evalCase("a")], maximum: 20)
    let run = run(plan, concurrency: 8, order: 3) { _, _ in .passed }
    #expect(run.launched == [20] && run.result.decisions.map(\.verdict) == [.inconclusive])
    #expect(run.result.decisions[0].reason == .budgetExhausted && run.result.decisions[0].trials == 20)
  }

  @Test func aStoppedRunStartsNothingMore() throws {
    var scheduler = Scheduler(plan: try plan([Sample.evalCase("a")]))
    let next = scheduler.next()
    let launch = try #require(next)
    scheduler.stop("auth: no key")
    scheduler.stop("another reason")
    #expect(scheduler.next() == nil && scheduler.isEnded && scheduler.stopReason == "auth: no key")
    _ = scheduler.complete(launch, .errored)
    #expect(scheduler.inFlight == 0 && scheduler.undecidedTests == 1)
  }

  @Test func anEmptyPlanHasEnded() throws {
    var scheduler = Scheduler(plan: try plan([]))
    #expect(scheduler.isEnded && scheduler.next() == nil)
  }
}
