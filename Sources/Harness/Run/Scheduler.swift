package import EvalSchema
import Statistics

/// Which trial is next, and which tests have ended: a pure struct without clock and without await.
///
/// Outcomes may come back in any order; the tests see each case's outcomes in the order of the trial index, as a prefix without
/// gaps. So decisions depend on the outcomes alone, never on concurrency or on which answer was fast (refusals are).
package struct Scheduler: Sendable {
  /// A trial to start.
  package struct Launch: Sendable, Hashable {
    /// The index of its case in the plan.
    package var caseIndex: Int
    /// Its index within the case.
    package var trial: Int
  }

  /// What a completed trial changed.
  package struct Effect: Sendable {
    /// Whether the trial came back after its case was decided: it is kept and not used.
    package var isAfterStop: Bool
    /// The tests that ended by it.
    package var decisions: [DecisionRecord]
    /// The cases, as indices of the plan, whose last test ended by it.
    package var endedCases: [Int]
  }

  private struct CaseState {
    /// The index of the next trial.
    var next = 0
    /// Recorded trials beyond `next`.
    var recalled: Set<Int> = []
    /// Outcomes that wait for one with a smaller index.
    var waiting: [Int: Outcome] = [:]
    /// Counts its changes: an entry of the queue with another number is out of date.
    var stamp = 0
    /// How many of its tests have not ended.
    var openTests = 0
    /// Its tests.
    var tests: [Int] = []
    /// The pooled tests that it belongs to.
    var pools: [Int] = []
    /// Blocking tests before others, then by severity; 0 comes first.
    var level = Int.max
    /// What a trial costs, in any unit.
    var cost = 1.0

    /// Moves to the next trial that was not recorded.
    mutating func advance() {
      next += 1
      while recalled.remove(next) != nil { next += 1 }
    }
  }

  private let tests: [PlannedTest]
  private let members: [[Int]]
  private let minimumValid: Int
  private var battery: Battery
  private var cases: [CaseState]
  private var queue = CaseQueue()
  private var undecided: Int
  /// For each test, its trials at the last look that the queues know of.
  private var looks: [Int]
  /// Trials that were started and have not come back.
  package private(set) var inFlight = 0
  /// Why no more trials are started, when something stopped the run.
  package private(set) var stopReason: String?

  /// Starts with nothing launched.
  ///
  /// `costs` are what a trial of each case costs, in the order of the plan and in any unit; without them all cost the same.
  package init(plan: RunPlan, costs: [Double] = []) {
    let design = plan.design
    let indices = Dictionary(plan.cases.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var cache = StaircaseCache()
    tests = design.tests
    minimumValid = design.minimumValid
    battery = Battery(
      tests: design.tests.map { test in
        Battery.Test(cache.staircases(of: test), streams: test.members.compactMap { indices[$0] })
      }, streams: plan.cases.count, missing: MissingRule(share: design.errorShare),
      maximumOutcomes: design.maximumTrials)
    cases = Array(repeating: CaseState(), count: plan.cases.count)
    for (index, cost) in zip(cases.indices, costs) where cost > 0 && cost.isFinite { cases[index].cost = cost }
    members = design.tests.map { test in test.members.compactMap { indices[$0] } }
    for (index, test) in design.tests.enumerated() {
      for member in members[index] {
        cases[member].level = min(cases[member].level, (test.blocks ? 0 : 4) + Self.order(test.severity))
        cases[member].tests.append(index)
        if members[index].count > 1 { cases[member].pools.append(index) }
      }
    }
    undecided = 0
    looks = [Int](repeating: 0, count: tests.count)
    for test in tests.indices where battery.end(ofTest: test) == nil {
      undecided += 1
      for member in members[test] { cases[member].openTests += 1 }
    }
    settle()
  }

  private static func order(_ severity: Severity) -> Int {
    switch severity {
    case .s1: 0
    case .s2: 1
    case .s3: 2
    }
  }

  /// Whether no test waits for outcomes any more, or the run was stopped.
  package var isEnded: Bool { undecided == 0 || stopReason != nil }

  /// The trial that is next; nil when none can be used before another comes back.
  ///
  /// Cases of blocking tests come first, the gravest first; within a level the one whose next trial is worth most for its cost
  /// (`TrialValue`), then the one with the fewest trials. A case gets no more trials in flight than its tests can use before
  /// their next possible pass. What is asked next depends on the outcomes and on what is in flight, never on the way there.
  package mutating func peek() -> Launch? {
    guard !isEnded else { return nil }
    while let entry = queue.first {
      if entry.stamp == cases[entry.index].stamp, canUseMore(entry.index) {
        return Launch(caseIndex: entry.index, trial: cases[entry.index].next)
      }
      queue.removeFirst()
    }
    return nil
  }

  /// Starts the next trial, that of `peek`.
  package mutating func next() -> Launch? {
    guard let launch = peek() else { return nil }
    cases[launch.caseIndex].advance()
    inFlight += 1
    requeue(launch.caseIndex)
    return launch
  }

  /// Takes the outcome of a launched trial, in any order.
  package mutating func complete(_ launch: Launch, _ outcome: Outcome) -> Effect {
    let effect = take(launch, outcome)
    requeue(launch.caseIndex)
    // The need of a pool's other cases changes only when a round is complete.
    for pool in cases[launch.caseIndex].pools where looks[pool] != battery.sequential(ofTest: pool).trials {
      looks[pool] = battery.sequential(ofTest: pool).trials
      for other in members[pool] { requeue(other) }
    }
    return effect
  }

  private mutating func take(_ launch: Launch, _ outcome: Outcome) -> Effect {
    inFlight -= 1
    let index = launch.caseIndex
    let isAfterStop = cases[index].openTests == 0 && launch.trial >= battery.used(index)
    var effect = Effect(isAfterStop: isAfterStop, decisions: [], endedCases: [])
    cases[index].waiting[launch.trial] = outcome
    while let ready = cases[index].waiting.removeValue(forKey: battery.observed(index)) {
      for test in battery.observe(Battery.Outcome(ready), stream: index) {
        effect.decisions.append(decision(of: test))
        undecided -= 1
        for member in members[test] {
          cases[member].openTests -= 1
          if cases[member].openTests == 0 { effect.endedCases.append(member) }
        }
      }
    }
    return effect
  }

  /// Takes the outcome of a trial that was recorded before this run began; it is not started again. `settle` comes after the last.
  package mutating func recall(_ launch: Launch, _ outcome: Outcome) -> Effect {
    inFlight += 1
    if launch.trial == cases[launch.caseIndex].next {
      cases[launch.caseIndex].advance()
    } else {
      cases[launch.caseIndex].recalled.insert(launch.trial)
    }
    return take(launch, outcome)
  }

  /// Puts every case in its place; called once, after everything was recalled.
  package mutating func settle() {
    queue = CaseQueue()
    for pool in looks.indices { looks[pool] = battery.sequential(ofTest: pool).trials }
    for index in cases.indices { requeue(index) }
  }

  /// Forgets a launched trial that was called off and brought no outcome.
  package mutating func abandon(_ launch: Launch) { inFlight -= 1 }

  /// Starts no more trials; those in flight may come back.
  package mutating func stop(_ reason: String) { stopReason = stopReason ?? reason }

  /// How many trials of a case its tests have used.
  package func used(_ caseIndex: Int) -> Int { battery.used(caseIndex) }

  /// How many tests have not ended.
  package var undecidedTests: Int { undecided }

  private func canUseMore(_ index: Int) -> Bool {
    cases[index].next - battery.observed(index) < battery.usableAhead(index)
  }

  private mutating func requeue(_ index: Int) {
    cases[index].stamp += 1
    guard canUseMore(index) else { return }
    queue.add(
      CaseQueue.Entry(
        level: cases[index].level, value: value(index), trials: cases[index].next, index: index,
        stamp: cases[index].stamp))
    if queue.count > 4 * cases.count + 64 { queue.keep { $0.stamp == cases[$0.index].stamp } }
  }

  /// What the next trial of a case is worth for its cost.
  private func value(_ index: Int) -> Double {
    let state = cases[index]
    let ahead = state.next - battery.observed(index)
    var best = TrialValue.ofDoubt(trials: state.next)
    for test in state.tests where battery.end(ofTest: test) == nil {
      let seen = battery.sequential(ofTest: test)
      let found = TrialValue.ofSuspicion(
        trials: seen.trials, failures: seen.failures, limit: tests[test].limit, failAlpha: tests[test].failAlpha,
        ahead: ahead * members[test].count)
      best = max(best, found)
    }
    return best / state.cost
  }

  /// How a test ended; nil while it goes on.
  package func decision(ofTest index: Int) -> DecisionRecord? {
    battery.end(ofTest: index) == nil ? nil : decision(of: index)
  }

  private func decision(of index: Int) -> DecisionRecord {
    let test = battery.sequential(ofTest: index)
    let (verdict, reason) = verdict(of: index, trials: test.trials)
    return DecisionRecord(
      test: tests[index].id, verdict: verdict, reason: reason, trials: test.trials, failures: test.failures)
  }

  /// What the gate will say of a test, beside the claims for which it looks at the answers.
  private func verdict(of index: Int, trials: Int) -> (Verdict, ReasonCode) {
    let end = battery.end(ofTest: index)
    let isBarred = tests[index].judges?.barred != nil
    if end == .decided(.fail), isBarred { return (.inconclusive, .judgeUncalibrated) }
    guard end != .decided(.fail), end != nil else { return Self.verdict(of: end) }
    if trials == 0 || battery.isSpoiled(test: index) { return (.error, .tooManyErrors) }
    if isBarred { return (.inconclusive, .judgeUncalibrated) }
    let valid = members[index].map { battery.counts($0) }.reduce(0) { $0 + $1.successes + $1.failures }
    if end == .decided(.pass), valid < minimumValid { return (.error, .noTrials) }
    return Self.verdict(of: end)
  }

  private static func verdict(of end: Battery.End?) -> (Verdict, ReasonCode) {
    switch end {
    case .decided(.pass): (.pass, .limitMet)
    case .decided(.fail): (.fail, .limitExceeded)
    case .decided(.budget), .exhausted: (.inconclusive, .budgetExhausted)
    case .decided(.passOutOfReach): (.inconclusive, .passOutOfReach)
    case .broken: (.error, .tooManyErrors)
    case nil: (.inconclusive, .interrupted)
    }
  }
}

extension Battery.Outcome {
  /// An errored trial is a missing observation.
  init(_ outcome: Outcome) {
    switch outcome {
    case .passed: self = .success
    case .failed: self = .failure
    case .errored: self = .missing
    }
  }
}
