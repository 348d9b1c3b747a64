import EvalSchema

/// Whether a record's plan can be judged at all: asked before the first outcome is looked at.
///
/// A design that is not sound must never give a pass: a limit of NaN or of 100%, a test that counts a case twice, a case that
/// no test covers. Every problem becomes an error in the verdict, none a crash.
struct DesignAudit {
  /// For each test of the design, why it cannot be judged; nil for a sound one.
  let problems: [String?]
  /// Why nothing of the design can be judged; empty for a sound one.
  let designProblems: [String]
  /// Why the record is not one of its plan; empty for a sound one.
  let recordProblems: [String]
  /// The planned cases that no test covers, by id.
  let uncovered: [String]
  /// The ids of the planned cases, sorted, each once.
  let cases: [String]
  /// One minus α; nil when the design has none.
  let confidence: Double?
  /// The largest share of errored trials; 0 when the design has none.
  let errorShare: Double

  /// The versions of the stopping rule that this code replays.
  static let versions: Set<String> = ["grid-1"]
  /// The largest budget of a test: staircases are computed trial by trial.
  static let largestBudget = 2_000_000

  /// Reads a record's plan.
  init(_ log: RunLog) {
    let plan = log.header.plan
    let design = plan.design
    let known = Set(plan.cases.map(\.id))
    cases = known.sorted()
    confidence = design.confidence >= 0.5 && design.confidence < 1 ? design.confidence : nil
    errorShare = design.errorShare >= 0 && design.errorShare <= 0.5 ? design.errorShare : 0
    let alpha = confidence.map { 1 - $0 }
    let judged = log.cases.filter { !$0.file.evalCase.judgeSpecs.isEmpty }.map(\.file.evalCase)
    let specs = Dictionary(
      judged.map { ($0.id, (pattern: $0.pattern, judges: $0.judgeSpecs)) }, uniquingKeysWith: { first, _ in first })
    problems = design.tests.map {
      Self.problem($0, known: known, alpha: alpha) ?? JudgeAudit.problem($0, specs: specs)
    }
    let covered = Set(design.tests.flatMap(\.members))
    uncovered = cases.filter { !covered.contains($0) }
    designProblems = Self.designProblems(plan, hasConfidence: alpha != nil)
    recordProblems = Self.recordProblems(log)
  }

  private static func problem(_ test: PlannedTest, known: Set<String>, alpha: Double?) -> String? {
    guard let alpha else { return "the design states no confidence" }
    let most = alpha + 1e-9
    if test.members.isEmpty { return "it has no case" }
    if let stranger = test.members.first(where: { !known.contains($0) }) {
      return "it speaks of \"\(stranger)\", which is not in the plan"
    }
    if Set(test.members).count != test.members.count { return "it counts a case twice" }
    if test.kind != .pattern, test.members.count != 1 { return "it pools cases without being a pattern's test" }
    if test.members.count > 1, test.isClosed { return "a pooled test has no final look" }
    guard test.limit > 0, test.limit < 1 else { return "its limit is not between 0% and 100%" }
    guard test.passAlpha > 0, test.wholePassAlpha <= most else {
      return "its chance of a false pass is not the design's"
    }
    guard test.failAlpha > 0, test.wholeFailAlpha <= most else {
      return "its chance of a false fail is not the design's"
    }
    guard test.budget > 0, test.budget <= largestBudget else { return "its budget is not 1 to \(largestBudget) trials" }
    return nil
  }

  private static func designProblems(_ plan: RunPlan, hasConfidence: Bool) -> [String] {
    let design = plan.design
    var problems: [String] = []
    if !versions.contains(design.version) { problems.append("its stopping rule \"\(design.version)\" is not known") }
    if !hasConfidence { problems.append("its confidence is not between 50% and 100%") }
    if !(design.errorShare >= 0 && design.errorShare <= 0.5) {
      problems.append("its share of errored trials is not between 0% and 50%")
    }
    if Set(plan.cases.map(\.id)).count != plan.cases.count { problems.append("a case stands twice in the plan") }
    if Set(design.tests.map(\.id)).count != design.tests.count { problems.append("two tests have one id") }
    return problems
  }

  private static func recordProblems(_ log: RunLog) -> [String] {
    var problems: [String] = []
    do {
      let header = log.header
      if try header.plan.digest() != header.planDigest { problems.append("its plan has another digest") }
      if let digest = header.plan.policyDigest, try Digest(ofJSON: header.policy) != digest {
        problems.append("its policy is not the one of its plan")
      }
      if let digest = header.plan.waiversDigest, try Digest(ofJSON: header.waivers) != digest {
        problems.append("its waivers are not those of its plan")
      }
    } catch {
      problems.append("its plan has no digest")
    }
    let records = Dictionary(log.cases.map { ($0.file.evalCase.id, $0) }, uniquingKeysWith: { first, _ in first })
    let missing = log.header.plan.cases.filter { records[$0.id] == nil }
    if let first = missing.first {
      problems.append("\(Sentences.plural(missing.count, "planned case")) missing from it, first \(first.id)")
    }
    let changed = log.header.plan.cases.filter { planned in
      records[planned.id].map { $0.digest != planned.digest } ?? false
    }
    if let first = changed.first {
      problems.append("\(Sentences.plural(changed.count, "case")) not as planned, first \(first.id)")
    }
    return problems
  }
}

extension PlannedTest {
  /// The test with numbers that can be written and printed, whatever stands in the record.
  var presentable: PlannedTest {
    var test = self
    test.limit = limit.isNaN ? 0 : min(max(limit, 0), 1)
    if !(passAlpha > 0 && passAlpha < 1) { test.passAlpha = 0.05 }
    if !(failAlpha > 0 && failAlpha < 1) { test.failAlpha = 0.05 }
    test.budget = max(0, budget)
    return test
  }
}
