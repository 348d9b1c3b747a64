import EvalSchema

extension HTMLReport {
  /// Cases without a decision, with what is missing.
  func undecided(_ page: inout Markup) {
    let open = outline.cases.filter { $0.verdict == .inconclusive }
    guard !open.isEmpty else { return }
    section(&page, "undecided", "Still undecided") { page in
      page.element("ul", ["class": "plain"]) { page in
        for found in open {
          page.element("li") { page in
            page.element("a", ["href": "#\(anchor(found.id))"], found.id)
            page.text(": \(found.sentence)")
            if let clean = found.cleanTrialsToPass {
              page.text(" Would pass after \(Amount.plural(clean, "more trial")) without a failure.")
            }
          }
        }
      }
      if commands.isCached {
        command(&page, "A new run, without --cache", commands.anew)
      } else if outline.facts.footer == nil || outline.ending != nil {
        command(&page, "Go on", commands.resume)
      }
      command(&page, "What more trials decide", commands.plan)
    }
  }

  /// Errored trials: evidence about the infrastructure, never mixed with failures.
  func errors(_ page: inout Markup) {
    section(&page, "errors", "Infrastructure") { page in
      let errors = outline.verdict.errors
      if errors.isEmpty {
        page.element("p", [:], "No trial errored.")
      } else {
        page.element("p", [:], "Errored trials count neither as passed nor as failed.")
        page.open("table", ["class": "wide"])
        page.raw("<thead><tr><th scope=\"col\">Kind</th><th scope=\"col\" class=\"n\">Trials</th>")
        page.raw("<th scope=\"col\">First message</th></tr></thead><tbody>")
        for error in errors {
          page.element("tr") { page in
            page.element("td", ["data-label": "Kind"], error.kind.words)
            number(&page, "Trials", Amount.count(error.count))
            page.element("td", ["data-label": "First message"]) { page in
              page.element("code", [:], Excerpt(error.sample, size: .init(head: 900, tail: 100)).plain)
            }
          }
        }
        page.raw("</tbody></table>")
      }
      let retries = outline.facts.retriesByKind.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
      if !retries.isEmpty {
        let kinds = retries.map { "\(Amount.count($0.value)) \($0.key.words)" }.joined(separator: ", ")
        page.element("p", ["class": "note"], "Requests that were tried again: \(kinds).")
      }
      if outline.facts.damagedLines > 0 {
        let lines = Amount.plural(outline.facts.damagedLines, "torn line")
        page.element("p", ["class": "note"], "\(lines) at the end of the record dropped.")
      }
    }
  }

  /// Incidents against the cases that guard them.
  func coverage(_ page: inout Markup) {
    section(&page, "incidents", "Incidents") { page in
      let incidents = Dictionary(grouping: outline.cases) { $0.incident.id }
      guard !incidents.isEmpty else {
        page.element("p", [:], "No case, no incident.")
        return
      }
      page.open("table", ["class": "wide matrix"])
      page.raw("<thead><tr><th scope=\"col\">Incident</th><th scope=\"col\">Postmortem</th>")
      page.raw("<th scope=\"col\">Cases that guard it</th></tr></thead><tbody>\n")
      for id in incidents.keys.sorted() {
        let cases = incidents[id] ?? []
        page.element("tr") { page in
          page.element("td", ["data-label": "Incident"], id)
          page.element("td", ["data-label": "Postmortem"]) { page in
            page.element("div") { page in
              if let title = cases.compactMap(\.incident.title).first { page.text("\(title) ") }
              page.element("code", ["class": "muted"], cases.first?.incident.postmortem ?? "")
            }
          }
          page.element("td", ["data-label": "Cases"]) { page in
            page.element("div") { page in
              for found in cases { guardian(&page, found) }
            }
          }
        }
        page.raw("\n")
      }
      page.raw("</tbody></table>\n")
      for skipped in outline.facts.header.plan.skipped.prefix(200) {
        page.element("p", ["class": "note"], "Not run: \(skipped.id) — \(skipped.reason)")
      }
    }
  }

  private func guardian(_ page: inout Markup, _ found: CaseVerdict) {
    page.element("div") { page in
      page.element("span", ["class": "v \(found.verdict.rawValue)", "title": found.verdict.rawValue]) { page in
        page.text("\(found.verdict.glyph) ")
      }
      page.element("a", ["href": "#\(anchor(found.id))"], found.id)
      page.element(
        "span", ["class": "note"],
        " \(found.verdict.rawValue)" + (found.incident.caught ? ", catches it" : ", not shown to catch it"))
    }
  }

  /// How the verdict was reached and how to get it again.
  func method(_ page: inout Markup) {
    let verdict = outline.verdict
    let header = outline.facts.header
    section(&page, "method", "Method, and how to reproduce it") { page in
      page.element("p", [:], verdict.method.statement)
      for warning in verdict.warnings {
        page.element("p") { page in
          page.element("strong", [:], "\(warning.severity.rawValue) \(warning.code): ")
          page.text(warning.message)
          if let place = warning.place { page.text(" (\(place.description))") }
          if let hint = warning.hint { page.text(" — \(hint)") }
        }
      }
      page.element("dl", ["class": "facts"]) { page in
        for (name, value) in [
          ("Stopping rule", verdict.method.design), ("Confidence", outline.confidence),
          ("Tests that can raise an alarm", Amount.count(verdict.method.tests)), ("Seed", String(verdict.seed)),
          ("Plan", verdict.planDigest.short), ("Evalset", verdict.evalset.digest.short),
          ("Target", verdict.target.fingerprint.short), ("Most trials in flight", String(header.concurrency)),
          ("Policy", header.policyLine.map { "\(header.policyFile):\($0)" } ?? header.policyFile),
        ] {
          page.element("div") { page in
            page.element("dt", [:], name)
            page.element("dd", [:], value)
          }
        }
      }
      if !header.command.isEmpty { command(&page, "It began with", ShellWord.line(header.command)) }
      command(&page, "Decide again", commands.redecide)
      page.element(
        "p", ["class": "note"],
        "Deciding again from the record calls no model and gives the same verdict, byte for byte.")
      page.element("details") { page in
        page.element("summary", [:], "The policy as it was applied")
        page.element("pre", ["class": "said"], policy)
      }
    }
  }

  private var policy: String {
    do {
      return PrettyJSON.text(
        try CanonicalJSON.decode(JSONValue.self, from: CanonicalJSON.line(outline.facts.header.policy)))
    } catch {
      return "(the policy cannot be shown: \(error))"
    }
  }

  /// What this file does not hold, and where it is.
  func leftOut(_ page: inout Markup) {
    section(&page, "left-out", "Left out of this file") { page in
      page.element("ul", ["class": "plain"]) { page in
        let shown = plan.shown.values.reduce(0) { $0 + $1.count }
        page.element(
          "li", [:],
          "\(Amount.plural(shown, "transcript")) of \(Amount.plural(outline.facts.trials, "trial")) are shown; the others "
            + "are in the record only.")
        for outcome in [Outcome.failed, .errored, .passed] {
          if let count = plan.leftOut[outcome], count > 0 {
            page.element(
              "li", [:], "\(Amount.plural(count, "\(outcome.rawValue) example")) did not fit into this file.")
          }
        }
        page.element("li", [:], "A text over 64 KB is shown by its head, its tail and what graders saw in it.")
      }
      page.element("p") { page in
        page.text("The complete record: ")
        page.element("code", [:], "\(outline.runDirectory)/run.jsonl")
      }
    }
  }
}
