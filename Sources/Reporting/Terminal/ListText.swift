package import EvalSchema

/// Lists of cases, patterns and targets on the terminal.
package struct ListText: Sendable {
  let style: TerminalStyle

  /// Prepares the writer.
  package init(style: TerminalStyle) { self.style = style }

  /// The cases of an evalset by id: severity, pattern, suite, incident, title.
  package func cases(_ evalset: Evalset) -> [String] {
    let rows = evalset.cases.map { file in
      let evalCase = file.evalCase
      return [
        evalCase.id, evalCase.effectiveSeverity.rawValue, evalCase.pattern, evalCase.suite.rawValue,
        evalCase.incident.id,
        evalCase.title,
      ]
    }
    let lines = table(["case", "severity", "pattern", "suite", "incident", "title"], rows)
    return lines + ["", "\(Amount.plural(evalset.cases.count, "case")) in \(style.safe(evalset.manifest.name))"]
  }

  /// Failure patterns: id, severity, floor, what is observed.
  package func patterns(_ patterns: [FailurePattern]) -> [String] {
    table(
      ["pattern", "severity", "definition"],
      patterns.map { [$0.id, $0.severity.rawValue + ($0.isFloor ? " at least" : ""), $0.definition] })
  }

  /// Targets: name, adapter, model, description.
  package func targets(_ targets: [Target]) -> [String] {
    table(
      ["target", "adapter", "model", "description"],
      targets.map { [$0.name, $0.adapter.rawValue, $0.model ?? "–", $0.description ?? ""] })
  }

  /// Rows in columns; the last column is cut at the width of the terminal.
  func table(_ heads: [String], _ rows: [[String]]) -> [String] {
    let shown = rows.map { $0.map { style.safe($0) } }
    let widths = heads.indices.map { column in
      shown.reduce(heads[column].unicodeScalars.count) { max($0, min(60, $1[column].unicodeScalars.count)) }
    }
    func line(_ cells: [String]) -> String {
      var line = ""
      for (column, cell) in cells.enumerated() {
        if column == cells.count - 1 {
          let room = max(24, style.width - line.unicodeScalars.count)
          line += MarkdownReport.cut(cell, room - 1)
        } else {
          line += TerminalStyle.pad(MarkdownReport.cut(cell, 60), widths[column]) + "  "
        }
      }
      return style.plainSigns(line)
    }
    return [style.paint(line(heads), .faint)] + shown.map(line)
  }
}
