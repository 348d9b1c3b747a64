import EvalSchema

extension HTMLReport {
  /// The example trials of a case that fit into the file, each with its grades and its transcript.
  func examples(_ page: inout Markup, _ found: CaseVerdict, _ sink: ([UInt8]) throws -> Void) rethrows {
    let all = outline.examples(found.id)
    let positions = plan.shown[found.id] ?? []
    guard !all.isEmpty else { return }
    page.element("h3", [:], "Trials")
    if positions.isEmpty {
      page.element("p", ["class": "note"], "No transcript fitted into this file; the record holds them.")
      return
    }
    input(&page, found)
    for (nth, position) in positions.enumerated() {
      trial(&page, found, all[position], isOpen: nth == 0 && found.verdict != .pass)
      try sink(page.take())
    }
  }

  private func input(_ page: inout Markup, _ found: CaseVerdict) {
    guard let input = outline.records[found.id]?.file.evalCase.input else { return }
    page.element("details", ["class": "trial"]) { page in
      page.element("summary") { page in
        page.text("Input, the same in all trials: \(Amount.plural(input.messages.count, "message"))")
        if !input.documents.isEmpty { page.text(", \(Amount.plural(input.documents.count, "document"))") }
        if !input.tools.isEmpty { page.text(", \(Amount.plural(input.tools.count, "tool"))") }
      }
      page.element("div", ["class": "in"]) { page in
        var view = TranscriptView(messages: input.messages, spans: [:], calls: [:])
        view.draw(&page)
        for document in input.documents {
          let name = document.title.map { "\(document.id): \($0)" } ?? document.id
          page.element("div", ["class": "turn"]) { page in
            page.element("h4", [:], "document")
            page.element("div") { page in
              page.element("div", ["class": "note"], name)
              TranscriptView.said(&page, document.text, spans: [], size: .init(head: 8_192, tail: 2_048))
            }
          }
        }
      }
    }
  }

  private func trial(_ page: inout Markup, _ found: CaseVerdict, _ trial: TrialRecord, isOpen: Bool) {
    page.open(
      "details",
      [
        "class": "trial", "id": anchor(found.id, trial: trial.index), "data-outcome": trial.outcome.rawValue,
        "open": isOpen ? "" : nil,
      ])
    page.element("summary") { page in
      let verdict: Verdict =
        switch trial.outcome {
        case .passed: .pass
        case .failed: .fail
        case .errored: .error
        }
      page.element("span", ["class": "v \(verdict.rawValue)"], "\(verdict.glyph) ")
      page.text("Trial \(trial.index) \(trial.outcome.rawValue)")
      page.element("span", ["class": "muted"]) { page in
        page.text(" · seed \(String(trial.seed)) · \(Amount.duration(trial.latency))")
        page.text(
          " · \(Amount.count(trial.usage.inputTokens)) → \(Amount.count(trial.usage.outputTokens)) tokens")
        if let model = trial.model { page.text(" · \(model)") }
        if !trial.attempts.isEmpty { page.text(" · \(Amount.plural(trial.attempts.count, "request")) retried") }
        if trial.afterStop { page.text(" · came after the decision, not used") }
      }
    }
    page.element("div", ["class": "in"]) { page in
      if let error = trial.error {
        page.element("p") { page in
          page.element("strong", ["class": "error"], "Errored, \(error.kind.words): ")
          page.text(Excerpt(error.message, size: .init(head: 1_500, tail: 300)).plain)
        }
      }
      grades(&page, trial.grades)
      var view = TranscriptView(trial)
      view.draw(&page)
    }
    page.raw("</details>\n")
  }

  /// Every answer of a judge: its votes are evidence like the transcript.
  private func judge(_ page: inout Markup, _ note: JudgeNote) {
    page.element("div", ["class": "note"], note.headline)
    for answer in note.answers {
      page.element("div", ["class": "note"], Excerpt(answer, size: .init(head: 1_500, tail: 300)).plain)
    }
  }

  private func grades(_ page: inout Markup, _ grades: [Grade]) {
    guard !grades.isEmpty else { return }
    page.element("ul", ["class": "grades"]) { page in
      for grade in grades {
        page.element("li") { page in
          let verdict: Verdict =
            switch grade.result {
            case .pass: .pass
            case .fail: .fail
            case .ungraded: .error
            }
          page.element("span", ["class": "v \(verdict.rawValue)"], "\(verdict.glyph) \(grade.result.rawValue) ")
          page.element("code", [:], Excerpt(grade.grader, size: .init(head: 400, tail: 100)).plain)
          page.text(" — \(Excerpt(grade.reason, size: .init(head: 1_500, tail: 300)).plain)")
          if let judge = grade.judge { self.judge(&page, judge) }
        }
      }
    }
  }
}
