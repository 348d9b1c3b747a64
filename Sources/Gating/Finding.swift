import EvalSchema
import Statistics

/// What one test of a run found: counts, bounds and verdict, before it becomes a rule of the report.
struct Finding {
  /// The test.
  var test: PlannedTest
  /// The tests over which false fails are bounded.
  var tests: Int
  /// Valid trials at the last look.
  var trials: Int
  /// Failures among them.
  var failures: Int
  /// Valid trials of its cases, up to the decision.
  var valid: Int
  /// Errored trials of its cases, up to the decision.
  var errored: Int
  /// The verdict.
  var verdict: Verdict
  /// Why.
  var reason: ReasonCode
  /// Failures that a pass may have at most within the budget; -1 when nothing passes.
  var maximumFailures: Int
  /// Clean trials that would be needed to pass, while undecided.
  var cleanTrialsToPass: Int?
  /// Why the test cannot be judged, whatever the outcomes.
  var problem: String?
  /// The largest share of errored trials of a case.
  var errorShare = 0.05
  /// What the trials of its case ask in turn, `base` counted; 1 for a case without variants and for a pattern.
  var variants = 1
  /// A variant of its cases that no valid trial asked.
  var unasked: String?
  /// What the policy asks of judges.
  var floor = JudgePolicy()
  /// The judge that accepted nothing any more, when that is why the run ended.
  var silentJudge: String?

  /// The upper bound of the rate, valid at any stop; nil without trials. Of the true rate, where a judge is calibrated.
  var upper: Double? {
    trials > 0
      ? test.trueUpper(AnytimeBounds.upper(trials: trials, failures: failures, alpha: test.passAlpha)) : nil
  }

  /// The lower bound of the rate, valid at any stop and over all tests of the gate; nil without trials.
  var lower: Double? {
    trials > 0
      ? test.trueLower(AnytimeBounds.lower(trials: trials, failures: failures, alpha: test.failAlpha)) : nil
  }

  /// Whether the exact final look at the budget gave the pass, not the evidence alone.
  var isByFinalLook: Bool { verdict == .pass && (upper ?? 1) > test.limit }

  /// How far the deciding bound is on the good side of the limit; nil where nothing can be said.
  var margin: Double? {
    switch verdict {
    case .fail: lower.map { test.limit - $0 }
    case .pass where isByFinalLook: 0
    default: upper.map { test.limit - $0 }
    }
  }

  /// The confidence of one test, for people.
  var level: String { Percent.text(1 - test.wholePassAlpha) }

  /// Why the judges of the test may not decide; nil when they may, or when no model judges.
  var shortfall: String? { floor.acceptUncalibrated ? nil : test.judges?.shortfall(of: floor) }

  /// The lower bound at the confidence of one test alone.
  var lowerAlone: Double {
    test.trueLower(AnytimeBounds.lower(trials: trials, failures: failures, alpha: test.passAlpha))
  }

  /// Whether the whole budget was used: for a pattern as many complete rounds as fit into it.
  var isBudgetUsed: Bool { trials + test.roundSize > test.effectiveBudget }

  /// Over what a fail is claimed.
  var overAll: String {
    switch tests {
    case 0: "no test of this gate decides"
    case 1: "the only test of this gate"
    default: "over all \(tests) tests of this gate"
    }
  }

  /// Both bounds of the rate, each at the confidence of one test, rounded outward.
  var between: String {
    "between \(Percent.text(lowerAlone, .down)) and \(Percent.text(upper ?? 1, .up)), \(level) confidence each"
  }
}

extension Finding {
  /// Reads what a battery found for a test of a run.
  init(_ index: Int, in replay: GateBattery, log: RunLog) {
    let test = replay.tests[index]
    let sequential = replay.battery.sequential(ofTest: index)
    let counts = test.members.compactMap { replay.streams[$0] }.map { replay.battery.counts($0) }
    self.init(
      test: test, tests: log.header.plan.design.blockingTests, trials: sequential.trials, failures: sequential.failures,
      valid: counts.reduce(0) { $0 + $1.successes + $1.failures }, errored: counts.reduce(0) { $0 + $1.missing },
      verdict: .inconclusive, reason: .interrupted, maximumFailures: sequential.staircases.maximumFailures,
      // No further trial of this record comes into the place of one from a cache.
      cleanTrialsToPass: log.cached > 0
        ? nil : sequential.cleanTrialsToPass.map { test.turns == nil ? $0 : test.wholeRounds($0) })
    errorShare = replay.audit.errorShare
    let tallies = log.variantTallies(test, trials: sequential.trials, replay)
    if test.kind != .pattern, let only = tallies.first { variants = only.names.count }
    unasked = tallies.compactMap(\.unasked).first
    floor = log.header.policy.judgeFloor
    silentJudge = log.footer?.judge
    problem = replay.audit.problems[index]
    guard problem == nil else {
      (verdict, reason) = (.error, .invalidDesign)
      return
    }
    (verdict, reason) = Self.judge(self, end: replay.battery.end(ofTest: index), index, replay, log)
  }

  private static func judge(
    _ finding: Finding, end: Battery.End?, _ index: Int, _ replay: GateBattery, _ log: RunLog
  ) -> (Verdict, ReasonCode) {
    let errors = ErrorTally(members: finding.test.members, replay: replay, log: log)
    let policy = log.header.policy
    switch end {
    case .decided(.fail):
      return finding.shortfall == nil ? (.fail, .limitExceeded) : (.inconclusive, .judgeUncalibrated)
    case .broken: return (.error, errors.reason)
    case nil:
      if let fatal = errors.fatalReason { return (.error, fatal) }
      if let footer = log.footer, footer.outage != nil {
        return (.error, footer.judge == nil ? .targetUnavailable : .judgeUnavailable)
      }
      return (.inconclusive, .interrupted)
    case .decided, .exhausted: break
    }
    if finding.trials == 0 {
      // What was asked well and ended within its first round is open, not broken.
      if errors.isEmpty, finding.valid > 0 { return (.inconclusive, .budgetExhausted) }
      return (.error, errors.isEmpty ? .noTrials : errors.reason)
    }
    if replay.battery.isSpoiled(test: index) { return (.error, errors.reason) }
    if finding.shortfall != nil { return (.inconclusive, .judgeUncalibrated) }
    switch end {
    case .decided(.pass):
      if finding.test.members.contains(where: { replay.valid($0) < policy.minimumValid }) { return (.error, .noTrials) }
      // The mean over the variants cannot be shown without one of them.
      if finding.unasked != nil { return (.error, .noTrials) }
      if policy.identicalOutputs == .inconclusive,
        finding.test.members.contains(where: { log.hasIdenticalAnswers($0, in: replay) })
      {
        return (.inconclusive, .identicalOutputs)
      }
      return (.pass, .limitMet)
    case .decided(.passOutOfReach): return (.inconclusive, .passOutOfReach)
    default: return (.inconclusive, .budgetExhausted)
    }
  }
}

extension PlannedTest {
  /// A number of trials, rounded up to whole rounds.
  fileprivate func wholeRounds(_ trials: Int) -> Int { (trials + roundSize - 1) / roundSize * roundSize }
}

extension RunLog {
  /// Whether a case was answered more than once and always with the same bytes, up to a decision.
  func hasIdenticalAnswers(_ id: String, in replay: GateBattery) -> Bool {
    let variants = 1 + (replay.records[id]?.file.evalCase.variants.count ?? 0)
    let turns = IdenticalAnswers.turns((logs[id]?.answers ?? []).prefix(replay.used(id)), of: variants)
    return IdenticalAnswers.isIn(variants: turns)
  }
}
