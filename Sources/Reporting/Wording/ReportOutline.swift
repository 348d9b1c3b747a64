import EvalSchema

/// What every writer says in the same words: the order of the cases, the counts, the title and the next command.
///
/// One value for HTML, Markdown, JUnit and the terminal, so that they cannot disagree.
struct ReportOutline {
  let verdict: GateVerdict
  let facts: RunFacts
  let runDirectory: String
  /// The cases: those that block first, then worst first, then gravest, then in the order of the rules that decided them.
  let cases: [CaseVerdict]
  /// The rules by id.
  let rules: [String: RuleVerdict]
  /// The cases as they were run, by id.
  let records: [String: CaseRecord]

  /// Reads a report once. Complexity: O(n log n) in the number of cases.
  init(_ report: GateReport) {
    verdict = report.verdict
    facts = report.facts
    runDirectory = report.runDirectory
    rules = Dictionary(verdict.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    records = Dictionary(facts.cases.map { ($0.file.evalCase.id, $0) }, uniquingKeysWith: { first, _ in first })
    var ranks: [String: Int] = [:]
    for (rank, rule) in verdict.rules.enumerated() where ranks[rule.id] == nil { ranks[rule.id] = rank }
    let last = verdict.rules.count
    let rules = rules
    let keyed = verdict.cases.map { found in
      (found, Self.blocks(found, rules), found.tests.compactMap { ranks[$0] }.min() ?? last)
    }
    cases = keyed.sorted { left, right in
      if left.1 != right.1 { return left.1 }
      if left.0.verdict != right.0.verdict { return left.0.verdict.rank > right.0.verdict.rank }
      if left.0.severity != right.0.severity { return left.0.severity > right.0.severity }
      return left.2 != right.2 ? left.2 < right.2 : left.0.id < right.0.id
    }.map(\.0)
  }

  /// The counts of cases, worst first: `2 fail, 1 undecided, 15 pass`; waived ones are named.
  var counts: String { countParts(withPasses: true).joined(separator: ", ") }

  /// The title of a page or a tab: `✖ FAIL · support-agent · 2 fail, 1 undecided`.
  var title: String {
    let parts = countParts(withPasses: verdict.summary.fail + verdict.summary.inconclusive + verdict.summary.error == 0)
    let name = VisibleSymbols.show(verdict.evalset.name, .line)
    return "\(verdict.verdict.glyph) \(verdict.verdict.headline) · \(name) · \(parts.joined(separator: ", "))"
  }

  /// The trials: `720 of 726 trials valid, 6 errored, 31 failed`.
  var trials: String {
    let summary = verdict.summary
    return
      "\(Amount.count(summary.valid)) of \(Amount.plural(summary.asked, "trial")) valid, "
      + "\(Amount.count(summary.errored)) errored, \(Amount.count(summary.failures)) failed"
  }

  /// The confidence as people read it: `95%`.
  var confidence: String { Percent.text(verdict.method.confidence) }

  private func countParts(withPasses: Bool) -> [String] {
    let summary = verdict.summary
    guard summary.cases > 0 else { return ["no cases"] }
    var parts: [String] = []
    if summary.fail > 0 { parts.append("\(Amount.count(summary.fail)) fail") }
    if summary.error > 0 { parts.append("\(Amount.count(summary.error)) error") }
    if summary.inconclusive > 0 { parts.append("\(Amount.count(summary.inconclusive)) undecided") }
    if withPasses { parts.append("\(Amount.count(summary.pass)) pass") }
    if summary.waived > 0 { parts.append("\(Amount.count(summary.waived)) waived") }
    return parts
  }

  /// The file of a case as it is reached from where the run was started.
  func path(_ file: String) -> String {
    let folder = facts.header.evalsetPath
    return folder.isEmpty || folder == "." || folder.hasPrefix("/") || file.hasPrefix("/") ? file : "\(folder)/\(file)"
  }

  /// Whether a case keeps the gate from passing: one of its tests that blocks did not pass.
  func blocks(_ found: CaseVerdict) -> Bool { Self.blocks(found, rules) }

  private static func blocks(_ found: CaseVerdict, _ rules: [String: RuleVerdict]) -> Bool {
    found.verdict != .pass && found.tests.contains { rules[$0].map { $0.blocks && $0.verdict != .pass } ?? false }
  }

  /// The examples of a case that the verdict rests on: failing ones first.
  func examples(_ id: String) -> [TrialRecord] { facts.examples[id] ?? [] }

  /// The limit with what it is: `limit 1%`, `cap 50%`.
  func limit(_ found: CaseVerdict) -> String { "\(found.limitKind.limitWord) \(Percent.text(found.limit))" }
}

extension ReportOutline {
  /// An observed rate with its count: `11/60 = 18.3%`; `0/0` has no rate.
  static func observed(_ failures: Int, of trials: Int) -> String {
    let counts = "\(Amount.count(failures))/\(Amount.count(trials))"
    return trials > 0 ? "\(counts) = \(Percent.text(Double(failures) / Double(trials)))" : counts
  }

  /// Both bounds, rounded outward: `10.6% – 28.5%`.
  static func bounds(_ lower: Double?, _ upper: Double?) -> String? {
    guard lower != nil || upper != nil else { return nil }
    return "\(Percent.text(lower ?? 0, .down)) – \(Percent.text(upper ?? 1, .up))"
  }

  /// The bound that a verdict rests on: `≥ 10.6%` for a fail, else `≤ 12.4%`.
  static func bound(_ verdict: Verdict, _ lower: Double?, _ upper: Double?) -> String? {
    if verdict == .fail { return lower.map { "≥ \(Percent.text($0, .down))" } }
    return upper.map { "≤ \(Percent.text($0, .up))" }
  }

  /// A margin in percentage points, never rounded to the good side: `+0.6 pp` is on the good side of the limit.
  static func margin(_ margin: Double?) -> String? {
    guard let margin else { return nil }
    let points = Percent.text(margin, .down)
    return
      "\(margin > 0 ? "+" : "")\(points.hasPrefix("-") ? "−" + points.dropFirst().dropLast() : points.dropLast()) pp"
  }
}

extension RuleVerdict {
  /// What was observed, with its count.
  var observed: String {
    kind == "model" ? Amount.plural(failures, "model") : ReportOutline.observed(failures, of: valid)
  }

  /// The limit as people read it.
  var limitText: String { kind == "model" ? "1 model" : Percent.text(limit) }

  /// Where the rule is written.
  var source: String { line.map { "\(file):\($0)" } ?? file }
}
