import EvalSchema

extension HTMLReport {
  /// What was judged and what it took: target, surfaces, trials, time, tokens, cost.
  func subject(_ page: inout Markup) {
    section(&page, "subject", "What was judged") { page in
      page.element("dl", ["class": "facts"]) { page in
        for (name, values) in facts {
          page.element("div") { page in
            page.element("dt", [:], name)
            for value in values {
              page.element("dd") { $0.element(value.isCode ? "code" : "span", [:], value.text) }
            }
          }
        }
      }
    }
  }

  private struct Fact {
    var text: String
    var isCode = false
  }

  private var facts: [(String, [Fact])] {
    let target = outline.verdict.target
    let header = outline.facts.header
    var facts: [(String, [Fact])] = [
      ("Target", [Fact(text: target.name), Fact(text: "\(target.adapter.rawValue) adapter")]),
      ("Model requested", [Fact(text: target.model ?? "not stated", isCode: target.model != nil)]),
      ("Model returned", returned),
      ("Surfaces, as one digest", [Fact(text: target.fingerprint.short, isCode: true)]),
      ("System prompt", [target.systemDigest.map { Fact(text: $0.short, isCode: true) } ?? Fact(text: "none")]),
    ]
    if !target.parameters.isEmpty {
      facts.append(("Parameters", pairs(target.parameters.mapValues { Self.short($0) })))
    }
    if !target.surfaces.isEmpty { facts.append(("Stated surfaces", pairs(target.surfaces))) }
    for judge in header.judges ?? [] {
      facts.append(
        (
          "Judge \(judge.name)",
          [
            Fact(text: "\(judge.adapter.rawValue) adapter, prompt \(judge.prompt)"),
            Fact(text: judge.model ?? "no model stated", isCode: judge.model != nil),
            Fact(text: judge.digest.short, isCode: true),
          ]
        ))
    }
    let summary = outline.verdict.summary
    let unused = outline.facts.trials - summary.asked
    let sum = " = \(Amount.count(summary.asked)) asked and used + \(Amount.count(unused)) recorded and not used"
    var trials = [
      Fact(text: "\(Amount.count(outline.facts.trials)) recorded" + (unused >= 0 ? sum : "")),
      Fact(
        text: "\(Amount.count(summary.asked)) asked = \(Amount.count(summary.valid)) valid + \(summary.errored) errored"
      ),
    ]
    if outline.facts.retries > 0 {
      trials.append(Fact(text: "\(Amount.plural(outline.facts.retries, "request")) retried"))
    }
    facts.append(("Trials", trials))
    facts.append(("Time", times))
    facts.append(("Tokens", tokens))
    facts.append(("Cost", [Fact(text: outline.facts.currency == nil ? "no price stated" : cost)]))
    facts.append(
      (
        "Evalset",
        [
          Fact(text: "\(outline.verdict.evalset.name), policy version \(outline.verdict.evalset.policyVersion)"),
          Fact(text: outline.verdict.evalset.digest.short, isCode: true),
        ]
      ))
    let skipped = header.plan.skipped.count
    facts.append(
      (
        "Cases",
        [
          Fact(
            text: "\(Amount.count(summary.cases)) ran" + (skipped > 0 ? ", \(Amount.count(skipped)) not selected" : ""))
        ]
      ))
    return facts
  }

  private var cost: String {
    "\(Amount.money(outline.facts.costMicros, outline.facts.currency)) for \(Amount.plural(outline.facts.calls, "call"))"
  }

  private var returned: [Fact] {
    let models = outline.verdict.target.modelsReturned
    guard !models.isEmpty else { return [Fact(text: "not stated by the provider")] }
    let differs = models.count > 1 || (outline.verdict.target.model.map { models != [$0] } ?? false)
    return models.map { Fact(text: $0, isCode: true) }
      + (differs ? [Fact(text: "differs from what was requested")] : [])
  }

  private var times: [Fact] {
    var facts: [Fact] = []
    if let footer = outline.facts.footer { facts.append(Fact(text: "\(Amount.duration(footer.seconds)) in all")) }
    if let latencies = outline.facts.latencies {
      facts.append(
        Fact(
          text: "per trial \(Amount.duration(latencies.median)) median, \(Amount.duration(latencies.p90)) at 90%, "
            + "\(Amount.duration(latencies.maximum)) longest"))
    }
    return facts.isEmpty ? [Fact(text: "unknown")] : facts
  }

  private var tokens: [Fact] {
    let usage = outline.facts.usage
    var facts = [
      Fact(text: "\(Amount.count(usage.inputTokens)) in → \(Amount.count(usage.outputTokens)) out")
    ]
    if usage.cachedInputTokens > 0 { facts.append(Fact(text: "\(Amount.count(usage.cachedInputTokens)) from cache")) }
    if usage.reasoningTokens > 0 {
      facts.append(Fact(text: "\(Amount.count(usage.reasoningTokens)) of hidden reasoning"))
    }
    return facts
  }

  private func pairs(_ members: [String: String]) -> [Fact] {
    members.sorted { $0.key < $1.key }.map { Fact(text: "\($0.key) = \($0.value)", isCode: true) }
  }

  /// A JSON value on one line, shortened.
  static func short(_ value: JSONValue) -> String {
    let text = PrettyJSON.text(value, room: .max)
    return text.utf8.count <= 200 ? text : Excerpt(text, size: .init(head: 150, tail: 40)).plain
  }
}
