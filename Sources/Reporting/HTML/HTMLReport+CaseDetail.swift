import EvalSchema

extension HTMLReport {
  /// What a case is, where it comes from, what its graders found.
  func detail(_ page: inout Markup, _ found: CaseVerdict) {
    page.element("p", [:], found.sentence)
    if let estimate = found.judged?.estimateText { page.element("p", ["class": "note"], "\(estimate).") }
    page.element("p", ["class": "note"]) { page in
      page.element("code", [:], found.reason.rawValue)
      page.text(" · pattern \(found.pattern) · suite \(found.suite.rawValue)")
      if let owner = found.owner { page.text(" · owner \(owner)") }
      page.text(" · ")
      page.element("code", [:], found.file)
      if found.errored > 0 {
        let asked = found.valid + found.errored
        page.text(" · \(Amount.plural(asked, "trial")) asked = \(found.valid) valid + \(found.errored) errored")
      }
      if let hat = found.passHatK { page.text(" · five in a row pass: \(Percent.text(hat))") }
      if let flakiness = found.flakiness { page.text(" · two runs disagree: \(Percent.text(flakiness))") }
      if let latency = outline.facts.latenciesByCase[found.id] {
        page.text(" · \(Amount.duration(latency.median)) median, \(Amount.duration(latency.maximum)) longest")
      }
    }
    if let waiver = found.waiver { self.waiver(&page, found, record: waiver) }
    incident(&page, found)
    if let record = outline.records[found.id] {
      page.element("h3", [:], "Expected")
      page.element("p", ["class": "said"], record.file.evalCase.expected.behavior)
    }
    variants(&page, found)
    graders(&page, found)
    groups(&page, found)
  }

  private func waiver(_ page: inout Markup, _ found: CaseVerdict, record: String) {
    page.element("p") { page in
      page.element("strong", [:], "Waived ")
      page.text("by \(record)")
      if let waiver = outline.facts.header.waivers.first(where: { $0.evalCase == found.id && $0.record == record }) {
        page.text(" until \(waiver.expires), owner \(waiver.owner): \(waiver.reason)")
      }
      page.text(". The case ran and is shown; it does not block.")
    }
  }

  private func incident(_ page: inout Markup, _ found: CaseVerdict) {
    let note = found.incident
    page.element("h3", [:], "From the incident")
    page.element("div", ["class": "incident"]) { page in
      page.element("p") { page in
        page.element("strong", [:], note.id)
        if let title = note.title { page.text(" \(title)") }
        if let source = note.severitySource { page.text(" · \(source)") }
        if let closed = note.closed { page.text(" · closed \(closed)") }
      }
      if let quote = note.quote {
        page.element("blockquote", ["class": "said"], "“\(quote)”")
      }
      page.element("p", ["class": "note"]) { page in
        page.element("code", [:], note.line.map { "\(note.postmortem):\($0)" } ?? note.postmortem)
      }
      page.element("p") { page in
        page.text("Would have caught the incident: ")
        if note.caught {
          page.element("strong", [:], "yes")
          if let grader = note.caughtBy {
            page.text(" — by grader ")
            page.element("code", [:], grader)
          }
          page.text(", which fails the recorded bad answer.")
        } else {
          page.element("strong", ["class": "fail"], "not shown")
          page.text(" — no grader is known to fail the recorded bad answer. This case proves nothing yet.")
        }
      }
      if let proven = outline.records[found.id]?.proven {
        page.element("p", [:], "Proof on targets: \(proven).")
      }
    }
  }

  private func graders(_ page: inout Markup, _ found: CaseVerdict) {
    let lines = graderLines(found)
    guard !lines.isEmpty else { return }
    page.element("h3", [:], "Graders")
    page.open("table", ["class": "wide"])
    page.raw("<thead><tr><th scope=\"col\">Grader</th><th scope=\"col\" class=\"n\">Broken by</th>")
    page.raw("<th scope=\"col\">Source</th></tr></thead><tbody>")
    for line in lines {
      page.element("tr") { page in
        page.element("td", ["data-label": "Grader"]) { page in
          page.element("code", [:], Excerpt(line.words, size: .init(head: 600, tail: 100)).plain)
        }
        number(&page, "Broken by", "\(line.broken) of \(Amount.plural(found.valid, "trial"))")
        page.element("td", ["data-label": "Source"]) { $0.element("span", ["class": "src"], line.source) }
      }
    }
    page.raw("</tbody></table>\n")
  }

  private struct GraderLine {
    var words: String
    var broken: Int
    var source: String
  }

  /// Every grader of the case in file order; those that trials broke and the case no longer names come last.
  private func graderLines(_ found: CaseVerdict) -> [GraderLine] {
    var broken: [String: FailureGroup] = [:]
    for group in found.failureGroups where broken[group.path] == nil { broken[group.path] = group }
    var names: [String: String] = [:]
    for trial in outline.examples(found.id) {
      for grade in trial.grades where names[grade.path] == nil { names[grade.path] = grade.grader }
    }
    var lines: [GraderLine] = []
    if let file = outline.records[found.id]?.file {
      for (index, spec) in file.evalCase.expected.graders.enumerated() {
        let path = "expected.graders.\(index)"
        let group = broken.removeValue(forKey: path)
        let line = file.graderLines.indices.contains(index) ? file.graderLines[index] : group?.line
        lines.append(
          GraderLine(
            words: group?.grader ?? names[path] ?? spec.words, broken: group?.count ?? 0,
            source: line.map { "\(found.file):\($0)" } ?? "\(found.file) \(path)"))
      }
    }
    for group in found.failureGroups where broken[group.path] != nil {
      let source = group.line.map { "\(found.file):\($0)" } ?? "\(found.file) \(group.path)"
      lines.append(GraderLine(words: group.grader, broken: group.count, source: source))
    }
    return lines
  }

  private func groups(_ page: inout Markup, _ found: CaseVerdict) {
    guard !found.failureGroups.isEmpty else { return }
    page.element("h3", [:], "Why trials failed")
    page.element("ul", ["class": "plain"]) { page in
      for group in found.failureGroups {
        page.element("li") { page in
          page.text("\(Amount.count(group.count))× ")
          page.element("code", [:], Excerpt(group.grader, size: .init(head: 600, tail: 100)).plain)
          page.text(", first in ")
          if shows(found.id, trial: group.exampleTrial) {
            let link = "#\(anchor(found.id, trial: group.exampleTrial))"
            page.element("a", ["href": link], "trial \(group.exampleTrial)")
          } else {
            page.text("trial \(group.exampleTrial)")
          }
        }
      }
    }
  }

  private func shows(_ id: String, trial index: Int) -> Bool {
    let examples = outline.examples(id)
    return plan.shown[id]?.contains { examples[$0].index == index } ?? false
  }
}
