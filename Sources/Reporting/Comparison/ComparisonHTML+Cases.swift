import EvalSchema

extension ComparisonHTML {
  /// The table of all cases, then the drill-down of each.
  func cases(_ page: inout Markup, _ sink: ([UInt8]) throws -> Void) rethrows {
    page.raw("<section id=\"cases\" aria-labelledby=\"h-cases\"><h2 id=\"h-cases\">Cases</h2>")
    if outline.cases.isEmpty { page.element("p", [:], "No case was run.") }
    page.open("table", ["class": "wide"])
    page.raw("<thead><tr><th scope=\"col\">Class</th><th scope=\"col\">Case</th><th scope=\"col\">Severity</th>")
    page.raw("<th scope=\"col\" class=\"n\">Baseline</th><th scope=\"col\" class=\"n\">Candidate</th>")
    page.raw(
      "<th scope=\"col\" class=\"n\">Change</th><th scope=\"col\" class=\"n\">p after Holm</th></tr></thead><tbody>\n")
    for found in outline.cases {
      row(&page, found)
      if page.bytes.count > 65_536 { try sink(page.take()) }
    }
    page.raw("</tbody></table>\n")
    var left = Self.targetBytes / 2
    for (position, found) in outline.cases.enumerated() {
      detail(&page, found, isOpen: position < 3 && found.change == .worse, left: &left)
      try sink(page.take())
    }
    page.raw("</section>\n")
  }

  private func row(_ page: inout Markup, _ found: CaseComparison) {
    page.element("tr") { page in
      page.element("td", ["data-label": "Class"]) { page in
        page.element("div") { page in
          change(&page, found.change)
          if found.isShownWorse { page.element("span", ["class": "say"], "shown over all") }
        }
      }
      page.element("td", ["data-label": "Case"]) { page in
        page.element("div") { page in
          page.element("a", ["href": "#\(anchor(found.id))"], found.id)
          page.element("span", ["class": "say"], found.sentence)
        }
      }
      page.element("td", ["data-label": "Severity"], found.severity.rawValue)
      number(&page, "Baseline", ComparisonOutline.observed(found.baseline))
      number(&page, "Candidate", ComparisonOutline.observed(found.candidate))
      number(
        &page, "Change",
        found.difference.map { "\(ComparisonOutline.signed($0.estimate)) \(ComparisonOutline.interval($0))" } ?? "–")
      number(&page, "p after Holm", ComparisonOutline.p(found.pAdjusted))
    }
    page.raw("\n")
  }

  private func detail(_ page: inout Markup, _ found: CaseComparison, isOpen: Bool, left: inout Int) {
    page.open(
      "details",
      ["class": found.change == .worse ? "case stop" : "case", "id": anchor(found.id), "open": isOpen ? "" : nil])
    page.element("summary") { page in
      change(&page, found.change)
      page.element("span", ["class": "id"], found.id)
      page.element("span") { page in
        page.text("\(found.severity.rawValue) · ")
        page.text("\(ComparisonOutline.observed(found.baseline)) → \(ComparisonOutline.observed(found.candidate))")
      }
      page.element("span", ["class": "say"], found.title)
    }
    page.raw("<div class=\"in\">\n")
    page.element("p", [:], found.sentence)
    page.element("p", ["class": "note"]) { page in
      page.text("Incident \(found.incident) · pattern \(found.pattern) · ")
      page.element("code", [:], found.file)
      if let owner = found.owner { page.text(" · owner \(owner)") }
    }
    for (name, counts) in [("Baseline", found.baseline), ("Candidate", found.candidate)] {
      guard let counts else { continue }
      page.element("p", ["class": "note"], "\(name): \(ComparisonOutline.trials(counts)).")
    }
    if let table = found.table, table.pairs > 0 {
      self.table(&page, table, caption: "Pairs of this case.")
      pairs(&page, found, left: &left)
    }
    page.raw("</div></details>\n")
  }

  private func pairs(_ page: inout Markup, _ found: CaseComparison, left: inout Int) {
    guard !found.discordant.isEmpty else { return }
    let total = found.table?.discordant ?? found.discordant.count
    page.element("h3", [:], "Pairs in which the arms differ")
    page.element("p", ["class": "note"]) { page in
      page.text("\(Amount.plural(total, "pair")); trials ")
      page.text(
        found.discordant.map { "\($0.index)\($0.candidateFailed ? "" : " (baseline failed)")" }.joined(separator: ", "))
      if total > found.discordant.count { page.text(", …") }
    }
    for pair in outline.report.pairs[found.id] ?? [] {
      let cost = Self.cost(pair.baseline) + Self.cost(pair.candidate)
      guard cost <= left else { continue }
      left -= cost
      draw(&page, found, pair)
    }
    if let first = found.discordant.first {
      command(
        &page, "Look in the terminal",
        outline.show(found.id, first.index, in: first.candidateFailed ? .candidate : .baseline))
    }
  }

  private func draw(_ page: inout Markup, _ found: CaseComparison, _ pair: TrialPair) {
    let failed = pair.candidate.outcome == .failed ? "only the candidate failed" : "only the baseline failed"
    page.open("details", ["class": "trial", "id": "\(anchor(found.id))&trial=\(pair.candidate.index)"])
    page.element("summary") { page in
      page.text("Trial \(pair.candidate.index): \(failed)")
      page.element("span", ["class": "muted"], " · seed \(String(pair.candidate.seed))")
    }
    page.element("div", ["class": "in"]) { page in
      let (old, new) = (pair.baseline.transcript.finalText, pair.candidate.transcript.finalText)
      if old != new, let diff = TextDiff.words(old, new) {
        page.element("h3", [:], "The final text, word by word")
        diff.draw(&page)
      }
      page.element("div", ["class": "sides"]) { page in
        for (name, trial) in [("Baseline", pair.baseline), ("Candidate", pair.candidate)] {
          page.element("div") { page in
            page.element("h3", [:], "\(name): \(trial.outcome.rawValue)")
            grades(&page, trial.grades)
            var view = TranscriptView(trial)
            view.draw(&page)
          }
        }
      }
    }
    page.raw("</details>\n")
  }

  private func grades(_ page: inout Markup, _ grades: [Grade]) {
    let failing = grades.filter { $0.result == .fail }
    guard !failing.isEmpty else { return }
    page.element("ul", ["class": "grades"]) { page in
      for grade in failing {
        page.element("li") { page in
          page.element("span", ["class": "v fail"], "\(Verdict.fail.glyph) fail ")
          page.element("code", [:], Excerpt(grade.grader, size: .init(head: 400, tail: 100)).plain)
          page.text(" — \(Excerpt(grade.reason, size: .init(head: 1_500, tail: 300)).plain)")
        }
      }
    }
  }

  /// About how many bytes a trial takes in the file, its final text twice.
  private static func cost(_ trial: TrialRecord) -> Int {
    trial.transcript.messages.reduce(2_000) { $0 + 300 + 2 * min($1.text.utf8.count, 70_000) }
      + trial.transcript.toolCalls.count * 600
  }
}
