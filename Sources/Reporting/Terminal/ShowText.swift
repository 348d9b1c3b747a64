package import EvalSchema

/// The drill-down in the terminal: a run, one of its cases, one of its trials.
package struct ShowText: Sendable {
  let outline: ReportOutline
  let commands: NextCommand
  let style: TerminalStyle

  /// Prepares the text.
  package init(_ report: GateReport, style: TerminalStyle) {
    outline = ReportOutline(report)
    commands = NextCommand(outline: outline)
    self.style = style
  }

  /// The run: every case on a line, worst first, then the verdict.
  package func run() -> [String] {
    let header = outline.facts.header
    var lines = [
      "run \(style.safe(header.runID)) · \(style.safe(header.plan.evalset)) on \(style.safe(header.target.name)) · "
        + style.safe(Amount.time(header.startedAt)), "",
    ]
    let width = min(48, outline.cases.map { $0.id.unicodeScalars.count }.max() ?? 0)
    for found in outline.cases {
      var line = "\(style.mark(found.verdict)) \(TerminalStyle.pad(style.safe(found.id), width))"
      line += "  \(found.severity.rawValue)  "
      line += TerminalStyle.pad(ReportOutline.observed(found.failures, of: found.valid), 16, right: true)
      line += " " + TerminalStyle.pad(found.boundText(found.verdict) ?? "", 10, right: true)
      line += "  \(outline.limit(found))"
      if let waiver = found.waiver { line += "  waived by \(style.safe(waiver))" }
      lines.append(line)
    }
    lines.append(contentsOf: outline.sharedRules.map(style.line))
    lines.append("")
    lines.append(contentsOf: style.wrap(style.safe(outline.verdict.sentence)))
    lines.append("\(outline.trials).")
    if let worst = outline.cases.first, worst.verdict != .pass {
      lines.append("next: \(style.safe(commands.show(worst)))")
    }
    lines.append(
      "\(style.paint(outline.verdict.verdict.headline, style.ink(outline.verdict.verdict)))  \(outline.counts)")
    return lines.map { style.plainSigns($0) }
  }

  /// One case: numbers, incident, graders, strip, examples; nil when the run has no such case.
  package func evalCase(_ id: String) -> [String]? {
    guard let found = outline.verdict.cases.first(where: { $0.id == id }) else { return nil }
    var lines = [
      "\(style.mark(found.verdict)) \(style.paint(style.safe(found.id), .bold))  \(found.verdict.rawValue), "
        + found.reason.rawValue
    ]
    lines.append(contentsOf: style.wrap(style.safe(found.title), indent: "  "))
    lines.append(contentsOf: style.wrap(style.safe(found.sentence), indent: "  "))
    let bounds = found.boundsText.map { ", bounds \($0)" } ?? ""
    lines.append(
      "  \(ReportOutline.observed(found.failures, of: found.valid)) failed\(bounds), \(outline.limit(found)), "
        + "\(found.errored) errored")
    if let estimate = found.judged?.estimateText {
      lines.append(contentsOf: style.wrap(style.safe(estimate), indent: "  "))
    }
    if let waiver = found.waiver { lines.append("  waived by \(style.safe(waiver))") }
    lines.append("  \(TrialStrip(found.strip).text(width: style.width - 4, ascii: style.ascii))")
    lines.append("")
    lines.append(contentsOf: incident(found))
    if let record = outline.records[id] {
      lines.append("")
      lines.append(style.paint("expected", .bold))
      lines.append(contentsOf: style.wrap(style.safe(record.file.evalCase.expected.behavior), indent: "  "))
    }
    if !found.failureGroups.isEmpty {
      lines.append("")
      lines.append(style.paint("why trials failed", .bold))
      for group in found.failureGroups {
        let place = group.line.map { "\(found.file):\($0)" } ?? found.file
        lines.append(
          "  \(group.count)× \(style.safe(MarkdownReport.cut(group.grader, 200)))  \(style.safe(place)), first in trial "
            + "\(group.exampleTrial)")
      }
    }
    lines.append(contentsOf: examples(found))
    return lines.map { style.plainSigns($0) }
  }

  private func incident(_ found: CaseVerdict) -> [String] {
    let note = found.incident
    var head = "  \(style.safe(note.id))"
    if let title = note.title { head += " \(style.safe(title))" }
    if let closed = note.closed { head += ", closed \(style.safe(closed))" }
    var lines = [style.paint("from the incident", .bold), head]
    if let quote = note.quote { lines.append(contentsOf: style.wrap("“\(style.safe(quote))”", indent: "  ")) }
    lines.append("  \(style.safe(note.line.map { "\(note.postmortem):\($0)" } ?? note.postmortem))")
    let by = note.caughtBy.map { " — by grader \(style.safe(MarkdownReport.cut($0, 200)))" } ?? ""
    lines.append("  would have caught the incident: \(note.caught ? "yes\(by)" : "not shown")")
    return lines
  }

  private func examples(_ found: CaseVerdict) -> [String] {
    let trials = outline.examples(found.id)
    guard !trials.isEmpty else { return [] }
    var lines = ["", style.paint("trials with transcripts", .bold)]
    for trial in trials.prefix(10) {
      var line = "  \(style.mark(Self.verdict(trial.outcome))) trial \(trial.index) \(trial.outcome.rawValue)"
      if trial.outcome == .failed {
        line += " | \(style.safe(EvidenceLine(trial).line(width: max(20, style.width - 30))))"
      }
      if let error = trial.error { line += " | \(style.safe(MarkdownReport.cut(error.message, style.width - 30)))" }
      lines.append(line)
    }
    if trials.count > 10 { lines.append("  and \(trials.count - 10) more") }
    // Without a failing trial the command would be the one that was just given.
    if trials.contains(where: { $0.outcome == .failed }) { lines.append("next: \(style.safe(commands.show(found)))") }
    return lines
  }

  /// One trial: grades and transcript, with the evidence in ⟦ ⟧.
  package func trial(_ trial: TrialRecord) -> [String] {
    var lines = [
      "\(style.mark(Self.verdict(trial.outcome))) \(style.paint(style.safe(trial.evalCase), .bold)) trial \(trial.index) "
        + "\(trial.outcome.rawValue) · seed \(String(trial.seed)) · \(Amount.duration(trial.latency)) · "
        + "\(Amount.count(trial.usage.inputTokens)) → \(Amount.count(trial.usage.outputTokens)) tokens"
        + (trial.model.map { " · \(style.safe($0))" } ?? "")
    ]
    if let error = trial.error {
      lines.append("  errored, \(error.kind.words): \(style.safe(MarkdownReport.cut(error.message, 2_000)))")
    }
    for grade in trial.grades {
      let verdict: Verdict = grade.result == .pass ? .pass : grade.result == .fail ? .fail : .error
      lines.append(
        "  \(style.mark(verdict)) \(grade.result.rawValue) \(style.safe(MarkdownReport.cut(grade.grader, 300))) — "
          + style.safe(MarkdownReport.cut(grade.reason, 1_000)))
      guard let judge = grade.judge else { continue }
      lines.append("    \(style.safe(judge.headline))")
      for answer in judge.answers { lines.append("    \(style.safe(MarkdownReport.cut(answer, 1_000)))") }
    }
    let view = TranscriptView(trial)
    for (index, message) in trial.transcript.messages.enumerated() {
      lines.append(style.paint(message.role, .bold))
      lines.append(contentsOf: self.lines(message, spans: view.spans[index] ?? [], calls: view.calls[index] ?? []))
    }
    return lines.map { style.plainSigns($0) }
  }

  private func lines(_ message: Message, spans: [Range<Int>], calls: Set<Int>) -> [String] {
    switch message {
    case .system(let text), .user(let text): return block(text, spans: spans)
    case .assistant(let turn):
      var lines = turn.content.isEmpty && !turn.toolCalls.isEmpty ? [] : block(turn.content, spans: spans)
      for (position, call) in turn.toolCalls.enumerated() {
        let name = calls.contains(position) ? "⟦\(style.safe(call.name))⟧" : style.safe(call.name)
        lines.append("  calls \(name)")
        lines.append(contentsOf: block(PrettyJSON.text(call.arguments), spans: []))
      }
      return lines
    case .tool(let result):
      var head = "  \(style.safe(result.name)) returned"
      if result.error != nil { head += " an error" }
      if result.unmatched { head += " — unmatched: no recorded reply fitted the call" }
      return [head] + block(result.text, spans: spans)
    }
  }

  private func block(_ text: String, spans: [Range<Int>]) -> [String] {
    TerminalEscape.block(Excerpt(text, spans: spans).plain, gutter: "  | ")
  }

  private static func verdict(_ outcome: Outcome) -> Verdict {
    switch outcome {
    case .passed: .pass
    case .failed: .fail
    case .errored: .error
    }
  }
}
