package import EvalSchema

/// The final block of a comparison on a terminal or in a log: worst cases first, the verdict in the last line.
package struct ComparisonText: Sendable {
  let outline: ComparisonOutline
  let style: TerminalStyle
  let reports: [String]
  let mostCases: Int

  /// Prepares the block.
  ///
  /// - Parameters:
  ///   - reports: the paths of the reports that were written; the first is named in the last line.
  ///   - mostCases: how many cases are shown.
  package init(_ report: ComparisonReport, style: TerminalStyle, reports: [String] = [], mostCases: Int = 20) {
    outline = ComparisonOutline(report)
    self.style = style
    self.reports = reports
    self.mostCases = mostCases
  }

  /// The lines; the last two are the next command and the verdict with its exit code.
  package func lines() -> [String] {
    let verdict = outline.verdict
    var lines = [
      style.paint(
        "\(style.safe(verdict.baseline.target.name)) → \(style.safe(verdict.candidate.target.name))", .bold)
        + ", \(style.safe(verdict.evalset)): \(outline.pairs)"
    ]
    lines += surfaces
    let eyes = outline.cases.filter { $0.change != .same && $0.change != .unclear || $0.table?.discordant ?? 0 > 0 }
    for found in eyes.prefix(mostCases) { lines += block(found) }
    let more = eyes.count - mostCases
    if more > 0 { lines.append("  and \(Amount.plural(more, "more case")) that differ\(more == 1 ? "s" : "")") }
    let quiet = outline.cases.count - eyes.count
    if quiet > 0 { lines.append("  \(Amount.plural(quiet, "case")) without a difference in any pair") }
    let table = verdict.table
    lines.append(
      "  pairs: both passed \(Amount.count(table.bothPassed)), only baseline failed \(Amount.count(table.onlyBaselineFailed)), "
        + "only candidate failed \(Amount.count(table.onlyCandidateFailed)), both failed \(Amount.count(table.bothFailed))"
    )
    for metric in verdict.metrics where metric.isDifferent { lines.append("  outputs: \(style.safe(metric.sentence))") }
    for warning in verdict.warnings where warning.code != "output-shift" {
      lines.append("  \(style.paint("warning[\(style.safe(warning.code))]", .yellow)): \(style.safe(warning.message))")
    }
    if let drift = verdict.drift, !drift.isDrifted { lines.append("  \(style.safe(drift.sentence))") }
    lines += style.wrap(verdict.method.multiplicity, indent: "  ")
    lines.append("")
    lines += style.wrap(style.safe(verdict.sentence))
    lines.append("next: \(style.safe(outline.next))")
    lines.append(last)
    return lines.map { style.plainSigns($0) }
  }

  private var last: String {
    let verdict = outline.verdict
    var line = "\(style.paint(verdict.verdict.headline, style.ink(verdict.verdict)))  \(outline.counts)"
    line += " · \(verdict.reason.rawValue) · exit code \(verdict.exitCode)"
    if let report = reports.first { line += " · report: \(style.safe(report))" }
    return line
  }

  private var surfaces: [String] {
    let differing = outline.verdict.surfaces.filter(\.differs)
    guard !differing.isEmpty else { return ["  no recorded surface differs"] }
    return differing.map { change in
      let before = change.baseline.map { style.safe(MarkdownReport.cut($0, 60)) } ?? "not recorded"
      let now = change.candidate.map { style.safe(MarkdownReport.cut($0, 60)) } ?? "not recorded"
      return style.paint("  differs: \(style.safe(change.name)): \(before) → \(now)", .faint)
    }
  }

  private func block(_ found: CaseComparison) -> [String] {
    let glyph = style.paint(style.ascii ? found.change.letter : found.change.glyph, style.ink(found.change.tone))
    var head = "\(glyph) \(style.paint(style.safe(found.id), .bold))  \(found.change.rawValue)"
    if found.isShownWorse { head += ", shown over all comparisons" }
    var lines = [head]
    lines.append(style.paint("    \(found.severity.rawValue) · \(style.safe(found.incident))", .faint))
    guard found.change.isComparable else { return lines + ["    \(style.safe(found.sentence))"] }
    var numbers =
      "    \(ComparisonOutline.observed(found.baseline)) → \(ComparisonOutline.observed(found.candidate)) failed"
    if let difference = found.difference {
      numbers += "; \(ComparisonOutline.signed(difference.estimate)) \(ComparisonOutline.interval(difference))"
    }
    numbers += "; p after Holm \(ComparisonOutline.p(found.pAdjusted))"
    lines.append(numbers)
    if let table = found.table, table.discordant > 0 {
      let indices = found.discordant.prefix(6).map { "\($0.index)" }.joined(separator: ", ")
      lines.append(
        "    only candidate failed \(table.onlyCandidateFailed), only baseline failed \(table.onlyBaselineFailed): trials "
          + indices + (table.discordant > 6 ? ", …" : ""))
    }
    return lines
  }
}
