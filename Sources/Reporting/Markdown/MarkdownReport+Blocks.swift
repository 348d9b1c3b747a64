import EvalSchema

extension MarkdownReport {
  /// The marker, the verdict and what is needed in half a minute; always there.
  var heading: MarkdownBlock {
    let verdict = outline.verdict
    var text =
      marker + "\n## \(verdict.verdict.glyph) \(verdict.verdict.headline) — \(say(verdict.evalset.name, 120)): "
    text += "\(outline.counts)\n\n\(say(verdict.sentence, 700))\n\n"
    text += "\(outline.trials) · exit code \(verdict.exitCode) · \(code(verdict.reason.rawValue))"
    if let footer = outline.facts.footer {
      text += " · took \(Amount.duration(footer.seconds))"
    } else {
      text += " · the run did not end"
    }
    if outline.facts.currency != nil {
      text += " · \(say(Amount.money(outline.facts.costMicros, outline.facts.currency), 60))"
    }
    if let ending = outline.ending { text += "\n\nThe run \(say(ending, 300))" }
    text += "\n\nNext: \(code(commands.overall, 400))\n"
    if let link { text += "\nFull report: \(say(link, 400))\n" }
    return MarkdownBlock(name: "heading", priority: 0, forms: [text])
  }

  /// The rules that did not pass, or those that did with their margins.
  func table(open: Bool) -> MarkdownBlock {
    let rules = outline.verdict.rules.filter { ($0.verdict != .pass) == open }
    guard !rules.isEmpty else { return MarkdownBlock(name: "rules", priority: 1, forms: [""]) }
    let name = open ? "rules that did not pass" : "passing rules"
    let count = "\(Amount.count(rules.count)) \(name)"
    func form(_ shown: Int) -> String {
      var text = open ? "" : "<details><summary>● \(count) and margins</summary>\n\n"
      text += "| | rule | observed | bounds | limit | margin | why |\n|---|---|---|---|---|---|---|\n"
      for rule in rules.prefix(shown) { text += row(rule) }
      if rules.count > shown { text += "\n…and \(Amount.count(rules.count - shown)) more \(name)\n" }
      return text + (open ? "" : "\n</details>\n")
    }
    let line = "\(count), in the full report.\n"
    let forms = [line] + [10, 50, 200, 1_000].filter { $0 < rules.count }.map(form) + [form(rules.count)]
    return MarkdownBlock(name: name, priority: open ? 1 : 4, forms: forms)
  }

  private func row(_ rule: RuleVerdict) -> String {
    var why = cell(rule.reason.rawValue)
    if let waiver = rule.waiver {
      why += " waived: \(say(waiver, 60))"
    } else if !rule.blocks {
      why += " does not block"
    }
    let cells = [
      "\(rule.verdict.glyph) \(rule.verdict.rawValue)",
      (rule.severity.map { "\($0.rawValue) " } ?? "") + cell(HTMLReport.name(rule)), rule.observed,
      rule.boundsText ?? "–", rule.limitText, ReportOutline.margin(rule.margin) ?? "–",
      why + " " + cell(rule.source, 160),
    ]
    return "| \(cells.joined(separator: " | ")) |\n"
  }

  /// A block for each case that did not pass: its finding, its incident, one failing answer.
  var examples: [MarkdownBlock] {
    outline.cases.filter { $0.verdict != .pass }.prefix(200).map { found in
      let head =
        "**\(found.verdict.glyph) \(code(found.id))** (\(found.severity.rawValue), \(code(found.incident.id))): "
      let short = head + say(found.sentence, 300) + "\n"
      var full = head + say(found.title, 300) + ". " + say(found.sentence) + "\n"
      if let estimate = found.judged?.estimateText { full += "\n" + say(estimate) + ".\n" }
      full += "\nFrom " + code(noteSource(found), 200) + (found.incident.title.map { ", " + say($0, 200) } ?? "")
      full += ". Would have caught the incident: \(found.incident.caught ? "yes" : "not shown").\n"
      if !found.variants.isEmpty { full += "\nBy variant: \(say(found.variantCounts(most: 8), 600)).\n" }
      guard let answer = answer(found) else {
        return MarkdownBlock(name: "case \(say(found.id, 80))", priority: 2, forms: ["", short, full])
      }
      let details =
        "<details><summary>\(found.verdict.glyph) one failing answer: trial \(answer.trial)\(answer.variant.map { ", variant \(say($0, 120))" } ?? "")</summary>\n\n"
        + answer.grades.map { "- \(code($0.grader, 300)): \(say($0.reason, 500))\n" }.joined() + "\n"
      let small = details + MarkdownEscape.fence(Self.cut(answer.line, 400)) + "\n</details>\n"
      let large = details + MarkdownEscape.fence(answer.text) + "\n</details>\n"
      return MarkdownBlock(
        name: "answer of \(say(found.id, 80))", priority: 2,
        forms: ["", short, full + "\n" + small, full + "\n" + large])
    }
  }

  private func noteSource(_ found: CaseVerdict) -> String {
    found.incident.line.map { "\(found.incident.postmortem):\($0)" } ?? found.incident.postmortem
  }

  private func answer(
    _ found: CaseVerdict
  ) -> (trial: Int, variant: String?, grades: [Grade], line: String, text: String)? {
    guard let trial = outline.examples(found.id).first(where: { $0.outcome == .failed }) else { return nil }
    let failing = trial.grades.filter { $0.result == .fail }
    let place = EvidenceLine(trial)
    let variant = found.variants.isEmpty ? nil : trial.variant
    return (trial.index, variant, Array(failing.prefix(5)), place.line(width: 300), place.passage(bytes: 3_000))
  }

  /// Cases without a decision.
  var undecided: MarkdownBlock {
    let open = outline.cases.filter { $0.verdict == .inconclusive }
    guard !open.isEmpty else { return MarkdownBlock(name: "undecided cases", priority: 3, forms: [""]) }
    let line =
      "\(Amount.plural(open.count, "case")) undecided. What more trials would decide: \(code(commands.plan, 400))\n"
    var full = line + "\n"
    for found in open.prefix(50) {
      full += "- \(code(found.id)): "
      full +=
        found.cleanTrialsToPass.map { "passes after \(Amount.plural($0, "more trial")) without a failure" }
        ?? say(found.sentence, 300)
      full += "\n"
    }
    if open.count > 50 { full += "- …and \(open.count - 50) more\n" }
    return MarkdownBlock(name: "undecided cases", priority: 3, forms: [line, full])
  }

  /// Errored trials by kind.
  var errors: MarkdownBlock {
    let errors = outline.verdict.errors
    guard !errors.isEmpty else { return MarkdownBlock(name: "errors", priority: 3, forms: [""]) }
    let kinds = errors.map { "\(Amount.count($0.count)) \($0.kind.words)" }.joined(separator: ", ")
    let line = "Errored trials, which count neither as passed nor as failed: \(kinds).\n"
    let full = line + "\n" + errors.map { "- \($0.kind.words): \(code($0.sample, 300))\n" }.joined()
    return MarkdownBlock(name: "errors", priority: 3, forms: [line, full])
  }

  /// What was judged.
  var subject: MarkdownBlock {
    let target = outline.verdict.target
    var text = "<details><summary>What was judged</summary>\n\n"
    text +=
      "- target \(code(target.name)), \(target.adapter.rawValue) adapter, surfaces \(code(target.fingerprint.short))\n"
    let returned = target.modelsReturned.prefix(20).map { code($0) }.joined(separator: ", ")
    text += "- model requested \(target.model.map { code($0) } ?? "not stated"), returned "
    text += (returned.isEmpty ? "not stated" : returned) + "\n"
    if let digest = target.systemDigest { text += "- system prompt \(code(digest.short))\n" }
    let usage = outline.facts.usage
    text += "- \(Amount.count(usage.inputTokens)) tokens in, \(Amount.count(usage.outputTokens)) out"
    text +=
      ", \(Amount.plural(outline.facts.calls, "call")), \(Amount.plural(outline.facts.retries, "request")) retried\n"
    text += "- evalset \(code(outline.verdict.evalset.name)), policy version \(outline.verdict.evalset.policyVersion), "
    text += "digest \(code(outline.verdict.evalset.digest.short))\n\n</details>\n"
    return MarkdownBlock(name: "what was judged", priority: 5, forms: ["", text])
  }

  /// How it was decided.
  var method: MarkdownBlock {
    let verdict = outline.verdict
    var text = say(verdict.method.statement, 900) + "\n\n"
    for warning in verdict.warnings.prefix(20) { text += "- \(code(warning.code)): \(say(warning.message, 400))\n" }
    text += verdict.warnings.isEmpty ? "" : "\n"
    text +=
      "Stopping rule \(code(verdict.method.design)), seed \(String(verdict.seed)), plan \(code(verdict.planDigest.short)). "
    text += "Decide again, without a model call: \(code(commands.redecide, 300))\n"
    return MarkdownBlock(
      name: "method", priority: 5, forms: ["Decide again: \(code(commands.redecide, 300))\n", text])
  }
}
