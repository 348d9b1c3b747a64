package import EvalSchema

/// The final block of a comparison of observed traffic on a terminal or in a log; the last line is the verdict.
package struct TrafficText: Sendable {
  private let verdict: TrafficVerdict
  private let style: TerminalStyle
  private let report: String

  /// Prepares the block.
  package init(_ verdict: TrafficVerdict, style: TerminalStyle, report: String) {
    (self.verdict, self.style, self.report) = (verdict, style, report)
  }

  /// The lines.
  package func lines() -> [String] {
    var lines = [style.paint("observed traffic, unpaired", .bold) + ", \(style.safe(verdict.evalset))"]
    for (name, side) in [("baseline", verdict.baseline), ("candidate", verdict.candidate)] {
      lines.append("  \(name): \(style.safe(side.words))")
    }
    for check in verdict.checks where check.change != .same || check.candidate.failures > 0 {
      let glyph = style.paint(style.ascii ? check.change.letter : check.change.glyph, style.ink(check.change.tone))
      lines.append("\(glyph) \(style.paint(style.safe(check.id), .bold))  \(style.safe(check.sentence))")
      for example in check.examples where check.isShownWorse {
        lines.append("    line \(example.line), \(style.safe(example.id)): \(style.safe(example.reason))")
      }
    }
    let quiet = verdict.checks.count { $0.change == .same && $0.candidate.failures == 0 }
    if quiet > 0 { lines.append("  \(Amount.plural(quiet, "check")) without a failure now and no change") }
    for metric in verdict.metrics where metric.isDifferent { lines.append("  outputs: \(style.safe(metric.sentence))") }
    for warning in verdict.warnings where warning.code != "output-shift" {
      let place = warning.place.map { " (\($0.file)\($0.line.map { ":\($0)" } ?? ""))" } ?? ""
      lines.append(
        "  \(style.paint("warning[\(style.safe(warning.code))]", .yellow)): \(style.safe(warning.message + place))")
    }
    lines.append("")
    lines += style.wrap(style.safe(verdict.sentence))
    lines.append(
      "\(style.paint(verdict.verdict.headline, style.ink(verdict.verdict)))  \(verdict.reason.rawValue) · exit code "
        + "\(verdict.exitCode) · report: \(style.safe(report))")
    return lines.map { style.plainSigns($0) }
  }
}

extension TrafficSide {
  /// What was read, in one line: `a.jsonl: 400 answers, 3 errored; 2026-05-14T00:00:00Z to …`.
  var words: String {
    var words = "\(file): \(Amount.plural(answered, "answer")), \(Amount.count(errored)) errored, of "
    words += Amount.plural(reading.lines, "line")
    if let from, let until { words += "; \(from) to \(until)" }
    if !models.isEmpty { words += "; " + models.keys.sorted().prefix(3).joined(separator: ", ") }
    return words
  }
}
