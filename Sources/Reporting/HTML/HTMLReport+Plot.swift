import EvalSchema

extension HTMLReport {
  /// The most rows that are drawn; the table of rules holds all.
  private static let mostRows = 80

  /// One panel of intervals for each limit.
  func forest(_ page: inout Markup) {
    let rules = outline.verdict.rules.filter { ["case", "pattern", "cap"].contains($0.kind) }
    guard !rules.isEmpty else { return }
    section(&page, "plot", "Rates and limits") { page in
      page.element("figure") { page in
        page.element("figcaption") { page in
          page.element("strong", [:], finding(rules))
          page.text(
            " Bar: from the lower to the upper bound that the gate uses. Mark: the observed rate. Upright line: the limit. "
              + "Dashed: the part of an undecided bar beyond the limit. ")
          page.element("a", ["href": "#rules"], "The same numbers as a table.")
          if rules.prefix(Self.mostRows).contains(where: { $0.kind == "cap" }) { page.text(Self.capNote) }
          if rules.count > Self.mostRows {
            page.text(" Drawn are the first \(Self.mostRows) of \(Amount.count(rules.count)) rules, worst first.")
          }
        }
        for plot in panels(Array(rules.prefix(Self.mostRows))) {
          page.element("div", ["class": "plot"]) { plot.draw(&$0) }
          page.raw("\n")
        }
      }
    }
  }

  /// Why a case of a pattern shows other counts here than in the table of cases.
  static let capNote =
    " Under a cap a case stands with its trials up to the decision on that cap; its pattern may have gone on, and the table "
    + "of cases counts all trials that were used."

  private func finding(_ rules: [RuleVerdict]) -> String {
    let words: [(Verdict, String)] = [
      (.fail, "above its limit"), (.error, "not judged"), (.inconclusive, "on neither side of its limit"),
      (.pass, "below its limit"),
    ]
    let parts = words.compactMap { verdict, words in
      let count = rules.count { $0.verdict == verdict }
      return count > 0 ? "\(Amount.count(count)) \(words)" : nil
    }
    return "\(Amount.plural(rules.count, "rate")): \(parts.joined(separator: ", "))."
  }

  /// Rules that share a limit and a kind share an axis.
  private func panels(_ rules: [RuleVerdict]) -> [ForestPlot] {
    var order: [String] = []
    var groups: [String: [RuleVerdict]] = [:]
    for rule in rules {
      let key = "\(rule.kind) \(rule.limit)"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(rule)
    }
    let sorted = order.sorted { (groups[$0]?.first?.limit ?? 0) < (groups[$1]?.first?.limit ?? 0) }
    return sorted.enumerated().compactMap { number, key in
      guard let members = groups[key], let first = members.first else { return nil }
      return ForestPlot(
        title: Self.heading(first), limit: first.limit, rows: members.map { (Self.name($0), $0) }, number: number)
    }
  }

  private static func heading(_ rule: RuleVerdict) -> String {
    switch rule.kind {
    case "pattern": "Patterns, average of their cases, limit \(Percent.text(rule.limit))"
    case "cap": "Cases of a pattern, cap \(Percent.text(rule.limit))"
    default: "Cases, limit \(Percent.text(rule.limit))"
    }
  }

  /// The name of what a rule is about: the id without its kind.
  static func name(_ rule: RuleVerdict) -> String {
    guard let colon = rule.id.unicodeScalars.firstIndex(of: ":") else { return rule.id }
    return String(rule.id.unicodeScalars[colon...].dropFirst())
  }
}
