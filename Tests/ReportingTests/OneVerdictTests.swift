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

  static let all: [(String, GateReport)] = [
    ("sample", Fixture.sample), ("passing", passing()), ("undecided", undecided()), ("errored", errored()),
    ("waived", waived()), ("empty", Fixture.report([], name: "nothing")),
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

  @Test func aWaivedFailureIsShownAndDoesNotMakeTheGateRed() throws {
    let report = Reports.waived()
    #expect(report.verdict.verdict == .pass)
    let reader = try MarkupReader(JUnitReport(report).text(), isXML: true)
    #expect(reader.elements.count { $0.name == "skipped" } == 1)
    #expect(try MarkupReader(HTMLReport(report).text()).text.contains("waived: OPS-1188"))
    #expect(GateText(report, style: .plain).lines().contains { $0.contains("waived: OPS-1188") })
  }
}
