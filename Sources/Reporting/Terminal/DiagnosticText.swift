package import EvalSchema

/// Findings about files as compilers print them: place, code, message, source line with a caret, remedy.
package struct DiagnosticText: Sendable {
  let style: TerminalStyle
  let mostPerFile: Int

  /// Prepares the writer.
  package init(style: TerminalStyle, mostPerFile: Int = 20) {
    self.style = style
    self.mostPerFile = mostPerFile
  }

  /// The lines of findings: by file and place, at most `mostPerFile` of a file, then how many more.
  ///
  /// Within a file errors are never the ones left out while warnings are shown.
  package func lines(_ diagnostics: [Diagnostic]) -> [String] {
    var order: [String] = []
    var files: [String: [Diagnostic]] = [:]
    for diagnostic in diagnostics {
      let file = diagnostic.place?.file ?? ""
      if files[file] == nil { order.append(file) }
      files[file, default: []].append(diagnostic)
    }
    var lines: [String] = []
    for file in order.sorted() {
      let all = files[file] ?? []
      let kept = Array(
        all.enumerated().sorted { left, right in
          left.element.severity != right.element.severity
            ? left.element.severity > right.element.severity : left.offset < right.offset
        }.prefix(mostPerFile))
      let shown = kept.sorted { left, right in
        let (first, second) = (Self.place(left.element), Self.place(right.element))
        return first == second ? left.offset < right.offset : first < second
      }
      for (_, diagnostic) in shown { lines.append(contentsOf: self.lines(diagnostic)) }
      if all.count > shown.count { lines.append("\(style.safe(file)): and \(all.count - shown.count) more") }
    }
    return lines.map { style.plainSigns($0) }
  }

  /// The counts: `2 errors, 1 warning`; empty without findings.
  package static func counts(_ diagnostics: [Diagnostic]) -> String {
    [(Diagnostic.Severity.error, "error"), (.warning, "warning"), (.note, "note")].compactMap { severity, noun in
      let count = diagnostics.count { $0.severity == severity }
      return count > 0 ? Amount.plural(count, noun) : nil
    }.joined(separator: ", ")
  }

  private static func place(_ diagnostic: Diagnostic) -> Place { diagnostic.place ?? Place(file: "") }

  /// The lines of one finding.
  package func lines(_ diagnostic: Diagnostic) -> [String] {
    let ink: TerminalStyle.Ink =
      switch diagnostic.severity {
      case .error: .boldRed
      case .warning: .boldYellow
      case .note: .boldBlue
      }
    let code = style.paint("\(diagnostic.severity.rawValue)[\(style.safe(diagnostic.code))]", ink)
    let place = diagnostic.place.map { style.paint(style.safe($0.description), .bold) + ": " } ?? ""
    var lines = ["\(place)\(code): \(style.safe(diagnostic.message))"]
    lines.append(contentsOf: source(diagnostic))
    if let hint = diagnostic.hint { lines.append("  \(style.paint("hint:", .cyan)) \(style.safe(hint))") }
    return lines
  }

  /// The source line with a caret under the column; a long line is shown around it.
  private func source(_ diagnostic: Diagnostic) -> [String] {
    guard let text = diagnostic.sourceLine, let line = diagnostic.place?.line else { return [] }
    let number = TerminalStyle.pad(String(line), 4, right: true)
    let scalars = Array(text.unicodeScalars.prefix(100_000))
    let column = min(max(1, diagnostic.place?.column ?? 1), scalars.count + 1)
    let room = style.width - 10
    let start = column > room - 10 ? column - room / 2 : 0
    let window = scalars[min(start, scalars.count)..<min(start + room, scalars.count)]
    var shown = start > 0 ? "…" : ""
    var indent = start > 0 ? 1 : 0
    for (offset, scalar) in window.enumerated() {
      let sign = scalar == "\t" ? "  " : VisibleSymbols.show(String(scalar), .line)
      shown += sign
      if start + offset + 1 < column { indent += sign.unicodeScalars.count }
    }
    if start + room < scalars.count { shown += "…" }
    var lines = ["\(number) | \(style.safe(shown))"]
    if diagnostic.place?.column != nil {
      lines.append("     | " + String(repeating: " ", count: indent) + style.paint("^", .boldRed))
    }
    return lines
  }
}
