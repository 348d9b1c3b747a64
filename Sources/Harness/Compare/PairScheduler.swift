package import EvalSchema
package import Statistics

/// Which trial of which arm is next, and whether the comparison is decided: a pure struct without clock and without await.
///
/// A round is the next valid pair of every case, in the order of the trial index. Outcomes may come back in any order; rounds are
/// looked at complete and in order, so the decision depends on the outcomes alone, never on concurrency. The arms of a pair are
/// started one after the other, in alternating order. Against a recorded baseline only the candidate runs, and the first trials
/// of the baseline again, which guard against drift.
///
/// When some case is shown to be worse, the verdict stands, and the cases in which the candidate failed more often go on, so that
/// they can be named: until each is, or their rounds are used.
///
/// A case that errors too often, or meets a refused key, cannot bring its next pair. The comparison then ends at that round, when
/// every other case has brought its pair or cannot either: so what ends early ends at the same trials at any concurrency.
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

  /// What a recorded baseline brings.
  package struct Recorded: Sendable {
    /// For each case, the groups of its trials.
    package var groups: [[BaselineGroup]]
    /// The trials of a group.
    package var size: Int
    /// How many pairs of each case are tested against a new trial of the baseline.
    package var fresh: Int

    /// Makes the value from its parts.
    package init(groups: [[BaselineGroup]], size: Int, fresh: Int) {
      self.groups = groups
      self.size = size
      self.fresh = fresh
    }
  }

  private struct Waiting {
    var baseline: Outcome?
    var candidate: Outcome?

    subscript(role: ArmRole) -> Outcome? {
      get { role == .baseline ? baseline : candidate }
      set { if role == .baseline { baseline = newValue } else { candidate = newValue } }
    }
  }

  private struct CaseState {
    /// The next pair to start, errored ones counted.
    var next = 0
    /// Outcomes at and after `settled`.
    var waiting: [Int: Waiting] = [:]
    /// All pairs below it have their outcomes.
    var settled = 0
    /// Pairs below `settled` in which an arm errored.
    var missing = (pairs: 0, baseline: 0, candidate: 0)
    /// The valid pairs below `settled`.
    var pairs: [(slot: Int, counts: PairCounts)] = []
    /// Why it brings no further pair.
    var ending: String?
  }

  private var cases: [CaseState]
  private var comparison: SuiteComparison
  private var queue: [Launch] = []
  private var head = 0
  private let maximumRounds: Int
  private let ahead: Int
  private let errors: MissingRule
  private let recorded: Recorded?
  private let positions: [[Int: Int]]
  private var fatal: [Launch: String] = [:]
  /// Complete rounds that were looked at before the verdict.
  package private(set) var rounds = 0
  /// The pairs of each case that were looked at.
  private var counts: [PairCounts]
  /// Pairs of each active case that were looked at.
  private var level = 0
  /// The cases that go on.
  private var active: [Int]
  /// Whether a case that could not bring its pair ended the comparison.
  private var isBroken = false
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
  ///   - recorded: the recorded baseline; nil when both arms run.
  package init(
    cases: Int, margin: Double, alpha: Double, maximumRounds: Int, errorShare: Double, ahead: Int,
    recorded: Recorded? = nil
  ) {
    self.cases = Array(repeating: CaseState(), count: cases)
    self.maximumRounds = max(0, maximumRounds)
    self.ahead = max(1, ahead)
    self.recorded = recorded
    positions = (recorded?.groups ?? []).map { groups in
      Dictionary(groups.enumerated().map { ($1.index, $0) }, uniquingKeysWith: { first, _ in first })
    }
    errors = MissingRule(share: errorShare)
    counts = Array(repeating: PairCounts(), count: cases)
    active = Array(0..<cases)
    comparison = SuiteComparison(
      margin: margin, alpha: alpha, budget: max(0, maximumRounds) * cases,
      counts: Array(repeating: PairCounts(), count: cases))
    for index in self.cases.indices { exhaust(index) }
  }

  /// The verdict of the rounds so far; nil while it is open.
  package var verdict: SequentialVerdict? { comparison.verdict }

  /// Why it failed.
  package var cause: SuiteComparison.Cause? { comparison.cause }

  /// The cases that are shown to be worse, at α over all of them together (Holm on the evidence).
  package var named: [Int] {
    let single = PairedEvidence(margin: 0)
    return EValues.holm(log: counts.map(single.logWorse), alpha: comparison.alpha)
  }

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
  ///
  /// `fatal` says why no further trial of its arm can succeed, such as a refused key.
  package mutating func complete(_ launch: Launch, _ outcome: Outcome, fatal reason: String? = nil) -> Bool {
    inFlight -= 1
    enter(launch, outcome)
    fatal[launch] = reason
    let before = level
    settle(launch.caseIndex)
    advance()
    return level > before
  }

  /// Lets it know a recorded outcome, in any order; `settle` after the last of them.
  package mutating func recall(_ launch: Launch, _ outcome: Outcome) { enter(launch, outcome) }

  /// Takes what was recalled for known.
  package mutating func settle() {
    for index in cases.indices { settle(index) }
    advance()
  }

  /// Forgets a launched trial that was called off and brought no outcome.
  package mutating func abandon(_ launch: Launch) { inFlight -= 1 }

  /// Starts no more trials; those in flight may come back.
  package mutating func stop(_ reason: String) { stopReason = stopReason ?? reason }

  /// The trial index of a case below which trials were used, errored ones included.
  package func used(_ caseIndex: Int) -> Int {
    let state = cases[caseIndex]
    let seen = counts[caseIndex].pairs
    var slots = seen > 0 ? state.pairs[seen - 1].slot + 1 : 0
    if isBroken, active.contains(caseIndex) {
      slots = state.pairs.count > level ? state.pairs[level].slot + 1 : state.settled
    } else if stopReason != nil, verdict == nil {
      slots = state.settled
    }
    return slots > 0 ? trial(caseIndex, slots - 1) + 1 : 0
  }

  // MARK: Rounds

  /// Looks at complete rounds, until one is not, or a case cannot bring its pair.
  private mutating func advance() {
    while !isEnded, active.allSatisfy({ cases[$0].pairs.count > level || cases[$0].ending != nil }) {
      if let index = active.first(where: { cases[$0].pairs.count <= level }) {
        guard verdict == nil else {
          // The verdict stands; a case that brings no pair cannot be named.
          active.removeAll { cases[$0].pairs.count <= level }
          continue
        }
        isBroken = true
        return stop(cases[index].ending ?? "a case brings no pair")
      }
      look()
    }
  }

  /// Looks at one more pair of every active case.
  private mutating func look() {
    let round = active.map { cases[$0].pairs[level].counts }
    for (index, pair) in zip(active, round) { counts[index] = counts[index] + pair }
    level += 1
    if verdict == nil {
      comparison.observe(round: round)
      rounds = level
    }
    guard verdict != nil else { return }
    active = verdict == .fail && comparison.cause == .someCase ? suspects : []
  }

  /// The cases that look worse and cannot be named yet, at α over all of them together (Holm on the evidence).
  private var suspects: [Int] {
    let named = Set(named)
    return active.filter { counts[$0].sum >= 2 && !named.contains($0) }
  }

  // MARK: Pairs

  /// The trial index of a pair.
  private func trial(_ caseIndex: Int, _ slot: Int) -> Int { recorded?.groups[caseIndex][slot].index ?? slot }

  private func slot(_ launch: Launch) -> Int? {
    recorded == nil ? launch.trial : positions[launch.caseIndex][launch.trial]
  }

  private func needs(_ role: ArmRole, _ slot: Int) -> Bool {
    role == .candidate || recorded.map { slot < $0.fresh } ?? true
  }

  private mutating func enter(_ launch: Launch, _ outcome: Outcome) {
    guard let slot = slot(launch) else { return }
    cases[launch.caseIndex].waiting[slot, default: Waiting()][launch.role] = outcome
  }

  private mutating func refill() {
    queue.removeAll(keepingCapacity: true)
    head = 0
    let most = min(maximumRounds, level + ahead)
    var isMoving = true
    while queue.isEmpty, isMoving {  // Pairs that are known already start nothing: look further.
      isMoving = false
      for index in active where cases[index].ending == nil && cases[index].next - cases[index].missing.pairs < most {
        let slot = cases[index].next
        if let groups = recorded?.groups[index], slot >= groups.count { continue }
        isMoving = true
        cases[index].next += 1
        let trial = trial(index, slot)
        let roles: [ArmRole] = (index + trial) % 2 == 0 ? [.baseline, .candidate] : [.candidate, .baseline]
        for role in roles where slot >= cases[index].settled && needs(role, slot) {
          if cases[index].waiting[slot]?[role] != nil { continue }
          queue.append(Launch(caseIndex: index, trial: trial, role: role))
        }
      }
    }
  }

  private mutating func settle(_ index: Int) {
    while cases[index].ending == nil, let found = cases[index].waiting[cases[index].settled],
      let candidate = found.candidate, found.baseline != nil || !needs(.baseline, cases[index].settled)
    {
      let slot = cases[index].settled
      cases[index].waiting[slot] = nil
      cases[index].settled += 1
      let isErrored = candidate == .errored || recorded == nil && found.baseline == .errored
      if isErrored {
        cases[index].missing.pairs += 1
      } else {
        var counts = PairCounts()
        if let recorded {
          counts.count(
            candidateFailed: candidate == .failed, baselineFailures: recorded.groups[index][slot].failures,
            of: recorded.size)
        } else {
          counts.count(baselineFailed: found.baseline == .failed, candidateFailed: candidate == .failed)
        }
        cases[index].pairs.append((slot, counts))
      }
      if found.baseline == .errored { cases[index].missing.baseline += 1 }
      if candidate == .errored { cases[index].missing.candidate += 1 }
      end(index, at: slot)
      exhaust(index)
    }
  }

  /// Ends a case that errors too often, or whose trial cannot succeed.
  private mutating func end(_ index: Int, at slot: Int) {
    let missing = cases[index].missing
    for (role, count) in [(ArmRole.baseline, missing.baseline), (.candidate, missing.candidate)] {
      if let reason = fatal[Launch(caseIndex: index, trial: trial(index, slot), role: role)] {
        cases[index].ending = cases[index].ending ?? reason
      }
      if errors.breaks(missing: count, asked: cases[index].settled) {
        cases[index].ending =
          cases[index].ending
          ?? "\(count) of \(cases[index].settled.counted("trial")) of a case errored with the \(role.rawValue)"
      }
    }
  }

  /// Ends a case whose recorded baseline is used up.
  private mutating func exhaust(_ index: Int) {
    guard let recorded, cases[index].settled >= recorded.groups[index].count, cases[index].ending == nil else { return }
    cases[index].ending = "the recorded baseline has no more trials of a case"
  }
}
