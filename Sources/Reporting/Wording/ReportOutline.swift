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

  /// The counts of cases, worst first: `2 fail, 1 undecided, 15 pass`; waived ones are named, and a verdict over a part says
  /// so: `3 pass · 3 of 22 cases; 19 not selected`.
  var counts: String { scoped(countParts(withPasses: true)) }

  /// What part of the evalset was judged: `3 of 22 cases; 19 not selected`; nil when all of it was.
  var selection: String? {
    let summary = verdict.summary
    guard summary.skipped > 0 else { return nil }
    let all = Amount.plural(summary.cases + summary.skipped, "case")
    return "\(Amount.count(summary.cases)) of \(all); \(Amount.count(summary.skipped)) not selected"
  }

  /// The title of a page or a tab: `✖ FAIL · support-agent · 2 fail, 1 undecided`, with the part that was judged.
  var title: String {
    let parts = countParts(withPasses: verdict.summary.fail + verdict.summary.inconclusive + verdict.summary.error == 0)
    let name = VisibleSymbols.show(verdict.evalset.name, .line)
    return "\(verdict.verdict.glyph) \(verdict.verdict.headline) · \(name) · \(scoped(parts))"
  }

  /// The trials: `720 of 726 trials valid, 6 errored, 31 failed`.
  var trials: String {
    let summary = verdict.summary
    return
      "\(Amount.count(summary.valid)) of \(Amount.plural(summary.asked, "trial")) valid, "
      + "\(Amount.count(summary.errored)) errored, \(Amount.count(summary.failures)) failed"
  }

  /// Why the run ended before every test was decided: `ended early: interrupted`; nil when it came to its end.
  var ending: String? { facts.footer?.stopped.map { "ended early: \($0)" } }

  /// The confidence as people read it: `95%`.
  var confidence: String { Percent.text(verdict.method.confidence) }

  private func scoped(_ parts: [String]) -> String {
    let counts = parts.joined(separator: ", ")
    return selection.map { "\(counts) · \($0)" } ?? counts
  }

  private func countParts(withPasses: Bool) -> [String] {
    let summary = verdict.summary
    guard summary.cases > 0 else { return ["no cases"] }
    var parts: [String] = []
    if summary.fail > 0 { parts.append("\(Amount.count(summary.fail)) fail") }
    if summary.error > 0 { parts.append("\(Amount.count(summary.error)) error") }
    if summary.inconclusive > 0 { parts.append("\(Amount.count(summary.inconclusive)) undecided") }
    if withPasses { parts.append("\(Amount.count(summary.pass)) pass") }
    if summary.waived > 0 { parts.append("\(Amount.count(summary.waived)) waived") }
    if summary.watching > 0 { parts.append("\(Amount.count(summary.watching)) watching") }
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

  /// The rule on a case's pattern, when the case's verdict comes from it and not from a test of the case alone.
  func decidingPattern(_ found: CaseVerdict) -> RuleVerdict? {
    let tests = found.tests.compactMap { rules[$0] }
    guard let pattern = tests.first(where: { $0.kind == TestKind.pattern.rawValue && $0.verdict == found.verdict }),
      !tests.contains(where: { $0.kind != TestKind.pattern.rawValue && $0.verdict == found.verdict })
    else { return nil }
    return pattern
  }

  /// The numbers that a case's verdict rests on: `4/7 = 57.1% failed (≥ 9.1%), limit 1%`; with the numbers of its pattern
  /// when that decided, because the case's own are then on the good side.
  func numbers(_ found: CaseVerdict) -> String {
    let observed = "\(ReportOutline.observed(found.failures, of: found.valid)) failed"
    if let pattern = decidingPattern(found) {
      let bound = Self.bound(pattern.verdict, pattern.lower, pattern.upper, limit: pattern.limit)
      let of = "\(pattern.observed)\(bound.map { " (\($0))" } ?? "")"
      return "\(observed), its pattern \(of), pattern limit \(pattern.limitText)"
    }
    return "\(observed)\(found.boundText(found.verdict).map { " (\($0))" } ?? ""), \(limit(found))"
  }

  /// The rules that did not pass and have no single case to stand at: those that block on patterns, and those on the whole
  /// run. In the order of the verdict.
  var sharedRules: [RuleVerdict] {
    verdict.rules.filter { rule in
      rule.verdict != .pass && (rule.members.isEmpty || rule.blocks && rule.kind == TestKind.pattern.rawValue)
    }
  }

  /// Why trials errored, one line for each kind, most frequent first: `9 trials errored, timed out: no answer within 60 s`.
  var errors: [String] {
    verdict.errors.map { error in
      let sample = error.sample.isEmpty ? "" : ": \(MarkdownReport.cut(error.sample, 300))"
      return "\(Amount.plural(error.count, "trial")) errored, \(error.kind.words)\(sample)"
    }
  }

  /// The limit with what it is: `limit 1%`, `cap 50%`.
  func limit(_ found: CaseVerdict) -> String { "\(found.limitKind.limitWord) \(Percent.text(found.limit))" }
}

extension ReportOutline {
  /// An observed rate with its count: `11/60 = 18.3%`; `0/0` has no rate.
  static func observed(_ failures: Int, of trials: Int) -> String {
    let counts = "\(Amount.count(failures))/\(Amount.count(trials))"
    return trials > 0 ? "\(counts) = \(Percent.text(Double(failures) / Double(trials)))" : counts
  }

  /// Both bounds, rounded outward but never onto the limit: `10.6% – 28.5%`.
  static func bounds(_ lower: Double?, _ upper: Double?, limit: Double) -> String? {
    guard lower != nil || upper != nil else { return nil }
    let (lower, upper) = (lower ?? 0, upper ?? 1)
    return "\(Percent.text(lower, .down, apartFrom: limit)) – \(Percent.text(upper, .up, apartFrom: limit))"
  }

  /// The bound that a verdict rests on: `≥ 10.6%` for a fail, else `≤ 12.4%`; never rounded onto the limit.
  static func bound(_ verdict: Verdict, _ lower: Double?, _ upper: Double?, limit: Double) -> String? {
    if verdict == .fail { return lower.map { "≥ \(Percent.text($0, .down, apartFrom: limit))" } }
    return upper.map { "≤ \(Percent.text($0, .up, apartFrom: limit))" }
  }

  /// A margin in percentage points, never rounded to the good side: `+0.6 pp` is on the good side of the limit.
  static func margin(_ margin: Double?) -> String? {
    guard let margin else { return nil }
    let points = Percent.text(margin, .down)
    return
      "\(margin > 0 ? "+" : "")\(points.hasPrefix("-") ? "−" + points.dropFirst().dropLast() : points.dropLast()) pp"
  }
}

extension CaseVerdict {
  /// Both bounds of its own rate.
  var boundsText: String? { ReportOutline.bounds(lower, upper, limit: limit) }

  /// The bound of its own rate that goes with a verdict on it.
  func boundText(_ verdict: Verdict) -> String? { ReportOutline.bound(verdict, lower, upper, limit: limit) }
}

extension RuleVerdict {
  /// Both bounds.
  var boundsText: String? { ReportOutline.bounds(lower, upper, limit: limit) }

  /// What was observed, with its count.
  var observed: String {
    kind == "model" ? Amount.plural(failures, "model") : ReportOutline.observed(failures, of: valid)
  }

  /// The limit as people read it.
  var limitText: String { kind == "model" ? "1 model" : Percent.text(limit) }

  /// Where the rule is written.
  var source: String { line.map { "\(file):\($0)" } ?? file }
}
