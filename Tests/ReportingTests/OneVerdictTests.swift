import EvalSchema
import Testing

@testable import Reporting

/// Reports with each verdict of a gate.
enum Reports {
  static func passing() -> GateReport {
    Fixture.report(Fixture.drafts.filter { $0.verdict == .pass }, name: "support-agent")
  }

  static func undecided() -> GateReport {
    Fixture.report(Fixture.drafts.filter { $0.verdict == .pass || $0.verdict == .inconclusive }, name: "support-agent")
  }

  static func errored() -> GateReport {
    var draft = Fixture.drafts[0]
    draft.verdict = .error
    draft.reason = .authFailed
    draft.failures = 0
    draft.valid = 0
    draft.errored = 9
    draft.sentence = "9 of 9 trials errored: the provider refused the key; nothing was shown."
    return Fixture.report([draft], name: "support-agent", interrupted: true)
  }

  static func waived() -> GateReport {
    Fixture.report(Fixture.drafts.filter { $0.verdict == .pass || $0.waiver != nil }, name: "support-agent")
  }

  /// One case that its cap shows below 50% and that a rule on its pattern, which blocks, leaves undecided.
  static func pattern() -> GateReport {
    var draft = Fixture.drafts[2]
    draft.limit = 0.5
    draft.verdict = .inconclusive
    draft.reason = .passOutOfReach
    draft.sentence =
      "pattern 'tool-loop', 1 case x 400 runs, 14 failures: a PASS at 5% allows 12 in 400; stopped early. Their average is "
      + "not shown to be above 5%."
    var report = Fixture.report([draft], name: "pattern")
    report.verdict.cases[0].limitKind = .cap
    report.verdict.cases[0].tests = ["cap:\(draft.id)", "pattern:tool-loop"]
    let rules = report.verdict.rules
    guard var pattern = rules.first(where: { $0.kind == "case" }) else { return report }
    var cap = pattern
    cap.id = "cap:\(draft.id)"
    cap.kind = "cap"
    cap.verdict = .pass
    cap.reason = .limitMet
    cap.sentence = "14 failures in 400 trials: the failure rate is below 50% with 95% confidence."
    pattern.id = "pattern:tool-loop"
    pattern.kind = "pattern"
    pattern.text = "tool-loop: its 1 case fail in less than 5% of trials on average"
    pattern.limit = 0.05
    report.verdict.rules = [pattern, cap] + rules.filter { $0.kind == "errors" }
    return report
  }

  static let all: [(String, GateReport)] = [
    ("sample", Fixture.sample), ("passing", passing()), ("undecided", undecided()), ("errored", errored()),
    ("waived", waived()), ("pattern", pattern()), ("empty", Fixture.report([], name: "nothing")),
    ("hostile", Hostile.report("</td>\u{1B}|`@x")),
  ]
}

@Suite struct OneVerdictTests {
  @Test(arguments: Reports.all.map(\.0)) func everyWriterSaysTheSameVerdict(name: String) throws {
    let report = try #require(Reports.all.first { $0.0 == name }?.1)
    let verdict = report.verdict
    let word = verdict.verdict.headline

    let page = try MarkupReader(HTMLReport(report).text())
    #expect(page.text.contains("\(verdict.verdict.glyph) \(word)"))
    let html = try HTMLReport(report).text()
    #expect(html.contains("<title>\(verdict.verdict.glyph) \(word) · "))
    #expect(page.text.contains("Exit code \(verdict.exitCode)"))

    let markdown = MarkdownReport(report).text()
    let heading = try #require(markdown.split(separator: "\n").first { $0.hasPrefix("## ") })
    #expect(heading.hasPrefix("## \(verdict.verdict.glyph) \(word) — "))

    let last = try #require(GateText(report, style: .plain, reports: ["r.html"]).lines().last)
    #expect(last.hasPrefix("\(word)  "))
    #expect(last.contains("exit code \(verdict.exitCode)"))

    let suite = try #require(
      MarkupReader(JUnitReport(report).text(), isXML: true).elements.first { $0.name == "testsuite" })
    let isRed = suite.attributes["failures"] != "0" || suite.attributes["errors"] != "0"
    #expect(isRed == (verdict.verdict != .pass))
  }

  @Test(arguments: Reports.all.map(\.0)) func countsAreTheSummaryAndAddUp(name: String) throws {
    let report = try #require(Reports.all.first { $0.0 == name }?.1)
    let summary = report.verdict.summary
    let outline = ReportOutline(report)
    let last = try #require(GateText(report, style: .plain).lines().last)
    #expect(last.contains(outline.counts))
    #expect(MarkdownReport(report).text().contains(outline.counts))
    #expect(summary.asked == summary.valid + summary.errored)
    #expect(summary.pass + summary.fail + summary.inconclusive + summary.error == report.verdict.cases.count)
    let page = try MarkupReader(HTMLReport(report).text())
    for text in [
      page.text, GateText(report, style: .plain).lines().joined(separator: "\n"), MarkdownReport(report).text(),
    ] {
      #expect(text.contains(outline.trials))
    }
    let reader = try MarkupReader(JUnitReport(report).text(), isXML: true)
    let suite = try #require(reader.elements.first { $0.name == "testsuite" })
    #expect(suite.attributes["tests"] == String(reader.elements.count { $0.name == "testcase" }))
    for (kind, key) in [("failure", "failures"), ("error", "errors"), ("skipped", "skipped")] {
      #expect(suite.attributes[key] == String(reader.elements.count { $0.name == kind }))
    }
    let properties = reader.elements.filter { $0.name == "property" }
    #expect(properties.contains { $0.attributes == ["name": "verdict", "value": report.verdict.verdict.rawValue] })
  }

  @Test(arguments: [(0, "3 pass"), (19, "3 pass · 3 of 22 cases; 19 not selected")])
  func aVerdictOverAPartSaysSoEverywhere(skipped: Int, counts: String) throws {
    var report = Fixture.report(Array(Fixture.drafts.suffix(3)), name: "part")
    report.verdict.summary.skipped = skipped
    let part = "3 of 22 cases; 19 not selected"
    let last = try #require(GateText(report, style: .plain).lines().last)
    #expect(last == "PASS  \(counts) · exit code 0")
    #expect(ShowText(report, style: .plain).run().last == "PASS  \(counts)")
    #expect(MarkdownReport(report).text().contains("\n## ● PASS — part: \(counts)\n"))
    let html = try HTMLReport(report).text()
    #expect(html.contains("<title>● PASS · part · \(counts)</title>"))
    #expect(html.contains("<li><strong>\(part)</strong></li>") == (skipped > 0))
    let suite = try MarkupReader(JUnitReport(report).text(), isXML: true).elements
    let property = suite.first { $0.name == "property" && $0.attributes["name"] == "selection" }
    #expect(property?.attributes["value"] == (skipped > 0 ? part : nil))
  }

  @Test(arguments: Verdict.allCases) func aBoundIsNeverRoundedOntoItsLimit(verdict: Verdict) {
    let bound = ReportOutline.bound(verdict, 0.0503, 0.0497, limit: 0.05)
    #expect(bound == (verdict == .fail ? "≥ 5.03%" : "≤ 4.97%"))
    #expect(ReportOutline.bounds(0.0503, 0.25, limit: 0.05) == "5.03% – 25%")
    #expect(ReportOutline.bounds(0, 0.04999, limit: 0.05) == "0% – 4.999%")
  }

  @Test func aWaivedFailureIsShownAndDoesNotMakeTheGateRed() throws {
    let report = Reports.waived()
    #expect(report.verdict.verdict == .pass)
    let reader = try MarkupReader(JUnitReport(report).text(), isXML: true)
    #expect(reader.elements.count { $0.name == "skipped" } == 1)
    #expect(try MarkupReader(HTMLReport(report).text()).text.contains("waived: OPS-1188"))
    #expect(GateText(report, style: .plain).lines().contains { $0.hasSuffix(", waived by OPS-1188") })
    let show = ShowText(report, style: .plain)
    #expect(show.run().contains { $0.hasSuffix("  waived by OPS-1188") })
    #expect(show.evalCase("INC-2102-stale-price")?.contains("  waived by OPS-1188") == true)
  }

  @Test func everyReportSaysWhyARunEndedEarly() throws {
    var report = Reports.undecided()
    let words = "ended early: the budget of --max-time 10s is used up"
    let reports = { (report: GateReport) in
      [
        GateText(report, style: .plain).lines().joined(separator: "\n"), MarkdownReport(report).text(),
        try MarkupReader(HTMLReport(report).text()).text,
      ]
    }
    #expect(try reports(report).allSatisfy { !$0.contains("ended early") })
    report.facts.footer?.stopped = "the budget of --max-time 10s is used up"
    for text in try reports(report) { #expect(text.replacing("\\-", with: "-").contains(words), "\(text)") }
  }
}
