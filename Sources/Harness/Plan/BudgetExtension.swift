import EvalSchema
import Statistics

/// Which tests of a run ended undecided and could still pass with a larger budget, and what that costs.
struct BudgetExtension {
  /// The plan, with the extensions that it has.
  let plan: RunPlan
  /// The scheduler after all recorded outcomes.
  let scheduler: Scheduler

  /// The extension of every undecided test to `budget` trials of its own, whole rounds where it pools.
  ///
  /// Throws `extend-cut` when the run was cut by a number of trials, `extend-too-far` beyond what a design can have, and
  /// `nothing-to-extend` when no test ended undecided that so many trials could decide.
  func record(to budget: Int, at time: String) throws(DiagnosticError) -> ExtensionRecord {
    if let cut = plan.design.maximumTrials {
      throw DiagnosticError(
        .error(
          "extend-cut",
          "each case of this run was cut at \(cut.counted("trial")); its tests have not used the budget they have",
          hint: "run again without --max-trials"))
    }
    guard budget <= PlannedTest.largestBudget else {
      throw DiagnosticError(
        .error(
          "extend-too-far", "\(budget) trials are more than a design can have",
          hint: "extend to at most \(PlannedTest.largestBudget)"))
    }
    var cache = StaircaseCache()
    var known: [Key: Double] = [:]
    var tests: [TestExtension] = []
    var outOfReach: [String] = []
    for (index, test) in plan.design.tests.enumerated() {
      let target = PlannedTest.roundedUp(budget, to: test.roundSize)
      guard let decision = scheduler.decision(ofTest: index), Self.isUndecided(decision),
        target > test.effectiveBudget
      else { continue }
      var extended = test
      extended.extendedTo = target
      let staircases = cache.staircases(of: extended)
      if staircases.verdict(trials: decision.trials, failures: decision.failures) == .passOutOfReach {
        outOfReach.append(test.id)
        continue
      }
      let key = Key(design: SequentialDesign(test), extendedTo: target)
      let falsePass = known[key] ?? (test.isClosed ? staircases.falsePass : test.passAlpha)
      known[key] = falsePass
      tests.append(
        TestExtension(
          test: test.id, budget: test.effectiveBudget, extendedTo: target, falsePass: falsePass,
          design: plan.design.version))
    }
    guard !tests.isEmpty else { throw DiagnosticError(nothing(budget, outOfReach)) }
    return ExtensionRecord(tests: tests, extendedAt: time)
  }

  private struct Key: Hashable {
    var design: SequentialDesign
    var extendedTo: Int
  }

  private static func isUndecided(_ decision: DecisionRecord) -> Bool {
    decision.verdict == .inconclusive && (decision.reason == .budgetExhausted || decision.reason == .passOutOfReach)
  }

  private func nothing(_ budget: Int, _ outOfReach: [String]) -> Diagnostic {
    guard let first = outOfReach.first else {
      return .error(
        "nothing-to-extend", "no test of this run ended undecided with a budget below \(budget.counted("trial"))",
        hint: "a test that passed or failed keeps its verdict; a run that was stopped goes on with --resume")
    }
    let others = outOfReach.count > 1 ? " (and \(outOfReach.count - 1) more)" : ""
    return .error(
      "nothing-to-extend",
      "\(first)\(others) has failed too often: no outcome of \(budget.counted("trial")) would pass it",
      hint: "lower the rate and run again, or extend to more trials")
  }
}
