import EvalSchema

extension JUnitReport {
  /// The test cases: the eval cases by id, and one for the gate itself when no eval case says what the gate says.
  func entries() -> [Entry] {
    var names: Set<String> = []
    var entries = outline.verdict.cases.map { entry($0, names: &names) }
    let isRed = entries.contains { $0.kind == .failure || $0.kind == .error }
    if outline.verdict.verdict != .pass && !isRed { entries.append(gate) }
    return entries
  }

  /// The gate as a test case: nothing was selected, or a rule on the whole run decided.
  private var gate: Entry {
    let verdict = outline.verdict
    let isEmpty = verdict.cases.isEmpty
    let kind: Kind = verdict.verdict == .fail || verdict.verdict == .inconclusive ? .failure : .error
    let rules = outline.sharedRules.map { "\($0.text): \($0.sentence)" }
    let lines = [verdict.sentence] + rules + (kind == .error ? outline.errors : []) + ["Next: \(commands.overall)"]
    return Entry(
      className: verdict.evalset.name, name: isEmpty ? "no cases selected" : "gate", file: nil, line: nil, seconds: nil,
      kind: kind, type: verdict.reason.rawValue, message: verdict.sentence, content: lines.joined(separator: "\n"),
      output: "")
  }

  private func entry(_ found: CaseVerdict, names: inout Set<String>) -> Entry {
    let className = "\(outline.verdict.evalset.name).\(found.incident.id)"
    var name = found.id
    var copy = 1
    while !names.insert("\(className)\u{0}\(name)").inserted {
      copy += 1
      name = "\(found.id) (\(copy))"
    }
    let line = found.failureGroups.compactMap(\.line).first
    let seconds = outline.facts.latenciesByCase[found.id].map { $0.median * Double(found.valid + found.errored) }
    let kind = kind(found)
    let message = message(found)
    return Entry(
      className: className, name: name, file: outline.path(found.file), line: line, seconds: seconds, kind: kind,
      type: found.verdict == .inconclusive ? found.verdict.rawValue : found.reason.rawValue, message: message,
      content: kind == nil ? "" : content(found, message: message), output: output(found))
  }

  /// What blocks is red; what is allowed, waived or only shown is skipped and says so.
  private func kind(_ found: CaseVerdict) -> Kind? {
    guard found.verdict != .pass else { return nil }
    guard outline.blocks(found) else { return .skipped }
    switch found.verdict {
    case .fail: return .failure
    case .error, .empty: return .error
    default: return outline.facts.header.policy.allowInconclusive ? .skipped : .failure
    }
  }

  private func message(_ found: CaseVerdict) -> String {
    var message = "\(found.verdict.rawValue) (\(found.reason.rawValue)): \(found.sentence)"
    if let waiver = found.waiver {
      message += " Waived by \(waiver)."
    } else if !outline.blocks(found) {
      message += " Does not block."
    }
    return message
  }

  private func content(_ found: CaseVerdict, message: String) -> String {
    var lines = [message, outline.numbers(found), "Incident \(found.incident.id), \(found.incident.postmortem)"]
    for rule in outline.sharedRules where found.tests.contains(rule.id) && rule.sentence != found.sentence {
      lines.append("\(rule.verdict.rawValue) (\(rule.reason.rawValue)): \(rule.sentence)")
    }
    if found.verdict == .error { lines.append(contentsOf: outline.errors) }
    for group in found.failureGroups.prefix(5) {
      let line = group.line.map { ":\($0)" } ?? ""
      lines.append("\(group.count)x \(MarkdownReport.cut(group.grader, 300)) (\(found.file)\(line))")
    }
    let failing = outline.examples(found.id).filter { $0.outcome == .failed }
    for trial in failing.prefix(5) { lines.append("trial \(trial.index): \(EvidenceLine(trial).line(width: 400))") }
    lines.append("Look: \(commands.show(found))")
    lines.append("Run again: \(commands.rerun(found))")
    return lines.joined(separator: "\n")
  }

  private func output(_ found: CaseVerdict) -> String {
    let strip = MarkdownReport.cut(found.strip, 20_000)
    return "\(strip)\ntrials asked=\(found.valid + found.errored) valid=\(found.valid) errored=\(found.errored) "
      + "failed=\(found.failures)"
  }
}
