package import EvalSchema
package import Statistics

/// Which trial of which arm is next, and whether the comparison is decided: a pure struct without clock and without await.
///
/// A round is the next valid pair of every case, in the order of the trial index. Outcomes may come back in any order; rounds are
/// looked at complete and in order, so the decision depends on the outcomes alone, never on concurrency. The arms of a pair are
/// started one after the other, in alternating order.
///
/// When some case is shown to be worse, the verdict stands, and the cases in which the candidate failed more often go on, so that
/// they can be named: until each is, or their rounds are used.
package struct PairScheduler: Sendable {
  /// A trial to start.
  package struct Launch: Sendable, Hashable {
    /// The index of its case.
    package var caseIndex: Int
    /// Its index within the case, the same in both arms.
    package var trial: Int
    /// Its arm.
    package var role: ArmRole
  }

  private struct CaseState {
    /// The index of the next pair to start.
    var next = 0
    /// Outcomes at and after `settled`, by index.
    var waiting: [Int: (baseline: Outcome?, candidate: Outcome?)] = [:]
    /// All indices below it have both outcomes.
    var settled = 0
    /// Indices below `settled` at which an arm errored.
    var missing = (pairs: 0, baseline: 0, candidate: 0)
    /// The valid pairs below `settled`.
    var pairs: [(index: Int, baselineFailed: Bool, candidateFailed: Bool)] = []
  }

  private var cases: [CaseState]
  private var comparison: SuiteComparison
  private var queue: [Launch] = []
  private var head = 0
  private let maximumRounds: Int
  private let ahead: Int
  private let errors: MissingRule
  /// Complete rounds that were looked at before the verdict.
  package private(set) var rounds = 0
  /// The pairs of each case that were looked at.
  private var counts: [PairCounts]
  /// Pairs of each active case that were looked at.
  private var level = 0
  /// The cases that go on.
  private var active: [Int]
  /// Trials that were started and have not come back.
  package private(set) var inFlight = 0
  /// Why no more trials are started, when something stopped the comparison before it was decided.
  package private(set) var stopReason: String?

  /// Starts with nothing launched.
  ///
  /// - Parameters:
  ///   - cases: the number of cases.
  ///   - maximumRounds: the most rounds.
  ///   - errorShare: the largest share of errored trials of a case in an arm.
  ///   - ahead: how many rounds may be started before an earlier one is complete; at least 1.
  package init(cases: Int, margin: Double, alpha: Double, maximumRounds: Int, errorShare: Double, ahead: Int) {
    self.cases = Array(repeating: CaseState(), count: cases)
    self.maximumRounds = max(0, maximumRounds)
    self.ahead = max(1, ahead)
    errors = MissingRule(share: errorShare)
    counts = Array(repeating: PairCounts(), count: cases)
    active = Array(0..<cases)
    comparison = SuiteComparison(
      margin: margin, alpha: alpha, budget: max(0, maximumRounds) * cases,
      counts: Array(repeating: PairCounts(), count: cases))
  }

  /// The verdict of the rounds so far; nil while it is open.
  package var verdict: SequentialVerdict? { comparison.verdict }

  /// The counts of the rounds so far.
  package var total: PairCounts { comparison.total }

  /// Whether no more trials are needed, or the comparison was stopped.
  package var isEnded: Bool { stopReason != nil || active.isEmpty || level >= maximumRounds }

  /// The next trial to start, if its arm may take one more; nil when none can be used now.
  package mutating func next(where allows: (ArmRole) -> Bool) -> Launch? {
    guard !isEnded else { return nil }
    if head == queue.count { refill() }
    guard head < queue.count, allows(queue[head].role) else { return nil }
    defer { head += 1 }
    inFlight += 1
    return queue[head]
  }

  /// Takes the outcome of a launched trial, in any order; returns whether one more pair of every active case was looked at.
  package mutating func complete(_ launch: Launch, _ outcome: Outcome) -> Bool {
    inFlight -= 1
    let index = launch.caseIndex
    switch launch.role {
    case .baseline: cases[index].waiting[launch.trial, default: (nil, nil)].baseline = outcome
    case .candidate: cases[index].waiting[launch.trial, default: (nil, nil)].candidate = outcome
    }
    settle(index)
    let before = level
    while !isEnded, active.allSatisfy({ cases[$0].pairs.count > level }) { look() }
    return level > before
  }

  /// Looks at one more pair of every active case.
  private mutating func look() {
    let round = active.map { cases[$0].pairs[level] }
    for (index, pair) in zip(active, round) {
      counts[index].count(baselineFailed: pair.baselineFailed, candidateFailed: pair.candidateFailed)
    }
    level += 1
    if verdict == nil {
      comparison.observe(round: round.map { ($0.baselineFailed, $0.candidateFailed) })
      rounds = level
    }
    guard verdict != nil else { return }
    active = verdict == .fail && comparison.cause == .someCase ? suspects : []
  }

  /// The cases that look worse and cannot be named yet, at α over all of them together (Holm on the evidence).
  private var suspects: [Int] {
    let single = PairedEvidence(margin: 0)
    let named = Set(EValues.holm(log: counts.map(single.logWorse), alpha: comparison.alpha))
    return active.filter { counts[$0].plus - counts[$0].minus >= 2 && !named.contains($0) }
  }

  /// Forgets a launched trial that was called off and brought no outcome.
  package mutating func abandon(_ launch: Launch) { inFlight -= 1 }

  /// Starts no more trials; those in flight may come back.
  package mutating func stop(_ reason: String) { stopReason = stopReason ?? reason }

  /// How many indices of a case were looked at, errored ones included.
  package func used(_ caseIndex: Int) -> Int {
    let pairs = counts[caseIndex].pairs
    return pairs > 0 ? cases[caseIndex].pairs[pairs - 1].index + 1 : 0
  }

  private mutating func refill() {
    queue.removeAll(keepingCapacity: true)
    head = 0
    let most = min(maximumRounds, level + ahead)
    for index in active where cases[index].next - cases[index].missing.pairs < most {
      let trial = cases[index].next
      cases[index].next += 1
      let roles: [ArmRole] = (index + trial) % 2 == 0 ? [.baseline, .candidate] : [.candidate, .baseline]
      for role in roles { queue.append(Launch(caseIndex: index, trial: trial, role: role)) }
    }
  }

  private mutating func settle(_ index: Int) {
    while let found = cases[index].waiting[cases[index].settled], let first = found.baseline,
      let second = found.candidate
    {
      let trial = cases[index].settled
      cases[index].waiting[trial] = nil
      cases[index].settled += 1
      guard first == .errored || second == .errored else {
        cases[index].pairs.append((trial, first == .failed, second == .failed))
        continue
      }
      cases[index].missing.pairs += 1
      if first == .errored { cases[index].missing.baseline += 1 }
      if second == .errored { cases[index].missing.candidate += 1 }
      let missing = cases[index].missing
      for (role, count) in [(ArmRole.baseline, missing.baseline), (.candidate, missing.candidate)]
      where errors.breaks(missing: count, asked: cases[index].settled) {
        stop("\(count) of \(cases[index].settled) trials of a case errored with the \(role.rawValue)")
      }
    }
  }
}
