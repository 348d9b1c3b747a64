import EvalSchema
import Statistics

/// Whether the tests of a plan can decide at all: asked before a single trial is paid for.
struct Decidability {
  /// The evalset that the plan is of.
  let evalset: Evalset
  /// The tests.
  let design: StoppingDesign

  /// One error for each distinct limit and budget that no outcome passes, one warning for a cut that is too short.
  func findings() -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var groups: [Key: [PlannedTest]] = [:]
    for test in design.tests {
      groups[Key(test), default: []].append(test)
    }
    var cut: [(test: PlannedTest, needed: Int)] = []
    let ordered = groups.values.sorted { ($0.first?.id ?? "") < ($1.first?.id ?? "") }
    for tests in ordered {
      guard let test = tests.first else { continue }
      let members = test.members.count
      let needed = PlannedTest.neededBudget(
        limit: test.testedLimit, passAlpha: test.passAlpha, isClosed: test.isClosed, round: test.roundSize)
      guard let needed, needed <= test.budget, test.budget <= PlannedTest.largestBudget else {
        findings.append(refusal(of: test, alike: tests.count, needed: needed))
        continue
      }
      if let cutAt = design.maximumTrials, cutAt < needed / members {
        cut += tests.map { ($0, needed / members) }
      }
    }
    if let warning = warning(for: cut) { findings.append(warning) }
    if !findings.hasErrors, let warning = warningOfMinimum() { findings.append(warning) }
    return findings
  }

  private struct Key: Hashable {
    var severity: Severity
    var kind: TestKind
    var limit: Double
    var tested: Double
    var budget: Int
    var members: Int
    var round: Int

    init(_ test: PlannedTest) {
      severity = test.severity
      kind = test.kind
      limit = test.limit
      tested = test.testedLimit
      budget = test.budget
      members = test.members.count
      round = test.roundSize
    }
  }

  private func refusal(of test: PlannedTest, alike: Int, needed: Int?) -> Diagnostic {
    let limit = Percent.text(test.limit)
    let others = alike > 1 ? " (and \(alike - 1) more like it)" : ""
    guard let needed, needed <= PlannedTest.largestBudget else {
      return .error(
        "n-cannot-decide",
        "\(test.id)\(others) can never pass: no practical number of trials shows a rate below \(limit)",
        at: place, hint: "state a limit above \(limit); a limit of 1% needs 299 trials at 95% confidence")
    }
    if test.budget > PlannedTest.largestBudget {
      return .error(
        "n-cannot-decide", "\(test.id)\(others) asks for \(test.budget) trials, more than a design can have",
        at: place, hint: "set `budget` to at most \(PlannedTest.largestBudget)")
    }
    let confidence = Percent.text(design.confidence)
    return .error(
      "n-cannot-decide",
      "\(test.id)\(others) can never pass: a budget of \(test.budget.counted("trial")) cannot show a rate below \(limit) at "
        + "\(confidence) confidence; it takes \(needed.counted("trial")) without a failure",
      at: place, hint: "set `budget` of \(test.severity.rawValue) to \(needed) or more, or raise the limit")
  }

  private func warning(for cut: [(test: PlannedTest, needed: Int)]) -> Diagnostic? {
    guard let most = cut.max(by: { $0.needed < $1.needed }), let cutAt = design.maximumTrials else { return nil }
    let tests = design.tests.count
    return .warning(
      "n-cannot-decide",
      "with at most \(cutAt.counted("trial")) of a case, \(cut.count) of \(tests.counted("test")) "
        + "cannot pass and will end inconclusive; \(most.test.id) needs \(most.needed)",
      at: place, hint: "leave the cut out, or allow \(most.needed.counted("trial")) or more")
  }

  /// A case that passes before it has the fewest valid trials is an error of the gate, known before the run.
  private func warningOfMinimum() -> Diagnostic? {
    guard design.minimumValid > 1 else { return nil }
    var clean: [String: Int] = [:]
    var known: [Key: Int] = [:]
    for test in design.tests {
      let trials = known[Key(test)] ?? test.cleanTrialsPerMember ?? 0
      known[Key(test)] = trials
      for id in test.members { clean[id] = max(clean[id] ?? 0, trials) }
    }
    let short = clean.filter { $0.value < design.minimumValid }
    guard let least = short.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
    return .warning(
      "minimum-valid-unreached",
      "\(least.key)\(short.count > 1 ? " (and \(short.count - 1) more)" : "") passes after \(least.value.counted("clean trial")), "
        + "but `minimum_valid` asks for \(design.minimumValid): such a pass would be an error",
      at: place, hint: "set `minimum_valid` to \(least.value) or less")
  }

  private var place: Place { evalset.policyPlace }
}
