import EvalSchema
import Testing

@testable import Reporting

@Suite struct HTMLReportTests {
  /// The shape of a page without hostile text.
  private static let harmless = Result { try MarkupReader(HTMLReport(Hostile.report("harmless")).text()) }

  @Test(arguments: Hostile.texts) func hostileTextAddsNoElement(text: String) throws {
    let harmless = try Self.harmless.get()
    let page = try HTMLReport(Hostile.report(text)).text()
    let hostile = try MarkupReader(page)
    #expect(hostile.elements.map(\.name) == harmless.elements.map(\.name))
    #expect(
      hostile.elements.map { $0.attributes.keys.sorted() } == harmless.elements.map { $0.attributes.keys.sorted() })
    #expect(hostile.raw == harmless.raw)
    #expect(
      !page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" || VisibleSymbols.isActing($0.value) }
    )
  }

  @Test func thePageAsksForNothingAndHasNoInlineStyleOrHandler() throws {
    let page = try MarkupReader(HTMLReport(Fixture.sample).text())
    for element in page.elements {
      for (name, value) in element.attributes {
        #expect(name != "style" && !name.hasPrefix("on"), "\(element)")
        if name == "href" { #expect(value.hasPrefix("#") || value.hasPrefix("data:image/svg+xml,"), "\(value)") }
        #expect(name != "src" && name != "srcset" && name != "action", "\(element)")
      }
    }
    for word in [
      "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch(", "http",
    ] {
      #expect(!ReportScript.text.contains(word), "\(word)")
    }
    for word in ["url(", "@import", "http"] { #expect(!ReportStyle.sheet.contains(word), "\(word)") }
    #expect(page.elements.count { $0.name == "script" } == 1 && page.elements.count { $0.name == "style" } == 1)
  }

  @Test func theHashesOfThePolicyAreThoseOfTheFile() throws {
    let page = try MarkupReader(HTMLReport(Fixture.sample).text())
    let policy = try #require(
      page.elements.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?.attributes["content"])
    let style = try #require(page.raw["style"])
    let script = try #require(page.raw["script"])
    #expect(policy.contains("style-src '\(ContentSecurityPolicy.hash(style))'"))
    #expect(policy.contains("script-src '\(ContentSecurityPolicy.hash(script))'"))
    #expect(policy.hasPrefix("default-src 'none'"))
    #expect(ContentSecurityPolicy.hash("abc") == "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
  }

  @Test(arguments: Reports.all.map(\.0)) func withoutScriptAndStyleEveryNumberIsInTheText(name: String) throws {
    let report = try #require(Reports.all.first { $0.0 == name }?.1)
    let page = try MarkupReader(HTMLReport(report).text())
    func holds(_ text: String) -> Bool { page.text.contains(VisibleSymbols.show(text, .block)) }
    for rule in report.verdict.rules {
      for text in [rule.text, rule.observed, rule.limitText, rule.sentence, rule.reason.rawValue, rule.source] {
        #expect(holds(text), "\(text)")
      }
      if let bounds = rule.boundsText { #expect(page.text.contains(bounds)) }
      if let margin = ReportOutline.margin(rule.margin) { #expect(page.text.contains(margin)) }
    }
    for found in report.verdict.cases {
      for text in [
        found.id, found.title, found.sentence, found.verdict.rawValue, found.incident.id, found.incident.postmortem,
      ] {
        #expect(holds(text), "\(text)")
      }
      #expect(holds("Would have caught the incident:"))
    }
    #expect(holds(report.verdict.method.statement))
  }

  @Test func idsAreUniqueAndLinksHaveATarget() throws {
    let page = try MarkupReader(HTMLReport(Fixture.sample).text())
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for link in page.elements.compactMap({ $0.attributes["href"] }) where link.hasPrefix("#") {
      #expect(ids.contains(String(link.dropFirst())), "\(link)")
    }
    #expect(ids.contains("case=INC-2041-refund-without-approval&trial=0"))
    #expect(page.elements.count { $0.name == "h1" } == 1)
    for id in page.elements.flatMap({ ($0.attributes["aria-labelledby"] ?? "").split(separator: " ") }) {
      #expect(ids.contains(String(id)))
    }
  }

  @Test func trialsAddUp() throws {
    var report = Fixture.sample
    let asked = report.verdict.summary.asked
    report.facts.trials = asked + 1_234
    report.facts.afterStop = 7
    let text = try MarkupReader(HTMLReport(report).text()).text
    let (all, used) = (Amount.count(asked + 1_234), Amount.count(asked))
    #expect(text.contains("\(all) recorded = \(used) asked and used + 1,234 recorded and not used"))
    #expect(!text.contains("7 came after a decision"))
  }

  @Test func thePanelOfCapsSaysWhyItsCountsDiffer() throws {
    #expect(try MarkupReader(HTMLReport(Reports.pattern()).text()).text.contains(HTMLReport.capNote))
    #expect(try !MarkupReader(HTMLReport(Fixture.sample).text()).text.contains(HTMLReport.capNote))
  }

  @Test func evidenceIsMarkedAndBracketed() throws {
    let text = try HTMLReport(Fixture.sample).text()
    #expect(text.contains("<mark>⟦You will be refunded within 24 hours⟧</mark>"))
    #expect(text.contains("unmatched: no recorded reply fitted the call"))
  }

  @Test func modelMarkdownAndHTMLStayText() throws {
    var draft = Fixture.drafts[0]
    draft.answer = "# Title\n<b>bold</b> [a](javascript:x)"
    draft.evidence = "bold"
    let page = try MarkupReader(HTMLReport(Fixture.report([draft], name: "x")).text())
    #expect(!page.elements.contains { $0.name == "a" && $0.attributes["href"]?.contains("javascript") == true })
    #expect(page.text.contains("<b>"))
  }

  @Test func aHugeAnswerIsShortenedAndItsEvidenceKept() throws {
    var draft = Fixture.drafts[0]
    draft.answer = String(repeating: "x", count: 10_000_000)
    var report = Fixture.report([Fixture.drafts[0]], name: "big")
    let span = 5_000_000..<5_000_020
    report.facts.examples = report.facts.examples.mapValues { trials in
      trials.prefix(1).map { trial in
        var trial = trial
        trial.transcript.messages[2] = .assistant(AssistantTurn(content: draft.answer))
        trial.grades[1].evidence = Evidence(message: 2, start: span.lowerBound, end: span.upperBound)
        return trial
      }
    }
    var bytes = 0
    var largest = 0
    var hasEvidence = false
    try HTMLReport(report).write { piece in
      bytes += piece.count
      largest = max(largest, piece.count)
      hasEvidence =
        hasEvidence || String(decoding: piece, as: UTF8.self).contains("<mark>⟦xxxxxxxxxxxxxxxxxxxx⟧</mark>")
    }
    #expect(hasEvidence)
    #expect(bytes < 250_000)
    #expect(largest < 200_000)
  }

  @Test func beyondTheSizeFailingExamplesStay() throws {
    var drafts: [Fixture.Draft] = []
    for index in 0..<40 {
      var draft = Fixture.drafts[index % 2 == 0 ? 0 : 5]
      draft.id += "-\(index)"
      draft.answer += String(repeating: " padding", count: 2_000)
      drafts.append(draft)
    }
    let report = Fixture.report(drafts, name: "large")
    let text = try HTMLReport(report, options: .init(targetBytes: 1_000_000)).text()
    #expect(text.utf8.count < 1_100_000)
    for draft in drafts where draft.verdict == .fail {
      #expect(text.contains("id=\"case=\(draft.id)&amp;trial=0\""), "\(draft.id)")
    }
    #expect(text.contains("passed examples did not fit into this file"))
  }

  @Test func aThousandCasesStayBoundedWithTheirFailingExamples() throws {
    var drafts: [Fixture.Draft] = []
    for index in 0..<1_000 {
      var draft = Fixture.drafts[index % 50 == 0 ? 1 : 6]
      draft.id += "-\(index)"
      draft.answer += String(repeating: " padding", count: 512)
      drafts.append(draft)
    }
    let report = Fixture.report(drafts, name: "thousand")
    var (bytes, largest, failing) = (0, 0, 0)
    try HTMLReport(report).write { piece in
      bytes += piece.count
      largest = max(largest, piece.count)
      failing += String(decoding: piece, as: UTF8.self).contains("data-outcome=\"failed\" open") ? 1 : 0
    }
    #expect(failing == 20)
    #expect(bytes < 10_000_000, "\(bytes)")
    #expect(largest < 1_000_000, "\(largest)")
  }

  @Test func equalReportsGiveEqualBytes() throws {
    #expect(try HTMLReport(Fixture.sample).text() == HTMLReport(Fixture.sample).text())
  }
}
