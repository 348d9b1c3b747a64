package import EvalSchema

/// The coverage of an evalset as Markdown, for a pull request or a wiki.
package enum CoverageMarkdown {
  /// The document.
  package static func text(_ coverage: Coverage) -> String {
    var lines = ["# Coverage of \(escape(coverage.evalset))", ""]
    lines += [
      "| severity | closed incidents | covered | share | with a reason for no case |",
      "| --- | --- | --- | --- | --- |",
    ]
    lines += coverage.shares.map { share in
      let rate = share.rate.map { CoverageWords.percent($0) } ?? "-"
      return "| \(share.severity.rawValue) | \(share.incidents) | \(share.covered) | \(rate) | \(share.excused) |"
    }
    let open = coverage.incidents.filter { $0.state == .uncovered || $0.state == .retired }
    lines += section(
      "Incidents without a case",
      open.map { "\(CoverageWords.severity($0)) \(escape($0.id)), \(code($0.postmortem))\(CoverageWords.state($0))" })
    let excused = coverage.incidents.filter { $0.state == .excused }
    lines += section(
      "Incidents with a reason for no case",
      excused.map { "\(CoverageWords.severity($0)) \(escape($0.id)): \(escape($0.noCase ?? ""))" })
    lines += section(
      "Patterns with one case only",
      coverage.singles.map { "\(code($0.id)): \($0.cases.map { code($0) }.joined(separator: ", "))" })
    lines += section("Required scenarios", coverage.scenarios.map { escape(CoverageWords.group($0)) })
    lines += section("Suites", coverage.suites.map { escape(CoverageWords.count($0)) })
    lines += section(
      "Open action items",
      coverage.actions.map { "\(code("\($0.postmortem):\($0.line)")) \(escape(CoverageWords.action($0)))" })
    lines += section("Evidence to keep next time", CoverageWords.evidence(coverage).map { escape($0) })
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ title: String, _ rows: [String]) -> [String] {
    ["", "## \(title)", ""] + (rows.isEmpty ? ["None."] : rows.map { "- \($0)" })
  }

  private static func escape(_ text: String) -> String { MarkdownEscape.inline(text) }
  private static func code(_ text: String) -> String { MarkdownEscape.code(text, isCell: false) }
}
