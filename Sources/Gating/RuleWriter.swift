import EvalSchema
import Statistics

/// Findings → the rules of the verdict, with bounds, margins and sentences.
struct RuleWriter {
  private let log: RunLog
  private let replay: GateBattery
  private let waivers: WaiverBook
  private let findings: [Finding]
  /// For each case, the smallest limit that it was shown to be below.
  private let shown: [String: Double]

  init(log: RunLog, replay: GateBattery, waivers: WaiverBook, findings: [Finding]) {
    self.log = log
    self.replay = replay
    self.waivers = waivers
    self.findings = findings
    var shown: [String: Double] = [:]
    for finding in findings where finding.test.kind != .pattern && finding.verdict == .pass {
      guard let id = finding.test.members.first else { continue }
      shown[id] = min(shown[id] ?? 1, finding.test.limit)
    }
    self.shown = shown
  }

  /// One rule for each test, in the order of the design.
  func rules() -> [RuleVerdict] { findings.map(rule) }

  private func rule(_ finding: Finding) -> RuleVerdict {
    let test = finding.test
    let waiver = finding.verdict == .pass ? nil : waivers.waiver(for: test)
    let record = test.members.first.flatMap { replay.records[$0] }
    let ownLimit = test.kind == .evalCase && record?.file.evalCase.limit == test.limit
    return RuleVerdict(
      id: test.id, kind: test.kind.rawValue, text: text(test), members: test.members, severity: test.severity,
      failures: finding.failures, valid: finding.trials, limit: test.limit, lower: finding.lower, upper: finding.upper,
      margin: finding.margin, verdict: finding.verdict, reason: finding.reason,
      sentence: sentence(finding) + Sentences.watching(test.members, replay.watching),
      blocks: test.blocks && waiver == nil, waiver: waiver?.record,
      file: ownLimit ? record?.file.file ?? log.header.policyFile : log.header.policyFile,
      line: ownLimit
        ? record?.file.limitLine : log.header.severityLines[test.severity.rawValue] ?? log.header.policyLine)
  }

  private func text(_ test: PlannedTest) -> String {
    let limit = Percent.text(test.limit)
    switch test.kind {
    case .evalCase: return "\(test.members.first ?? test.id) must fail in less than \(limit) of trials"
    case .cap: return "\(test.members.first ?? test.id) must fail in less than \(limit) of trials (cap of its pattern)"
    case .pattern:
      let cases = Sentences.plural(test.members.count, "case")
      return "\(name(test)): its \(cases) must fail in less than \(limit) of trials on average"
    }
  }

  private func sentence(_ finding: Finding) -> String {
    guard finding.test.kind == .pattern else { return Sentences.single(finding) }
    return Sentences.pattern(finding, name: name(finding.test), cap: cap(of: finding.test.members))
  }

  /// The largest limit that each of these cases was shown to be below; nil unless every one of them was.
  private func cap(of members: [String]) -> Double? {
    let limits = members.compactMap { shown[$0] }
    return limits.count == members.count ? limits.max() : nil
  }

  private func name(_ test: PlannedTest) -> String { String(test.id.drop { $0 != ":" }.dropFirst()) }
}

extension RuleVerdict {
  /// Whether it is a test of a failure rate, and not a rule about the run.
  var isTest: Bool { kind == "case" || kind == "pattern" || kind == "cap" }

  /// Whether it came to its end undecided and the policy lets the gate pass all the same.
  ///
  /// A run that was stopped, a model that changed or answers that are one observation are not let through: there it is not
  /// evidence that is scarce.
  func isLetThrough(by policy: Policy) -> Bool {
    policy.allowInconclusive && isTest && verdict == .inconclusive
      && (reason == .budgetExhausted || reason == .passOutOfReach)
  }

  /// Orders rules for readers: what blocks first, worst first, then gravest, then by the smallest margin, then by id.
  static func worseFirst(_ left: RuleVerdict, _ right: RuleVerdict) -> Bool {
    if left.blocks != right.blocks { return left.blocks }
    if left.verdict != right.verdict { return left.verdict.rank > right.verdict.rank }
    if left.severity != right.severity { return (left.severity ?? .s1) > (right.severity ?? .s1) }
    let (leftMargin, rightMargin) = (left.margin ?? 0, right.margin ?? 0)
    return leftMargin != rightMargin ? leftMargin < rightMargin : left.id < right.id
  }
}
