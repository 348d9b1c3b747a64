package import EvalSchema

/// The final block of a gate on a terminal or in a log: worst cases first, the verdict in the last line.
package struct GateText: Sendable {
  let outline: ReportOutline
  let commands: NextCommand
  let style: TerminalStyle
  let reports: [String]
  let mostCases: Int

  /// Prepares the block.
  ///
  /// - Parameters:
  ///   - reports: the paths of the reports that were written, and of no others; the first is named in the last line.
  ///   - mostCases: how many cases that did not pass are shown.
  package init(_ report: GateReport, style: TerminalStyle, reports: [String] = [], mostCases: Int = 20) {
    outline = ReportOutline(report)
    commands = NextCommand(outline: outline)
    self.style = style
    self.reports = reports
    self.mostCases = mostCases
  }

  /// The lines; the last two are the next command and the verdict with its exit code.
  ///
  /// - Parameter exitCode: the code that the program ends with, when it is not the verdict's own.
  package func lines(exitCode: Int? = nil) -> [String] {
    var lines: [String] = []
    let open = outline.cases.filter { $0.verdict != .pass }
    for found in open.prefix(mostCases) { lines.append(contentsOf: block(found)) }
    if open.count > mostCases {
      lines.append("  and \(Amount.plural(open.count - mostCases, "more case")) that did not pass")
    }
    lines.append(contentsOf: outline.sharedRules.map(style.line))
    lines.append(contentsOf: outline.errors.map { "  \(style.safe($0))" })
    if outline.verdict.summary.pass > 0 {
      lines.append(
        "  \(Amount.plural(outline.verdict.summary.pass, "case")) pass\(outline.verdict.summary.pass == 1 ? "es" : "")."
      )
    }
    lines.append("  \(outline.trials)\(spent).")
    if let ending = outline.ending { lines.append("  \(style.safe(MarkdownReport.cut(ending, 300)))") }
    for warning in outline.verdict.warnings {
      lines.append("  \(style.paint("warning[\(style.safe(warning.code))]", .yellow)): \(style.safe(warning.message))")
    }
    for path in reports.dropFirst() { lines.append("  \(style.safe(path))") }
    lines.append("")
    lines.append(contentsOf: style.wrap(style.safe(outline.verdict.sentence)))
    lines.append("next: \(style.safe(commands.overall))")
    lines.append(last(exitCode: exitCode))
    return lines.map { style.plainSigns($0) }
  }

  /// The last line: `FAIL  2 fail, 1 undecided, 15 pass · exit code 1 · report: …/report.html`; the counts say when only a
  /// part of the evalset was judged.
  package func last(exitCode: Int? = nil) -> String {
    let verdict = outline.verdict
    var line = "\(style.paint(verdict.verdict.headline, style.ink(verdict.verdict)))  \(outline.counts)"
    if let exitCode, exitCode != verdict.exitCode {
      line += " · exit code \(exitCode), the verdict's is \(verdict.exitCode)"
    } else {
      line += " · exit code \(verdict.exitCode)"
    }
    if let report = reports.first { line += " · report: \(style.safe(report))" }
    return style.plainSigns(line)
  }

  private var spent: String {
    var text = ""
    if let footer = outline.facts.footer { text += " · \(Amount.duration(footer.seconds))" }
    if outline.facts.currency != nil { text += " · \(Amount.money(outline.facts.costMicros, outline.facts.currency))" }
    return style.safe(text)
  }

  private func block(_ found: CaseVerdict) -> [String] {
    var head = "\(style.mark(found.verdict)) \(style.paint(style.safe(found.id), .bold))"
    head += "  \(outline.numbers(found))"
    if let waiver = found.waiver { head += ", waived by \(style.safe(waiver))" }
    if found.waiver == nil && !outline.blocks(found) { head += ", does not block" }
    var lines = [head]
    var incident = "    \(found.severity.rawValue) · \(style.safe(found.incident.id))"
    if let title = found.incident.title { incident += " \(style.safe(MarkdownReport.cut(title, 120)))" }
    lines.append(style.paint(incident, .faint))
    lines.append("    \(style.safe(found.sentence))")
    for group in found.failureGroups.prefix(2) {
      let place = group.line.map { "\(found.file):\($0)" } ?? found.file
      let grader = style.safe(MarkdownReport.cut(group.grader, 160))
      lines.append("    \(group.count)× \(grader)  \(style.paint(style.safe(outline.path(place)), .faint))")
    }
    if let trial = outline.examples(found.id).first(where: { $0.outcome == .failed }) {
      let text = EvidenceLine(trial).line(width: max(40, style.width - 20))
      lines.append("    trial \(trial.index) | \(style.safe(text))")
    }
    if let clean = found.cleanTrialsToPass, outline.decidingPattern(found) == nil {
      lines.append("    undecided: passes after \(Amount.plural(clean, "more trial")) without a failure")
    }
    return lines
  }
}
