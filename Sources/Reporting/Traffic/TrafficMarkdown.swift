package import EvalSchema

/// The report of a comparison of observed traffic as Markdown within a number of bytes.
///
/// Foreign text stands only in code spans and escaped.
package struct TrafficMarkdown: Sendable {
  private let verdict: TrafficVerdict
  private let maximumBytes: Int

  /// Prepares a report of at most so many bytes, which are at least 8,000.
  package init(_ verdict: TrafficVerdict, maximumBytes: Int = MarkdownReport.summaryBytes) {
    (self.verdict, self.maximumBytes) = (verdict, maximumBytes)
  }

  /// The report.
  package func text() -> String {
    MarkdownBlock.fit([heading, checks, outputs, leftOut, method], bytes: maximumBytes).text
  }

  private func say(_ text: String, _ scalars: Int = 500) -> String {
    MarkdownEscape.inline(MarkdownReport.cut(text, scalars))
  }

  private func code(_ text: String) -> String { MarkdownEscape.code(MarkdownReport.cut(text, 120)) }

  private var heading: MarkdownBlock {
    var text = "## \(verdict.verdict.glyph) \(verdict.verdict.headline) — observed traffic, unpaired\n\n"
    text += "\(say(verdict.sentence, 900))\n\nExit code \(verdict.exitCode) · \(code(verdict.reason.rawValue)) · "
    text += "\(code(verdict.evalset))\n\n"
    for (name, side) in [("baseline", verdict.baseline), ("candidate", verdict.candidate)] {
      text += "- \(name): \(say(side.words))\n"
    }
    for warning in verdict.warnings.prefix(20) {
      text += "- \(code(warning.code)): \(say(warning.message, 400))\n"
    }
    return MarkdownBlock(name: "heading", priority: 0, forms: [text])
  }

  private var checks: MarkdownBlock {
    func form(_ shown: Int) -> String {
      var text = "| | check | baseline | candidate | change | p after Holm | |\n|---|---|---|---|---|---|---|\n"
      for check in verdict.checks.prefix(shown) {
        let change =
          check.difference.map { "\(ComparisonOutline.signed($0.estimate)) \(ComparisonOutline.interval($0))" } ?? "–"
        let cells = [
          "\(check.change.glyph) \(check.change.rawValue)", "\(check.severity.rawValue) \(code(check.id))",
          ReportOutline.observed(check.baseline.failures, of: check.baseline.valid),
          ReportOutline.observed(check.candidate.failures, of: check.candidate.valid), change,
          ComparisonOutline.p(check.pAdjusted), check.isShownWorse ? "shown over all" : "",
        ]
        text += "| \(cells.joined(separator: " | ")) |\n"
      }
      let rest = verdict.checks.count - shown
      return text + (rest > 0 ? "\n…and \(Amount.count(rest)) more checks\n" : "")
    }
    let counts = [10, 100].filter { $0 < verdict.checks.count } + [verdict.checks.count]
    return MarkdownBlock(name: "checks", priority: 1, forms: counts.map(form))
  }

  private var outputs: MarkdownBlock {
    let lines = verdict.metrics.map { "- \(say($0.sentence, 400)) p after Holm \(ComparisonOutline.p($0.pAdjusted))\n" }
    return MarkdownBlock(
      name: "outputs", priority: 3,
      forms: ["", lines.isEmpty ? "" : "Outputs, which decide nothing:\n\n" + lines.joined()])
  }

  private var leftOut: MarkdownBlock {
    guard !verdict.leftOut.isEmpty else { return MarkdownBlock(name: "left out", priority: 2, forms: [""]) }
    let count = "\(Amount.plural(verdict.leftOut.count, "grader")) left out, for they do not hold for any traffic"
    let lines = verdict.leftOut.prefix(200).map {
      "- \(code($0.evalCase)) \(code($0.path)) \(code($0.grader)): \(say($0.reason))\n"
    }
    return MarkdownBlock(
      name: "left out", priority: 2,
      forms: [count + ".\n", "<details><summary>\(count)</summary>\n\n" + lines.joined() + "\n</details>\n"])
  }

  private var method: MarkdownBlock {
    MarkdownBlock(name: "method", priority: 4, forms: ["", say(verdict.statement, 1_500) + "\n"])
  }
}
