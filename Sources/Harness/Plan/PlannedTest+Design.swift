import EvalSchema
import Statistics

extension SequentialDesign {
  /// The statistical content of a planned test.
  init(_ test: PlannedTest) {
    self.init(
      limit: test.testedLimit, passAlpha: test.passAlpha, failAlpha: test.failAlpha, budget: test.budget,
      closing: test.isClosed ? .exact : .open, failLimit: test.testedFailLimit)
  }
}

extension PlannedTest {
  /// The smallest budget with which a test could pass, whole rounds for a pooled one; nil when none is enough.
  ///
  /// Closed: ceil(ln α / ln(1-L)), the plan without a failure. Open: the first clean trial whose evidence is 1/α.
  static func neededBudget(limit: Double, passAlpha: Double, isClosed: Bool, members: Int) -> Int? {
    guard limit > 0, passAlpha > 0 else { return nil }
    let trials: Int?
    if isClosed {
      trials = Budget.zeroFailureTrials(limit: limit, alpha: passAlpha)
    } else {
      trials = firstCleanPass(limit: limit, passAlpha: passAlpha)
    }
    return trials.map { roundedUp($0, to: members) }
  }

  /// The trials of each member with which the test passes when none fails, as far as its budget allows a pass at all.
  var cleanTrialsPerMember: Int? {
    guard testedLimit > 0, passAlpha > 0,
      let trials = Self.firstCleanPass(limit: testedLimit, passAlpha: passAlpha)
    else {
      return nil
    }
    return Self.roundedUp(min(trials, budget), to: members.count) / max(1, members.count)
  }

  /// The number of clean trials with which the evidence alone passes.
  static func firstCleanPass(limit: Double, passAlpha: Double) -> Int? {
    var budget = 64
    while budget < 1 << 40 {
      let design = SequentialDesign(
        limit: limit, passAlpha: passAlpha, failAlpha: passAlpha, budget: budget, closing: .open)
      if let step = Staircases(design).passSteps.first { return step.trials }
      budget *= 2
    }
    return nil
  }

  /// The next multiple of a round's size.
  static func roundedUp(_ trials: Int, to members: Int) -> Int {
    let size = max(1, members)
    return (trials + size - 1) / size * size
  }

  /// The valid trials of each member that the test can use.
  var trialsPerMember: Int { budget / max(1, members.count) }
}

/// The staircases of designs, each computed once: most cases of an evalset share a design.
struct StaircaseCache {
  private struct Key: Hashable {
    var design: SequentialDesign
    var extendedTo: Int?
  }

  private var known: [Key: Staircases] = [:]

  /// The staircases of a planned test, as far as it was extended.
  mutating func staircases(of test: PlannedTest) -> Staircases {
    let key = Key(design: SequentialDesign(test), extendedTo: test.extendedTo)
    if let found = known[key] { return found }
    var built = Staircases(key.design)
    if let budget = test.extendedTo { built = built.extended(to: budget) }
    known[key] = built
    return built
  }
}
