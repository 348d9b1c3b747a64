import EvalSchema

extension HTMLReport {
  /// The table of all cases with their strips, and the filter that the script switches on.
  func caseTable(_ page: inout Markup, _ sink: ([UInt8]) throws -> Void) rethrows {
    page.raw("<section id=\"cases\" aria-labelledby=\"h-cases\"><h2 id=\"h-cases\">Cases</h2>")
    if outline.cases.isEmpty {
      page.element("p", [:], "No case was run.")
    }
    page.raw("<div class=\"find\" id=\"find\" hidden><label for=\"filter\">Filter</label>")
    page.raw("<input id=\"filter\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" ")
    page.raw("placeholder=\"v:fail sev:1 inc:… pat:… text\" aria-describedby=\"found\">")
    page.raw("<span id=\"found\" class=\"note\" role=\"status\"></span>")
    page.raw("<button type=\"button\" id=\"showkeys\" aria-keyshortcuts=\"?\">Keys</button></div>\n")
    if !outline.cases.isEmpty {
      page.open("table", ["class": "wide"])
      page.element("caption") { page in
        page.text("One cell is one trial in order: solid failed, outlined passed, hatched errored.")
        if outline.cases.contains(where: { $0.strip.utf8.count > TrialStrip.most }) {
          page.text(" Above \(TrialStrip.most) trials a column is a run of trials, filled by its failing share.")
        }
      }
      page.raw("<thead><tr><th scope=\"col\">Verdict</th><th scope=\"col\">Case</th><th scope=\"col\">Severity</th>")
      page.raw("<th scope=\"col\" class=\"n\">Failed</th><th scope=\"col\" class=\"n\">Bounds</th>")
      page.raw("<th scope=\"col\" class=\"n\">Limit</th><th scope=\"col\">Trials</th></tr></thead><tbody>\n")
      for found in outline.cases {
        row(&page, found)
        if page.bytes.count > 65_536 { try sink(page.take()) }
      }
      page.raw("</tbody></table>\n")
    }
    try sink(page.take())
  }

  private func row(_ page: inout Markup, _ found: CaseVerdict) {
    page.element("tr", ["data-case": found.id]) { page in
      page.element("td", ["data-label": "Verdict"]) { page in
        page.element("div") { page in
          verdict(&page, found.verdict)
          if let waiver = found.waiver { page.element("span", ["class": "say"], "waived: \(waiver)") }
        }
      }
      page.element("td", ["data-label": "Case"]) { page in
        page.element("div") { page in
          page.element("a", ["href": "#\(anchor(found.id))"], found.id)
          page.element("span", ["class": "say"], found.title)
        }
      }
      page.element("td", ["data-label": "Severity"], found.severity.rawValue)
      number(&page, "Failed", ReportOutline.observed(found.failures, of: found.valid))
      number(&page, "Bounds", found.boundsText ?? "–")
      number(&page, "Limit", (found.limitKind == .cap ? "cap " : "") + Percent.text(found.limit))
      page.element("td", ["data-label": "Trials"]) { page in
        page.element("div") { TrialStrip(found.strip).draw(&$0) }
      }
    }
    page.raw("\n")
  }

  /// The drill-down of every case.
  func caseDetails(_ page: inout Markup, _ sink: ([UInt8]) throws -> Void) rethrows {
    guard !outline.cases.isEmpty else {
      page.raw("</section>\n")
      return
    }
    page.raw("<h3>Case by case</h3>\n")
    for (position, found) in outline.cases.enumerated() {
      open(&page, found, isOpen: position < 3 && found.verdict != .pass)
      detail(&page, found)
      try sink(page.take())
      try examples(&page, found, sink)
      command(&page, "Run again", commands.rerun(found))
      page.raw("</div></details>\n")
    }
    page.raw("</section>\n")
  }

  private func open(_ page: inout Markup, _ found: CaseVerdict, isOpen: Bool) {
    page.open(
      "details",
      [
        "class": found.verdict == .pass ? "case" : "case stop", "id": anchor(found.id), "data-case": found.id,
        "data-v": found.verdict.rawValue, "data-sev": found.severity.rawValue.lowercased(),
        "data-inc": found.incident.id.lowercased(), "data-pat": found.pattern.lowercased(), "open": isOpen ? "" : nil,
      ])
    page.element("summary") { page in
      verdict(&page, found.verdict)
      page.element("span", ["class": "id"], found.id)
      page.element("span") { page in
        page.text("\(found.severity.rawValue) · \(ReportOutline.observed(found.failures, of: found.valid))")
        if let bound = found.boundText(found.verdict) { page.text(" · \(bound)") }
        page.text(" · \(outline.limit(found))")
      }
      page.element("span", ["class": "say"], found.title)
    }
    page.raw("<div class=\"in\">\n")
  }
}
