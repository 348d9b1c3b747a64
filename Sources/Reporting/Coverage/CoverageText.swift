package import EvalSchema

/// The coverage of an evalset on the terminal.
package struct CoverageText: Sendable {
  let style: TerminalStyle

  /// Prepares the writer.
  package init(style: TerminalStyle) { self.style = style }

  /// The lines: what is uncovered first, counts last.
  package func lines(_ coverage: Coverage) -> [String] {
    var lines = [heading("incidents without a case")]
    let open = coverage.incidents.filter { $0.state == .uncovered || $0.state == .retired }
    lines += list(open.map { "  \(CoverageWords.severity($0)) \($0.id)  \($0.postmortem)\(CoverageWords.state($0))" })
    let excused = coverage.incidents.filter { $0.state == .excused }
    if !excused.isEmpty {
      lines.append(heading("incidents with a reason for no case"))
      lines += excused.map { style.safe("  \(CoverageWords.severity($0)) \($0.id)  \($0.noCase ?? "")") }
    }
    lines.append(heading("patterns with one case only"))
    lines += list(coverage.singles.map { "  \($0.id)  \($0.cases.joined(separator: ", "))" })
    lines.append(heading("required scenarios"))
    lines += coverage.scenarios.map { style.safe("  \(CoverageWords.group($0))") }
    lines.append(heading("suites"))
    lines += coverage.suites.map { style.safe("  \(CoverageWords.count($0))") }
    lines.append(heading("open action items"))
    lines += list(coverage.actions.map { "  \($0.postmortem):\($0.line)  \(CoverageWords.action($0))" })
    lines.append(heading("evidence to keep next time"))
    lines += list(CoverageWords.evidence(coverage).map { "  \($0)" })
    lines.append("")
    lines += coverage.shares.map { style.safe(CoverageWords.share($0)) }
    return lines
  }

  private func heading(_ text: String) -> String { "\n" + TerminalLine.heading(text, style: style) }

  private func list(_ rows: [String]) -> [String] { rows.isEmpty ? ["  none"] : rows.map { style.safe($0) } }
}

/// The words of a coverage report, the same in every format.
enum CoverageWords {
  static func severity(_ incident: Coverage.Incident) -> String { incident.severity?.rawValue ?? "S?" }

  static func state(_ incident: Coverage.Incident) -> String {
    incident.state == .retired ? "  (its cases are retired)" : ""
  }

  static func count(_ group: Coverage.Group) -> String { "\(group.id): \(Amount.plural(group.cases.count, "case"))" }

  static func group(_ group: Coverage.Group) -> String {
    "\(count(group)), \(group.title)" + (group.cases.isEmpty ? " - EMPTY" : "")
  }

  static func action(_ action: Coverage.Action) -> String {
    let owner = action.owner.map { "owner \($0)" } ?? "no owner"
    let due = action.due.map { "due \($0)" } ?? "no day"
    return "\(action.text) (\(owner), \(due))"
  }

  /// One line for each item of evidence, with the number of cases that lack it.
  static func evidence(_ coverage: Coverage) -> [String] {
    var counts: [String: Int] = [:]
    for gap in coverage.evidence { for item in Set(gap.items) { counts[item, default: 0] += 1 } }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      "\($0.key): not recorded for \(Amount.plural($0.value, "case"))"
    }
  }

  static func share(_ share: Coverage.Share) -> String {
    let rate = share.rate.map { " (\(percent($0)))" } ?? ""
    let excused = share.excused == 0 ? "" : ", \(share.excused) more with a reason for no case"
    return
      "\(share.severity.rawValue): \(share.covered) of \(Amount.plural(share.incidents, "closed incident")) covered"
      + rate + excused
  }

  /// A share rounded down, so that 100% is all.
  static func percent(_ rate: Double) -> String { "\(Int((rate * 100 + 1e-9).rounded(.down)))%" }
}
