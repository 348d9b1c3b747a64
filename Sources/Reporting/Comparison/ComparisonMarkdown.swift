package import EvalSchema

/// The report of a comparison as GitHub-flavoured Markdown within a number of bytes, for a comment or a job summary.
///
/// Foreign text stands only in code spans, fences and escaped; it cannot ping, link, load or forge.
package struct ComparisonMarkdown: Sendable {
  let outline: ComparisonOutline
  let maximumBytes: Int
  let key: String

  /// Prepares a report.
  ///
  /// - Parameters:
  ///   - maximumBytes: never exceeded, as long as it is at least 8,000.
  ///   - key: tells reports of one evalset apart that are written to the same place.
  package init(
    _ report: ComparisonReport, maximumBytes: Int = MarkdownReport.summaryBytes, key: String = "default"
  ) {
    outline = ComparisonOutline(report)
    self.maximumBytes = maximumBytes
    self.key = key
  }

  /// The report.
  package func text() -> String {
    let blocks = [heading, surfaces, caseTable] + examples + [pairs, outputs, method]
    let (text, shortened) = MarkdownBlock.fit(blocks, bytes: maximumBytes - 400)
    guard !shortened.isEmpty else { return text }
    let names = shortened.prefix(6).joined(separator: ", ")
    return text + "\n_Shortened here: \(names). The complete records are in the runs' folders._\n"
  }

  private func say(_ text: String, _ scalars: Int = 500) -> String {
    MarkdownEscape.inline(MarkdownReport.cut(text, scalars))
  }

  private func code(_ text: String, _ scalars: Int = 120) -> String {
    MarkdownEscape.code(MarkdownReport.cut(text, scalars))
  }

  private var heading: MarkdownBlock {
    let verdict = outline.verdict
    let marker =
      "<!-- relapse:compare:\(MarkdownEscape.marker(MarkdownReport.cut(verdict.evalset, 120))):"
      + "\(MarkdownEscape.marker(MarkdownReport.cut(key, 120))) -->"
    var text = marker + "\n## \(verdict.verdict.glyph) \(verdict.verdict.headline) — "
    text +=
      "\(say(verdict.baseline.target.name, 80)) → \(say(verdict.candidate.target.name, 80)): \(outline.counts)\n\n"
    text += "\(say(verdict.sentence, 900))\n\n\(outline.pairs) · exit code \(verdict.exitCode) · "
    text += "\(code(verdict.reason.rawValue))\n\nNext: \(code(outline.next, 400))\n"
    if let drift = verdict.drift { text += "\n\(say(drift.sentence, 600))\n" }
    for warning in verdict.warnings.prefix(20) { text += "\n- \(code(warning.code)): \(say(warning.message, 400))" }
    return MarkdownBlock(name: "heading", priority: 0, forms: [text + (verdict.warnings.isEmpty ? "" : "\n")])
  }

  private var surfaces: MarkdownBlock {
    let differing = outline.verdict.surfaces.filter(\.differs)
    guard !differing.isEmpty else {
      return MarkdownBlock(name: "surfaces", priority: 2, forms: ["No recorded surface differs.\n"])
    }
    var text = "| surface | baseline | candidate |\n|---|---|---|\n"
    for change in differing.prefix(60) {
      let before = change.baseline.map { code($0) } ?? "not recorded"
      let now = change.candidate.map { code($0) } ?? "not recorded"
      text += "| \(say(change.name, 80)) | \(before) | \(now) |\n"
    }
    let line = "\(Amount.plural(differing.count, "recorded surface")) differ.\n"
    return MarkdownBlock(name: "surfaces", priority: 2, forms: [line, text])
  }

  private var caseTable: MarkdownBlock {
    func form(_ shown: Int) -> String {
      var text = "| | case | baseline | candidate | change | p after Holm | |\n|---|---|---|---|---|---|---|\n"
      for found in outline.cases.prefix(shown) {
        let change =
          found.difference.map { "\(ComparisonOutline.signed($0.estimate)) \(ComparisonOutline.interval($0))" } ?? "–"
        let cells = [
          "\(found.change.glyph) \(found.change.rawValue)", "\(found.severity.rawValue) \(code(found.id))",
          ComparisonOutline.observed(found.baseline), ComparisonOutline.observed(found.candidate), change,
          ComparisonOutline.p(found.pAdjusted), found.isShownWorse ? "shown over all" : say(found.phrase, 80),
        ]
        text += "| \(cells.joined(separator: " | ")) |\n"
      }
      if outline.cases.count > shown { text += "\n…and \(Amount.plural(outline.cases.count - shown, "more case"))\n" }
      return text
    }
    guard !outline.cases.isEmpty else { return MarkdownBlock(name: "cases", priority: 1, forms: [""]) }
    let counts = [10, 50, 200, 1_000].filter { $0 < outline.cases.count } + [outline.cases.count]
    return MarkdownBlock(
      name: "cases", priority: 1, forms: ["\(outline.counts), in the full report.\n"] + counts.map(form))
  }

  /// For each case that became worse, one pair with what both said.
  private var examples: [MarkdownBlock] {
    outline.cases.filter { $0.change == .worse }.prefix(50).map { found in
      let head = "**\(found.change.glyph) \(code(found.id))** (\(code(found.incident))): \(say(found.sentence, 400))\n"
      let pair = outline.report.pairs[found.id]?.first { $0.candidate.outcome == .failed }
      guard let pair else { return MarkdownBlock(name: code(found.id, 80), priority: 3, forms: ["", head]) }
      var full = head + "\n<details><summary>trial \(pair.candidate.index) in both arms</summary>\n\n"
      for (name, trial) in [("baseline", pair.baseline), ("candidate", pair.candidate)] {
        full += "\(name), \(trial.outcome.rawValue):\n\n"
        full += MarkdownEscape.fence(EvidenceLine(trial).passage(bytes: 1_500)) + "\n"
      }
      return MarkdownBlock(name: code(found.id, 80), priority: 3, forms: ["", head, full + "</details>\n"])
    }
  }

  private var pairs: MarkdownBlock {
    let table = outline.verdict.table
    let text =
      "| pairs of complete rounds | candidate passed | candidate failed |\n|---|---|---|\n"
      + "| baseline passed | \(table.bothPassed) | \(table.onlyCandidateFailed) |\n"
      + "| baseline failed | \(table.onlyBaselineFailed) | \(table.bothFailed) |\n"
      + "\n\(say(outline.verdict.method.multiplicity))\n"
    return MarkdownBlock(name: "pairs", priority: 1, forms: ["", text])
  }

  private var outputs: MarkdownBlock {
    let metrics = outline.verdict.metrics + (outline.report.latency.map { [$0] } ?? [])
    guard !metrics.isEmpty else { return MarkdownBlock(name: "outputs", priority: 4, forms: [""]) }
    var text = "<details><summary>Outputs: "
    text +=
      "\(outline.verdict.metrics.count { $0.isDifferent }) of \(outline.verdict.metrics.count) metrics differ</summary>\n\n"
    for metric in metrics {
      text += "- \(say(metric.sentence, 400)) p after Holm \(ComparisonOutline.p(metric.pAdjusted))\n"
    }
    return MarkdownBlock(name: "outputs", priority: 4, forms: ["", text + "\n</details>\n"])
  }

  private var method: MarkdownBlock {
    let short = "Decide again, without a model call: \(code(outline.redecide, 400))\n"
    return MarkdownBlock(
      name: "method", priority: 5, forms: [short, say(outline.verdict.method.statement, 1_500) + "\n\n" + short])
  }
}
