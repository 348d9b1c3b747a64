import EvalSchema

/// What every writer of a comparison says in the same words: the order of the cases, counts, title and commands.
struct ComparisonOutline {
  let report: ComparisonReport
  /// The cases: shown worse first, then by class, gravest first, then by the size of the difference, then by id.
  let cases: [CaseComparison]

  /// Reads a report once. Complexity: O(n log n) in the number of cases.
  init(_ report: ComparisonReport) {
    self.report = report
    cases = report.verdict.cases.sorted { left, right in
      if left.isShownWorse != right.isShownWorse { return left.isShownWorse }
      if left.change.rank != right.change.rank { return left.change.rank < right.change.rank }
      if left.severity != right.severity { return left.severity > right.severity }
      let (first, second) = (left.difference?.estimate ?? 0, right.difference?.estimate ?? 0)
      return first != second ? first > second : left.id < right.id
    }
  }

  var verdict: ComparisonVerdict { report.verdict }

  /// The counts of cases by class, worst first: `2 worse, 9 unclear, 1 new`.
  var counts: String {
    let parts = classes.filter { $0.1 > 0 }.map { "\(Amount.count($0.1)) \($0.0.rawValue)" }
    return parts.isEmpty ? "no cases" : parts.joined(separator: ", ")
  }

  /// Every class with its count, worst first.
  var classes: [(ChangeClass, Int)] {
    let summary = verdict.summary
    return [
      (.worse, summary.worse), (.changed, summary.changed), (.gone, summary.gone), (.unclear, summary.unclear),
      (.new, summary.new), (.better, summary.better), (.same, summary.same),
    ]
  }

  /// The title of a page: `✖ FAIL · baseline → candidate · 2 worse`.
  var title: String {
    let arms =
      "\(VisibleSymbols.show(verdict.baseline.target.name, .line)) → "
      + VisibleSymbols.show(verdict.candidate.target.name, .line)
    return "\(verdict.verdict.glyph) \(verdict.verdict.headline) · \(arms) · \(counts)"
  }

  /// The pairs in one line.
  var pairs: String {
    let summary = verdict.summary
    return "\(Amount.plural(summary.pairs, "pair")) of \(Amount.plural(summary.compared, "case")), "
      + "\(Amount.plural(summary.rounds, "complete round")), margin \(Self.points(verdict.margin))"
  }

  /// The trials of an arm: `96 asked = 95 valid + 1 errored, 9 failed, 3 without a partner`.
  static func trials(_ counts: ArmCounts) -> String {
    "\(Amount.count(counts.asked)) asked = \(Amount.count(counts.valid)) valid + \(Amount.count(counts.errored)) errored, "
      + "\(Amount.count(counts.failures)) failed, \(Amount.count(counts.unpaired)) without a partner"
  }

  /// The command that decides again.
  var redecide: String { ShellWord.line(report.redecide) }

  /// The command that shows a trial of an arm.
  func show(_ id: String, _ index: Int, in role: ArmRole) -> String {
    let folder = role == .baseline ? report.baselineDirectory : report.candidateDirectory
    return ShellWord.line(["relapse", "show", folder, "\(id)/\(index)"])
  }

  /// The command that decides again with the arms exchanged.
  private var righted: String {
    var words = report.redecide
    let arms = words.indices.dropFirst(2).prefix(2)
    guard arms.count == 2, let first = arms.first, let second = arms.last,
      words[first] == report.baselineDirectory, words[second] == report.candidateDirectory
    else { return redecide }
    words.swapAt(first, second)
    // Where nothing else was said the reports stand beside the candidate's record.
    if words.last == report.candidateDirectory { words[words.count - 1] = report.baselineDirectory }
    return ShellWord.line(words)
  }

  /// The next thing to do.
  var next: String {
    if verdict.reason == .armsSwapped { return righted }
    for found in cases {
      if let pair = found.discordant.first(where: \.candidateFailed) {
        return show(found.id, pair.index, in: .candidate)
      }
    }
    return redecide
  }
}

extension ComparisonOutline {
  /// A difference in percentage points: `+15 pp`, `−16.7 pp`; `0 pp` has no sign.
  static func signed(_ difference: Double, _ rounding: Percent.Rounding = .nearest) -> String {
    let text = Percent.text(difference, rounding).dropLast()
    if text.hasPrefix("-") { return "−\(text.dropFirst()) pp" }
    return text == "0" ? "0 pp" : "+\(text) pp"
  }

  /// A margin: `5 pp`.
  static func points(_ margin: Double) -> String { "\(Percent.text(margin).dropLast()) pp" }

  /// An interval, rounded outward: `[−1.2, +8.4] pp`.
  static func interval(_ difference: DifferenceEstimate) -> String {
    let (lower, upper) = (signed(difference.lower, .down), signed(difference.upper, .up))
    return "[\(lower.dropLast(3)), \(upper.dropLast(3))] pp"
  }

  /// What was observed of an arm: `3/60 = 5%`; a dash when it did not run.
  static func observed(_ counts: ArmCounts?) -> String {
    counts.map { ReportOutline.observed($0.failures, of: $0.valid) } ?? "–"
  }

  /// A p-value: `0.012`, `< 0.001`.
  static func p(_ value: Double?) -> String {
    guard let value else { return "–" }
    if value < 0.001 { return "< 0.001" }
    let units = Int((value * 1_000).rounded(.up))
    let digits = String(units % 1_000)
    let zeros = String(repeating: "0", count: 3 - digits.utf8.count)
    return units >= 1_000 ? "1.000" : "0.\(zeros)\(digits)"
  }

  /// One arm of a metric in words.
  static func side(_ side: MetricSide, unit: String) -> String {
    if let events = side.events { return ReportOutline.observed(events, of: side.count) }
    if let median = side.median {
      let words =
        unit == "seconds" || unit.isEmpty
        ? "" : " \(unit.split(separator: " ").dropFirst(unit.contains(" per ") ? 1 : 0).joined(separator: " "))"
      return "median \(number(median, unit)), 90% \(number(side.p90 ?? median, unit))\(words)"
    }
    return side.shares.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \(Amount.count($0.value))" }
      .joined(separator: ", ")
  }

  private static func number(_ value: Double, _ unit: String) -> String {
    if unit == "seconds" { return Amount.duration(value) }
    if unit.hasSuffix("per 1,000 trials"), let currency = unit.split(separator: " ").first, value < 1e9 {
      return Amount.money(Int((value * 1_000_000).rounded()), String(currency))
    }
    return value < 1e15 ? Amount.count(Int(value.rounded())) : "\(value)"
  }
}

extension ChangeClass {
  /// The order of classes, what needs eyes first.
  var rank: Int {
    switch self {
    case .worse: 0
    case .changed: 1
    case .gone: 2
    case .unclear: 3
    case .new: 4
    case .better: 5
    case .same: 6
    }
  }

  /// The shape that goes with the word.
  var glyph: String {
    switch self {
    case .worse: "▲"
    case .better: "▼"
    case .same: "="
    case .unclear: "◐"
    case .new: "+"
    case .gone: "−"
    case .changed: "≠"
    }
  }

  /// The letter where only ASCII can be shown.
  var letter: String {
    switch self {
    case .worse: "^"
    case .better: "v"
    case .same: "="
    case .unclear: "?"
    case .new: "+"
    case .gone: "-"
    case .changed: "!"
    }
  }

  /// The colour that a verdict of the same weight has.
  var tone: Verdict {
    switch self {
    case .worse: .fail
    case .better, .same: .pass
    case .unclear: .inconclusive
    case .new, .gone, .changed: .error
    }
  }
}
