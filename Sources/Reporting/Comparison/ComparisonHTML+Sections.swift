import EvalSchema

extension ComparisonHTML {
  /// The average, the table of pairs, the number of comparisons, the guard on the baseline.
  func decided(_ page: inout Markup) {
    let verdict = outline.verdict
    section(&page, "decided", "What decided it") { page in
      page.element("p") { page in
        if let difference = verdict.difference {
          page.element("strong", [:], "Average change \(ComparisonOutline.signed(difference.estimate))")
          page.text(
            ", bounds \(ComparisonOutline.interval(difference)); a pass is an upper bound at or below the margin of "
              + "\(ComparisonOutline.points(verdict.margin)).")
        } else {
          page.text("No complete round of pairs: nothing is known about the average.")
        }
      }
      table(
        &page, verdict.table, caption: "Pairs of complete rounds: one trial of each arm, same case, index and seed.")
      page.element("p", ["class": "note"], verdict.method.multiplicity)
      if let recorded = verdict.recordedBaseline {
        page.element("p") { page in
          page.text("The baseline is a record, ")
          page.element("code", [:], recorded.runID)
          let against = recorded.trials == 1 ? "one of its trials" : "the mean of \(recorded.trials) of its trials"
          page.text(": each trial of the candidate stands against \(against). ")
          page.text(
            recorded.fresh > 0
              ? "It was tested again by up to \(Amount.plural(recorded.fresh, "new trial")) of each case."
              : "It was not tested again: \(recorded.notTested ?? "no new trials were asked for").")
        }
      }
      if let drift = verdict.drift {
        page.element("h3", [:], "The baseline against its own record")
        page.element("p", ["class": drift.isDrifted ? "fail" : nil], drift.sentence)
      }
      if !verdict.warnings.isEmpty {
        page.element("h3", [:], "Warnings")
        page.element("ul", ["class": "plain"]) { page in
          for warning in verdict.warnings {
            page.element("li") { page in
              page.element("code", [:], warning.code)
              page.text(": \(warning.message)")
              if let hint = warning.hint { page.element("span", ["class": "note"], " — \(hint)") }
            }
          }
        }
      }
    }
  }

  /// The four outcomes of a pair.
  func table(_ page: inout Markup, _ table: PairTable, caption: String) {
    page.open("table", ["class": "pairs"])
    page.element("caption", [:], caption)
    page.raw("<thead><tr><td></td><th scope=\"col\" class=\"n\">candidate passed</th>")
    page.raw("<th scope=\"col\" class=\"n\">candidate failed</th></tr></thead><tbody>")
    for (name, passed, failed) in [
      ("baseline passed", table.bothPassed, table.onlyCandidateFailed),
      ("baseline failed", table.onlyBaselineFailed, table.bothFailed),
    ] {
      page.element("tr") { page in
        page.element("th", ["scope": "row"], name)
        number(&page, "candidate passed", Amount.count(passed))
        number(&page, "candidate failed", Amount.count(failed))
      }
    }
    page.raw("</tbody></table>\n")
  }

  /// Both targets, every surface, the change of the prompt.
  func surfaces(_ page: inout Markup) {
    let verdict = outline.verdict
    section(&page, "surfaces", "What differs") { page in
      let differing = verdict.surfaces.filter(\.differs)
      page.element(
        "p", [:],
        differing.isEmpty
          ? "No recorded surface differs."
          : "\(Amount.plural(differing.count, "recorded surface")) differ; with several, which one "
            + "carries the change cannot be told from this comparison: relapse attribute exchanges them one by one.")
      page.open("table", ["class": "wide"])
      page.raw(
        "<thead><tr><th scope=\"col\">Surface</th><th scope=\"col\">Baseline</th><th scope=\"col\">Candidate</th>")
      page.raw("<th scope=\"col\"></th></tr></thead><tbody>")
      for change in verdict.surfaces {
        page.element("tr") { page in
          page.element("td", ["data-label": "Surface"], change.name)
          value(&page, "Baseline", change.baseline)
          value(&page, "Candidate", change.candidate)
          page.element("td", ["data-label": ""]) { page in
            if change.differs {
              page.element("strong", ["class": "v inconclusive"], "≠ differs")
            } else {
              page.text("same")
            }
          }
        }
      }
      page.raw("</tbody></table>\n")
      prompt(&page)
      page.element("dl", ["class": "facts"]) { page in
        for (name, arm) in [("Baseline", verdict.baseline), ("Candidate", verdict.candidate)] {
          page.element("div") { page in
            page.element("dt", [:], name)
            page.element("dd", [:], arm.target.name)
            page.element("dd", [:], ComparisonOutline.trials(arm.counts))
            page.element("dd") { $0.element("code", [:], "surfaces \(arm.target.fingerprint.short)") }
          }
        }
      }
    }
  }

  private func value(_ page: inout Markup, _ label: String, _ text: String?) {
    page.element("td", ["data-label": label]) { page in
      if let text {
        page.element("code", [:], Excerpt(text, size: .init(head: 300, tail: 60)).plain)
      } else {
        page.element("span", ["class": "muted"], "not recorded")
      }
    }
  }

  private func prompt(_ page: inout Markup) {
    let (old, new) = (
      outline.report.baseline.header.target.systemText, outline.report.candidate.header.target.systemText
    )
    guard old != new else { return }
    page.element("details") { page in
      page.element("summary", [:], "The change of the system prompt, line by line")
      if let diff = TextDiff.lines(old ?? "", new ?? "") {
        diff.draw(&page)
      } else {
        page.element("p", ["class": "note"], "The prompts are too long to be compared here.")
      }
    }
  }

  /// The dumbbell plot of the first cases.
  func plot(_ page: inout Markup) {
    let most = 80
    guard !outline.cases.isEmpty else { return }
    section(&page, "plot", "Rates and changes") { page in
      page.element("figure") { page in
        page.element("figcaption") { page in
          page.element("strong", [:], "\(Amount.plural(outline.cases.count, "case")): \(outline.counts).")
          page.text(
            " Shaded: within the margin. The interval is that of each case alone; p is adjusted for all comparisons (Holm), and only "
              + "that can block. ")
          page.element("a", ["href": "#cases"], "The same numbers as a table.")
          if outline.cases.count > most { page.text(" Drawn are the first \(most), what needs eyes first.") }
        }
        page.element("div", ["class": "plot"]) {
          DumbbellPlot(cases: Array(outline.cases.prefix(most)), margin: outline.verdict.margin).draw(&$0)
        }
      }
    }
  }

  /// How the outputs differ beside their outcomes.
  func outputs(_ page: inout Markup) {
    section(&page, "outputs", "Outputs") { page in
      let metrics = outline.verdict.metrics
      page.element(
        "p", ["class": "note"],
        "One look over the same pairs, Holm over \(Amount.plural(metrics.count, "metric")). They warn, and decide only where the policy "
          + "says so. How long trials took depends on the machine and stands outside.")
      let all = metrics + (outline.report.latency.map { [$0] } ?? [])
      guard !all.isEmpty else { return }
      // Shape and shift of one property are one picture, unless only the shape differs.
      let isShapeOnly =
        all.contains { $0.id == "length-shape" && $0.isDifferent }
        && !all.contains { $0.id == "length-shift" && $0.isDifferent }
      let left = isShapeOnly ? "length-shift" : "length-shape"
      page.element("div", ["class": "panels"]) { page in
        for metric in all where metric.id != left { MetricPanel(metric).draw(&page) }
      }
      page.open("table", ["class": "wide"])
      page.raw(
        "<thead><tr><th scope=\"col\">Property</th><th scope=\"col\">Baseline</th><th scope=\"col\">Candidate</th>")
      page.raw("<th scope=\"col\" class=\"n\">p after Holm</th><th scope=\"col\">Found</th></tr></thead><tbody>")
      for metric in all {
        page.element("tr") { page in
          page.element("td", ["data-label": "Property"]) { page in
            page.element("div") { page in
              page.text(metric.title)
              page.element("span", ["class": "say"], metric.test)
            }
          }
          page.element("td", ["data-label": "Baseline"], ComparisonOutline.side(metric.baseline, unit: metric.unit))
          page.element("td", ["data-label": "Candidate"], ComparisonOutline.side(metric.candidate, unit: metric.unit))
          number(&page, "p after Holm", ComparisonOutline.p(metric.pAdjusted))
          page.element("td", ["data-label": "Found"]) { page in
            if metric.isDifferent {
              page.element("strong", ["class": "v inconclusive"], "≠ differs")
            } else {
              page.text("no difference shown")
            }
          }
        }
      }
      page.raw("</tbody></table>\n")
    }
  }

  /// How the verdict was reached and how to get it again.
  func method(_ page: inout Markup) {
    let verdict = outline.verdict
    section(&page, "method", "Method, and how to reproduce it") { page in
      page.element("p", [:], verdict.method.statement)
      page.element("dl", ["class": "facts"]) { page in
        for (name, value) in [
          ("Rule", verdict.method.rule), ("Confidence", Percent.text(verdict.method.confidence)),
          ("Margin", ComparisonOutline.points(verdict.margin)),
          (
            "Pairs", verdict.method.isPairedRun ? "run together, pair by pair" : "of two runs that stopped on their own"
          ),
          ("Seeds", "\(String(verdict.baseline.seed)) and \(String(verdict.candidate.seed))"),
          ("Plans", "\(verdict.baseline.planDigest.short) and \(verdict.candidate.planDigest.short)"),
        ] {
          page.element("div") { page in
            page.element("dt", [:], name)
            page.element("dd", [:], value)
          }
        }
      }
      command(&page, "Decide again", outline.redecide)
      page.element(
        "p", ["class": "note"],
        "Deciding again from the records calls no model and gives the same verdict, byte for byte. Transcripts of discordant pairs "
          + "that did not fit here are in the records.")
    }
  }
}
