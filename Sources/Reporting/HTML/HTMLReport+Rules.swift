import EvalSchema

extension HTMLReport {
  /// Every rule with its numbers and its margin, passing ones too.
  func rules(_ page: inout Markup) {
    section(&page, "rules", "What decided it") { page in
      let rules = outline.verdict.rules
      if rules.isEmpty {
        page.element("p", [:], "No rule was applied: nothing was judged.")
        return
      }
      page.element("p", ["class": "note"]) { page in
        page.text(
          "Bounds are the two that the gate uses, rounded outward and valid at any stop. The margin is how far the "
            + "deciding bound is on the good side of the limit; below zero it is on the other side.")
      }
      let open = rules.filter { $0.verdict != .pass }
      let passing = rules.filter { $0.verdict == .pass }
      if !open.isEmpty { table(&page, open) }
      if passing.isEmpty { return }
      if passing.count <= 12 && !open.isEmpty || open.isEmpty && passing.count <= 24 {
        if !open.isEmpty { page.element("h3", [:], "Passed, with margins") }
        table(&page, passing)
      } else {
        page.element("details") { page in
          page.element("summary", [:], "\(Amount.plural(passing.count, "passing rule")) with margins")
          table(&page, passing)
        }
      }
    }
  }

  private func table(_ page: inout Markup, _ rules: [RuleVerdict]) {
    page.open("table", ["class": "wide"])
    page.raw("<thead><tr><th scope=\"col\">Verdict</th><th scope=\"col\">Rule</th><th scope=\"col\" class=\"n\">")
    page.raw("Observed</th><th scope=\"col\" class=\"n\">Bounds</th><th scope=\"col\" class=\"n\">Limit</th>")
    page.raw("<th scope=\"col\" class=\"n\">Margin</th><th scope=\"col\">Reason, source</th></tr></thead><tbody>\n")
    for rule in rules { row(&page, rule) }
    page.raw("</tbody></table>\n")
  }

  private func row(_ page: inout Markup, _ rule: RuleVerdict) {
    page.element("tr", ["id": "rule=\(HTMLEscape.identifier(rule.id))"]) { page in
      page.element("td", ["data-label": "Verdict"]) { page in
        page.element("div") { page in
          verdict(&page, rule.verdict)
          if let waiver = rule.waiver {
            page.element("span", ["class": "say"], "waived: \(waiver)")
          } else if !rule.blocks {
            page.element("span", ["class": "say"], "does not block")
          }
        }
      }
      page.element("td", ["data-label": "Rule"]) { page in
        page.element("div") { page in
          if let severity = rule.severity { page.text("\(severity.rawValue) · ") }
          if rule.members.count == 1, let member = rule.members.first, outline.records[member] != nil {
            page.element("a", ["href": "#\(anchor(member))"], rule.text)
          } else {
            page.text(rule.text)
          }
          page.element("span", ["class": "say"], rule.sentence)
        }
      }
      number(&page, "Observed", rule.observed)
      number(&page, "Bounds", rule.boundsText ?? "–")
      number(&page, "Limit", rule.limitText)
      number(&page, "Margin", ReportOutline.margin(rule.margin) ?? "–")
      page.element("td", ["data-label": "Reason"]) { page in
        page.element("div") { page in
          page.element("code", [:], rule.reason.rawValue)
          page.raw(" ")
          page.element("span", ["class": "say src"], rule.source)
        }
      }
    }
    page.raw("\n")
  }

  /// A cell that holds numbers.
  func number(_ page: inout Markup, _ label: String, _ text: String) {
    page.element("td", ["class": "n", "data-label": label], text)
  }
}
