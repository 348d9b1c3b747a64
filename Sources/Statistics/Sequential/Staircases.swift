/// The three staircases of a sequential design: when it passes, when it fails, and when it leans to a FAIL.
///
/// A[n] is the most failures with which n trials PASS, B[n] the fewest with which they FAIL, C[n] the fewest with which
/// they have half the evidence of a FAIL. All three only go up with n, so they are kept by their steps, per number of
/// failures: a verdict is two comparisons, and the size does not depend on the budget. Building costs O(steps x
/// log budget) evaluations of the evidence, and for `Closing.exact` one walk of O(budget x width) at the limit.
public struct Staircases: Sendable, Hashable {
  /// The design; its budget is the last trial of the staircases.
  public let design: SequentialDesign
  /// passSince[k]: the first n with k <= A[n]. Rises; has `maximumFailures + 1` entries.
  private(set) var passSince: [Int]
  /// failUntil[k]: the last n up to the budget with k >= B[n], 0 if none. More failures FAIL up to the budget.
  let failUntil: [Int]
  /// leaningUntil[k]: the last n up to the budget with k >= C[n], 0 if none. More failures lean up to the budget.
  let leaningUntil: [Int]
  /// The evidence about the limit.
  let evidence: Evidence
  /// The evidence about the limit that a FAIL must be above.
  let failEvidence: Evidence

  /// Builds the staircases of `design`.
  public init(_ design: SequentialDesign) {
    var design = design
    design.budget = max(0, design.budget)
    self.design = design
    evidence = Evidence(limit: design.limit)
    failEvidence = Evidence(limit: design.failLimit ?? design.limit)
    failUntil = Self.untils(failEvidence, design.budget, threshold: design.failThreshold, from: design.minimumFailures)
    leaningUntil = Self.untils(failEvidence, design.budget, threshold: design.failThreshold / 2, from: 0)
    passSince = Self.sinces(evidence, design.budget, threshold: design.passThreshold)
    if design.closing == .exact { closeExactly() }
  }

  /// The staircases of `first` followed by the open pass staircase up to `budget` (see `Staircases.extended`).
  init(joining first: Staircases, to budget: Int) {
    var design = first.design
    design.budget = budget
    self.design = design
    evidence = first.evidence
    failEvidence = first.failEvidence
    failUntil = Self.untils(failEvidence, budget, threshold: design.failThreshold, from: design.minimumFailures)
    leaningUntil = Self.untils(failEvidence, budget, threshold: design.failThreshold / 2, from: 0)
    let open = Self.sinces(evidence, budget, threshold: design.passThreshold)
    passSince = first.passSince + open.dropFirst(first.passSince.count)
  }

  /// k_max: the most failures with which a PASS is possible at all, A[budget]; -1: the design cannot decide.
  public var maximumFailures: Int { passSince.count - 1 }

  /// Whether a PASS is possible; a plan that cannot decide should be refused, its budget is too small.
  public var canDecide: Bool { !passSince.isEmpty }

  /// A[n]: the most failures with which `n` trials PASS, -1 if none does; A[budget] beyond the budget.
  public func passAt(_ n: Int) -> Int { Self.firstIndex(passSince.count) { passSince[$0] > n } - 1 }

  /// B[n]: the fewest failures with which `n` trials FAIL; may exceed `n`. B[budget] beyond the budget.
  public func failAt(_ n: Int) -> Int { Self.firstIndex(failUntil.count) { failUntil[$0] >= min(n, design.budget) } }

  /// C[n]: the fewest failures with which `n` trials lean to a FAIL: half its evidence, in logarithms.
  public func leaningAt(_ n: Int) -> Int {
    Self.firstIndex(leaningUntil.count) { leaningUntil[$0] >= min(n, design.budget) }
  }

  /// The steps of the pass staircase: the trials after which each number of failures passes, from 0 failures up.
  public var passSteps: [(trials: Int, failures: Int)] {
    passSince.enumerated().map { (trials: $0.element, failures: $0.offset) }
  }

  /// The steps of the fail staircase: the most trials within which each number of failures still FAILs.
  ///
  /// Ends with the number of failures that FAILs up to the budget.
  public var failSteps: [(trials: Int, failures: Int)] {
    Self.reachable(failUntil, budget: design.budget)
  }

  /// The steps of the leaning staircase, as `failSteps`.
  public var leaningSteps: [(trials: Int, failures: Int)] {
    Self.reachable(leaningUntil, budget: design.budget)
  }

  /// The verdict of a look at `failures` in `trials`; nil: go on, or no such counts. Two comparisons up to the budget.
  ///
  /// Order: PASS, FAIL, budget, out of reach. Beyond the budget (a batch that went too far) a PASS needs what the
  /// budget needed, which keeps its level, and a FAIL needs the evidence of all its trials.
  public func verdict(trials: Int, failures: Int) -> SequentialVerdict? {
    guard trials > 0, failures >= 0 else { return nil }
    if failures < passSince.count, trials >= passSince[failures] { return .pass }
    if isFail(trials: trials, failures: failures) { return .fail }
    if trials >= design.budget { return .budget }
    if failures > maximumFailures, !isLeaning(trials: trials, failures: failures) { return .passOutOfReach }
    return nil
  }

  func isFail(trials: Int, failures: Int) -> Bool {
    if trials > design.budget {
      return failures >= design.minimumFailures
        && failEvidence.logAbove(trials: trials, failures: failures) >= design.failThreshold
    }
    return failures >= failUntil.count || failUntil[failures] >= trials
  }

  func isLeaning(trials: Int, failures: Int) -> Bool {
    failures >= leaningUntil.count || leaningUntil[failures] >= trials
  }
}

extension Staircases {
  /// Lets A[budget] spend what the open staircase left of alpha, exactly.
  ///
  /// A[N] becomes the largest c with P(PASS before N) + P(alive at N, k <= c) <= alpha at p = L. P_p(PASS) falls in p
  /// (couple the trials), so the level at p = L is the worst of all p >= L.
  private mutating func closeExactly() {
    guard design.budget > 0 else { return }
    var walk = FailureWalk(rate: evidence.limit)
    var spent = 0.0
    while walk.trials < design.budget - 1, !walk.isEmpty {
      walk.step()
      spent += takePasses(&walk)
      _ = takeFails(&walk)
    }
    guard !walk.isEmpty else { return }
    walk.step()
    for k in 0...walk.high {
      spent += walk.probability(of: k)
      guard spent <= design.passAlpha else { break }
      if k >= passSince.count { passSince.append(design.budget) }
    }
  }

  /// Takes the runs that PASS at this trial out of the walk.
  func takePasses(_ walk: inout FailureWalk) -> Double {
    var taken = 0.0
    while !walk.isEmpty, walk.low < passSince.count, passSince[walk.low] <= walk.trials { taken += walk.takeLowest() }
    return taken
  }

  /// Takes the runs that FAIL at this trial out of the walk.
  func takeFails(_ walk: inout FailureWalk) -> Double {
    var taken = 0.0
    while !walk.isEmpty, isFail(trials: walk.trials, failures: walk.high) { taken += walk.takeHighest() }
    return taken
  }
}

extension Staircases {
  /// For k = 0, 1, ...: the first n up to `budget` at which k failures have the evidence of a PASS.
  static func sinces(_ evidence: Evidence, _ budget: Int, threshold: Double) -> [Int] {
    var steps: [Int] = []
    while budget > 0, evidence.logBelow(trials: budget, failures: steps.count) >= threshold {
      let k = steps.count
      let before = (steps.last ?? 1) - 1
      steps.append(
        before + 1
          + firstIndex(budget - before - 1) {
            evidence.logBelow(trials: before + 1 + $0, failures: k) >= threshold
          })
    }
    return steps
  }

  /// For k = 0, 1, ...: the last n up to `budget` at which k failures have evidence `threshold` against the limit.
  ///
  /// Ends before the first k that has it at the whole budget.
  static func untils(_ evidence: Evidence, _ budget: Int, threshold: Double, from minimum: Int) -> [Int] {
    var steps = [Int](repeating: 0, count: min(max(0, minimum), budget + 1))
    while steps.count <= budget {
      let k = steps.count
      if evidence.logAbove(trials: budget, failures: k) >= threshold { break }
      let before = steps.last ?? 0
      steps.append(
        before
          + firstIndex(budget - before) {
            evidence.logAbove(trials: before + 1 + $0, failures: k) < threshold
          })
    }
    return steps
  }

  /// The steps that a run can be at: as many trials as failures at least, and the step that reaches the budget.
  private static func reachable(_ untils: [Int], budget: Int) -> [(trials: Int, failures: Int)] {
    var steps = untils.enumerated().filter { $0.element >= max(1, $0.offset) }
      .map { (trials: $0.element, failures: $0.offset) }
    if budget >= max(1, untils.count) { steps.append((trials: budget, failures: untils.count)) }
    return steps
  }

  /// The first index of 0..<count at which `isTrue`, which stays true once it is; `count` if none. O(log count).
  static func firstIndex(_ count: Int, where isTrue: (Int) -> Bool) -> Int {
    var low = 0
    var high = max(0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if isTrue(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
