package import EvalSchema

/// What a plan will cost and what it can decide, in words, before the first call.
package struct PlanText: Sendable {
  let forecast: PlanForecast
  let plan: RunPlan
  let style: TerminalStyle

  /// Prepares the text.
  package init(_ forecast: PlanForecast, of plan: RunPlan, style: TerminalStyle) {
    self.forecast = forecast
    self.plan = plan
    self.style = style
  }

  /// The lines; the last says what the gate can expect.
  package func lines() -> [String] {
    var lines = [
      style.paint("plan", .bold) + " \(style.safe(plan.evalset)) on \(style.safe(plan.target)): "
        + "\(Amount.plural(plan.cases.count, "case")), \(Amount.plural(forecast.tests.count, "test")), "
        + "\(Percent.text(plan.design.confidence)) confidence",
      "",
    ]
    let judged = plan.design.tests.filter { $0.judges != nil }
    let judges = Dictionary(judged.map { ($0.id, $0.judges?.evidence.map(\.judge)) }) { first, _ in first }
    var alike: [(ids: [String], test: TestForecast)] = []
    for test in forecast.tests {
      if let index = alike.firstIndex(where: { Self.same($0.test, test) && judges[$0.test.id] == judges[test.id] }) {
        alike[index].ids.append(test.id)
      } else {
        alike.append(([test.id], test))
      }
    }
    for group in alike { lines.append(contentsOf: self.lines(group.test, ids: group.ids)) }
    for (reason, skipped) in Dictionary(grouping: plan.skipped, by: \.reason).sorted(by: { $0.key < $1.key }) {
      let which = skipped.count > 3 ? Amount.plural(skipped.count, "case") : skipped.map(\.id).joined(separator: ", ")
      lines.append("\(style.paint("not run", .faint)) \(style.safe(which)): \(style.safe(reason))")
    }
    if !plan.skipped.isEmpty { lines.append("") }
    lines.append(contentsOf: variants)
    lines.append(contentsOf: totals)
    return lines.map { style.plainSigns($0) }
  }

  /// Whether two tests decide alike, so that they can be told in one.
  private static func same(_ left: TestForecast, _ right: TestForecast) -> Bool {
    left.limit == right.limit && left.budget == right.budget && left.passSteps == right.passSteps
      && left.failSteps == right.failSteps && left.rates == right.rates && left.canPass == right.canPass
  }

  private func lines(_ test: TestForecast, ids: [String]) -> [String] {
    let limit = Percent.text(test.limit)
    var lines = style.wrap(ids.prefix(6).map { style.safe($0) }.joined(separator: ", "))
    if ids.count > 6 { lines[lines.count - 1] += ", and \(ids.count - 6) more alike" }
    lines = lines.map { style.paint($0, .bold) }
    if let tested = corrections(ids), !tested.isEmpty {
      for line in tested { lines.append(contentsOf: style.wrap(line, indent: "  ")) }
    }
    lines.append("  limit \(limit), at most \(Amount.plural(test.budget, "trial"))\(ids.count > 1 ? " each" : "")")
    guard test.canPass else {
      let cannot =
        "cannot pass: \(Amount.plural(test.budget, "trial")) without a failure do not show a rate below \(limit)"
      lines.append("  \(style.mark(.fail)) \(cannot); it takes \(Amount.count(test.neededBudget))")
      lines.append("")
      return lines
    }
    lines.append(contentsOf: style.wrap("passes " + Self.passes(test.passSteps), indent: "  "))
    if !test.failSteps.isEmpty {
      lines.append(contentsOf: style.wrap("fails " + Self.fails(test.failSteps), indent: "  "))
    }
    if !test.rates.isEmpty {
      lines.append(style.paint("  true rate            pass     fail   undecided  expected trials", .faint))
      for rate in test.rates { lines.append("  " + row(rate)) }
    }
    lines.append("")
    return lines
  }

  /// What tests allow for because models judge their trials; tests that decide alike have the same limits.
  private func corrections(_ ids: [String]) -> [String]? {
    guard let test = plan.design.tests.first(where: { $0.id == ids.first }), let judges = test.judges else {
      return nil
    }
    let names = Set(judges.evidence.map(\.judge)).sorted().map { style.safe($0) }.joined(separator: ", ")
    guard judges.passAlpha > 0 else { return ["judged by \(names), not calibrated: no limit is corrected"] }
    let sensitivity = Percent.text(judges.sensitivityLower, .down)
    let tested = Percent.text(judges.passLimit, .down, apartFrom: test.limit)
    let above =
      judges.failLimit < 1 ? "above \(Percent.text(judges.failLimit, .up))" : "never: no known-good was measured"
    return [
      "judged by \(names), sensitivity at least \(sensitivity): \(tested) is tested instead of \(Percent.text(test.limit)); "
        + "fails \(above)"
    ]
  }

  /// The staircase of a pass in words: `after 339 trials with 0 failures, 649 with 1, …`.
  static func passes(_ steps: [ForecastStep], most: Int = 5) -> String {
    guard let first = steps.first else { return "never" }
    var text = "after \(Amount.plural(first.trials, "trial")) with \(Amount.plural(first.failures, "failure"))"
    for step in steps.dropFirst().prefix(most - 1) { text += ", \(Amount.count(step.trials)) with \(step.failures)" }
    if steps.count > most, let last = steps.last { text += ", … \(Amount.count(last.trials)) with \(last.failures)" }
    return text
  }

  /// The staircase of a fail in words: `on 4 failures within 8 trials, 5 within 28, …`.
  static func fails(_ steps: [ForecastStep], most: Int = 4) -> String {
    guard let first = steps.first else { return "never" }
    var text = "on \(Amount.plural(first.failures, "failure")) within \(Amount.plural(first.trials, "trial"))"
    for step in steps.dropFirst().prefix(most - 1) { text += ", \(step.failures) within \(Amount.count(step.trials))" }
    return text + (steps.count > most ? ", …" : "")
  }

  private func row(_ rate: RateForecast) -> String {
    let label = TerminalStyle.pad(Percent.text(rate.rate), 8) + TerminalStyle.pad(style.safe(rate.label), 9)
    let chances = [rate.pass, rate.fail, rate.inconclusive].map { TerminalStyle.pad(Self.chance($0), 8, right: true) }
    let trials = TerminalStyle.pad(Amount.count(Int(rate.expectedTrials.rounded())), 14, right: true)
    return label + chances[0] + " " + chances[1] + "  " + chances[2] + "  " + trials
  }

  /// A chance that is rounded, but never to certainty: `>99.9%`, `<0.1%`.
  static func chance(_ chance: Double) -> String {
    if chance >= 1 { return "100%" }
    if chance <= 0 { return "0%" }
    if chance > 0.999 { return ">99.9%" }
    if chance < 0.001 { return "<0.1%" }
    return Percent.text(chance)
  }

  /// The cases whose trials take turns through variants.
  private var variants: [String] {
    let varied = plan.cases.filter { ($0.variants?.count ?? 0) > 1 }
    guard !varied.isEmpty else { return [] }
    return varied.flatMap { planned in
      let names = planned.variants ?? []
      let more = names.count > 8 ? ", and \(names.count - 8) more" : ""
      let text =
        "\(planned.id) rotates through \(names.count) variants: \(names.prefix(8).joined(separator: ", "))\(more)"
      return style.wrap(style.safe(text))
    } + [""]
  }

  private var totals: [String] {
    let rows: [(String, Int, Int?)] = [
      ("if nothing fails", forecast.cleanTrials, forecast.cleanCostMicros),
      ("expected, each rate a tenth of its limit", forecast.expectedTrials, forecast.expectedCostMicros),
      ("at most", forecast.worstTrials, forecast.worstCostMicros),
    ]
    // Columns as wide as their widest amount, so that no two ever touch.
    let trials = rows.map { Amount.count($0.1) }
    let costs = rows.map { row in row.2.map { style.safe(Amount.money($0, forecast.currency)) } ?? "" }
    let widths = [trials, costs].map { $0.map(\.unicodeScalars.count).max() ?? 0 }
    var lines = rows.indices.map { index in
      let count = TerminalStyle.pad(trials[index], max(9, widths[0]), right: true)
      let cost = widths[1] > 0 ? "  " + TerminalStyle.pad(costs[index], max(14, widths[1]), right: true) : ""
      return TerminalStyle.pad(rows[index].0, 42) + count + " trials" + cost
    }
    if forecast.cleanCostMicros == nil { lines.append("no price is stated for this target, so no cost") }
    lines.append(
      "the gate passes with a chance of \(style.paint(Self.chance(forecast.gatePass), .bold)) when each rate is a tenth of "
        + "its limit")
    return lines
  }
}
