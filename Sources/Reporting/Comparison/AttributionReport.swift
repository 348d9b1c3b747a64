package import EvalSchema
package import FoundationEssentials

/// An attribution as JSON, as text for the terminal and as Markdown: words and numbers of one value.
package struct AttributionReport: Sendable {
  private let verdict: AttributionVerdict
  private let records: [(name: String, path: String)]

  /// Prepares a report; `records` are the folders of the runs that it stands on.
  package init(_ verdict: AttributionVerdict, records: [(name: String, path: String)]) {
    self.verdict = verdict
    self.records = records
  }

  /// The file `attribution.json`.
  package func json() throws -> Data { try CanonicalJSON.document(verdict) }

  /// The lines of the terminal; the last one says it all.
  package func lines(_ style: TerminalStyle, html: String? = nil) -> [String] {
    var lines = [
      style.paint(
        "attribute \(style.safe(verdict.evalset)): \(style.safe(verdict.baseline)) → \(style.safe(verdict.candidate))",
        .bold)
    ]
    lines += style.wrap("comparison: " + style.safe(verdict.comparisonSentence), indent: "  ")
    if !verdict.cases.isEmpty {
      lines += style.wrap("cases that regressed: " + style.safe(verdict.cases.joined(separator: ", ")), indent: "  ")
    }
    for swap in verdict.swaps {
      lines.append("\(style.paint(Self.mark(swap.share), .bold)) \(style.paint(style.safe(swap.name), .bold))")
      lines.append(
        style.paint(
          "    \(style.safe(MarkdownReport.cut(swap.baseline, 60))) → \(style.safe(MarkdownReport.cut(swap.candidate, 60)))",
          .faint))
      lines += style.wrap(style.safe(swap.sentence), indent: "    ")
      lines.append(
        style.paint(
          "    \(Amount.plural(swap.rounds, "round")), \(Amount.plural(swap.trials, "trial")), \(swap.errored) errored",
          .faint))
    }
    for sentence in verdict.inseparable { lines += style.wrap(style.safe(sentence), indent: "  ") }
    if !verdict.unexplained.isEmpty { lines += style.wrap("left: " + style.safe(verdict.unexplained), indent: "  ") }
    lines.append("")
    lines += style.wrap(style.safe(verdict.sentence))
    var last = "\(style.paint(verdict.result.rawValue.uppercased(), style.ink(verdict.comparison)))"
    last += "  \(verdict.swaps.count) tried · exit code \(verdict.exitCode)"
    if let html { last += " · report: \(style.safe(html))" }
    return (lines + [last]).map { style.plainSigns($0) }
  }

  /// The report as GitHub-flavoured Markdown.
  package func markdown() -> String {
    func say(_ text: String) -> String { MarkdownEscape.inline(MarkdownReport.cut(text, 900)) }
    func code(_ text: String) -> String { MarkdownEscape.code(MarkdownReport.cut(text, 200)) }
    var text =
      "<!-- relapse:attribute:\(MarkdownEscape.marker(MarkdownReport.cut(verdict.evalset, 120))) -->\n"
      + "## \(code(verdict.result.rawValue)) — \(say(verdict.baseline)) → \(say(verdict.candidate))\n\n"
    text += "\(say(verdict.sentence))\n\nComparison: \(say(verdict.comparisonSentence))\n"
    if !verdict.swaps.isEmpty {
      text += "\n| | surface | baseline | candidate | with it alone | left to the candidate | rounds |\n"
      text += "|---|---|---|---|---|---|---|\n"
      for swap in verdict.swaps {
        let cells = [
          swap.share, say(swap.name), code(swap.baseline), code(swap.candidate), Self.range(swap.effect),
          Self.range(swap.rest), "\(swap.rounds)",
        ]
        text += "| \(cells.joined(separator: " | ")) |\n"
      }
    }
    if !verdict.cases.isEmpty { text += "\nCases that regressed: \(verdict.cases.map(code).joined(separator: ", "))\n" }
    for sentence in verdict.inseparable { text += "\n- \(say(sentence))\n" }
    if !verdict.unexplained.isEmpty { text += "\nLeft: \(say(verdict.unexplained))\n" }
    if !verdict.method.isEmpty {
      text += "\n<details><summary>Method</summary>\n\n\(say(verdict.method))\n\n</details>\n"
    }
    return text
  }

  /// A difference with its bounds.
  static func range(_ estimate: DifferenceEstimate?) -> String {
    guard let estimate else { return "–" }
    return "\(ComparisonOutline.signed(estimate.estimate)) \(ComparisonOutline.interval(estimate))"
  }

  /// The share in a letter or a sign.
  static func mark(_ share: String) -> String {
    switch share {
    case "most": "●"
    case "part": "◐"
    case "little": "○"
    case "less": "◌"
    default: "?"
    }
  }

  /// The report as one HTML file: complete without any script, one style by hash, nothing fetched.
  package func html() throws -> String {
    var page = Markup()
    page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
    let policy =
      "default-src 'none'; style-src '\(ContentSecurityPolicy.hash(ComparisonHTML.sheet))'; img-src data:; base-uri 'none'; "
      + "form-action 'none'"
    page.open("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
    page.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
    page.raw("<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\"light dark\">")
    page.element("title", [:], "\(verdict.result.rawValue) · \(verdict.baseline) → \(verdict.candidate)")
    page.raw("<style>")
    page.trusted(ComparisonHTML.sheet)
    page.raw("</style></head>\n<body><a class=\"skip\" href=\"#main\">Skip to the surfaces</a>\n")
    banner(&page)
    page.open("main", ["id": "main"])
    surfaces(&page)
    rest(&page)
    page.close("main")
    page.element("footer") { page in
      page.text("\(verdict.tool.name) \(verdict.tool.version) · the complete records: ")
      for (index, record) in records.enumerated() {
        if index > 0 { page.text(", ") }
        page.text("\(record.name) ")
        page.element("code", [:], record.path)
      }
    }
    page.raw("</body></html>\n")
    return String(decoding: page.take(), as: UTF8.self)
  }

  /// Writes the HTML to a file; a crash leaves no half report.
  package func writeHTML(toFile path: String) throws { try ReportFile.write(path, text: html()) }

  /// Writes the Markdown to a file.
  package func writeMarkdown(toFile path: String) throws { try ReportFile.write(path, text: markdown()) }

  /// Writes the JSON to a file.
  package func writeJSON(toFile path: String) throws {
    let bytes = try json()
    try ReportFile.write(path) { try $0(Array(bytes)) }
  }
}

extension AttributionReport {
  private func banner(_ page: inout Markup) {
    page.open("header", ["class": "banner"])
    page.element("div", ["class": "in \(verdict.comparison.rawValue)"]) { page in
      page.element("h1") { page in
        page.element("small", [:], "\(verdict.evalset) · \(verdict.baseline) → \(verdict.candidate)")
        page.text(verdict.result.rawValue.replacing("-", with: " "))
      }
      page.element("p", ["class": "why"], verdict.sentence)
      page.element("p") { page in
        page.element("strong", [:], "Comparison: ")
        page.text(verdict.comparisonSentence)
      }
      page.element("p", ["class": "meta"], "Exit code \(verdict.exitCode)")
    }
    page.close("header")
    page.raw("\n")
  }

  private func surfaces(_ page: inout Markup) {
    page.element("section", ["aria-labelledby": "h-surfaces"]) { page in
      page.element("h2", ["id": "h-surfaces"], "How much each surface carries")
      guard !verdict.swaps.isEmpty else { return page.element("p", [:], "Nothing was exchanged.") }
      page.element(
        "p", ["class": "note"],
        "Each row is the baseline with one surface of the candidate, or two. Shaded: the whole change; the dot is what the surface "
          + "brings, with bounds that hold for all claims together.")
      page.element("div", ["class": "plot"]) { page in SwapPlot(verdict).draw(&page) }
      page.open("table", ["class": "wide"])
      page.raw(
        "<thead><tr><th scope=\"col\">Surface</th><th scope=\"col\">Baseline</th><th scope=\"col\">Candidate</th>")
      page.raw(
        "<th scope=\"col\" class=\"n\">With it alone</th><th scope=\"col\" class=\"n\">Left to the candidate</th>")
      page.raw("<th scope=\"col\">Found</th></tr></thead><tbody>\n")
      for swap in verdict.swaps { row(&page, swap) }
      page.raw("</tbody></table>\n")
    }
  }

  private func row(_ page: inout Markup, _ swap: SwapFinding) {
    page.element("tr") { page in
      page.element("td", ["data-label": "Surface"]) { $0.element("strong", [:], swap.name) }
      page.element("td", ["data-label": "Baseline"], MarkdownReport.cut(swap.baseline, 200))
      page.element("td", ["data-label": "Candidate"], MarkdownReport.cut(swap.candidate, 200))
      page.element("td", ["class": "n", "data-label": "With it alone"], Self.range(swap.effect))
      page.element("td", ["class": "n", "data-label": "Left to the candidate"], Self.range(swap.rest))
      page.element("td", ["data-label": "Found"]) { page in
        page.element("div") { page in
          page.text("\(Self.mark(swap.share)) \(swap.share)")
          page.element(
            "span", ["class": "say"],
            "\(Amount.plural(swap.rounds, "round")), \(Amount.plural(swap.trials, "trial")), \(Amount.count(swap.errored)) errored"
          )
        }
      }
    }
    page.raw("\n")
  }

  private func rest(_ page: inout Markup) {
    page.element("section", ["aria-labelledby": "h-rest"]) { page in
      page.element("h2", ["id": "h-rest"], "What remains, and the method")
      if !verdict.unexplained.isEmpty { page.element("p", [:], verdict.unexplained) }
      for sentence in verdict.inseparable { page.element("p", [:], sentence) }
      if !verdict.cases.isEmpty {
        page.element("p", ["class": "note"], "Cases that regressed: \(verdict.cases.joined(separator: ", "))")
      }
      page.element("p", ["class": "note"], verdict.method)
    }
    page.raw("\n")
  }
}
