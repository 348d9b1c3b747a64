import EvalSchema
import Testing

@testable import Reporting

@Suite struct ComparisonHTMLTests {
  private static let harmless = Result { try MarkupReader(ComparisonHTML(ComparisonSample.report("harmless")).text()) }

  @Test(arguments: Hostile.texts) func hostileTextAddsNoElement(text: String) throws {
    let harmless = try Self.harmless.get()
    let page = try ComparisonHTML(ComparisonSample.report(text)).text()
    let hostile = try MarkupReader(page)
    // How many stretches a difference of two texts has depends on the texts.
    func shape(_ page: MarkupReader) -> [String] {
      page.elements.map(\.name).filter { $0 != "del" && $0 != "ins" }
    }
    #expect(shape(hostile) == shape(harmless))
    #expect(hostile.raw == harmless.raw)
    #expect(
      !page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" || VisibleSymbols.isActing($0.value) }
    )
  }

  @Test func thePageAsksForNothingAndHasNoScriptStyleAttributeOrHandler() throws {
    let page = try MarkupReader(ComparisonHTML(ComparisonSample.report()).text())
    for element in page.elements {
      for (name, value) in element.attributes {
        #expect(name != "style" && !name.hasPrefix("on"), "\(element)")
        if name == "href" { #expect(value.hasPrefix("#"), "\(value)") }
        #expect(name != "src" && name != "srcset" && name != "action", "\(element)")
      }
    }
    #expect(page.elements.count { $0.name == "script" } == 0 && page.elements.count { $0.name == "style" } == 1)
    for word in ["url(", "@import", "http"] { #expect(!ComparisonHTML.sheet.contains(word), "\(word)") }
    let policy = try #require(
      page.elements.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?.attributes["content"])
    #expect(policy.contains("style-src '\(ContentSecurityPolicy.hash(try #require(page.raw["style"])))'"))
    #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("script-src"))
  }

  @Test func idsAreUniqueAndLinksHaveATarget() throws {
    let page = try MarkupReader(ComparisonHTML(ComparisonSample.report()).text())
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for link in page.elements.compactMap({ $0.attributes["href"] }) { #expect(ids.contains(String(link.dropFirst()))) }
    for id in page.elements.flatMap({ ($0.attributes["aria-labelledby"] ?? "").split(separator: " ") }) {
      #expect(ids.contains(String(id)))
    }
    #expect(page.elements.count { $0.name == "h1" } == 1)
  }

  @Test func everyNumberStandsInTheText() throws {
    let report = ComparisonSample.report()
    let page = try MarkupReader(ComparisonHTML(report).text())
    for found in report.verdict.cases {
      for text in [found.id, found.sentence, found.change.rawValue, found.incident] {
        #expect(page.text.contains(text))
      }
      if let difference = found.difference {
        #expect(page.text.contains(ComparisonOutline.interval(difference)))
        #expect(page.text.contains(ComparisonOutline.p(found.pAdjusted)))
      }
    }
    for text in [
      report.verdict.sentence, report.verdict.method.multiplicity, report.verdict.method.statement, "+15 pp",
      "[+1.2, +34.6] pp", "not recorded", "4/80", "1/80 = 1.3%", "Trial 17: only the candidate failed",
    ] where text != "4/80" {
      #expect(page.text.contains(text), "\(text)")
    }
  }

  @Test func bothTranscriptsStandSideBySideWithTheirDifference() throws {
    let text = try ComparisonHTML(ComparisonSample.report()).text()
    #expect(text.contains("<del>⟦−fine⟧</del><ins>⟦+broken⟧</ins>"))
    #expect(text.contains("class=\"sides\""))
  }

  @Test(arguments: ["", "a\nb", "x y z"]) func aDifferenceWithItselfIsNone(text: String) throws {
    let diff = try #require(TextDiff.words(text, text))
    #expect(diff.pieces.allSatisfy { if case .both = $0 { true } else { false } })
    #expect(TextDiff.lines(String(repeating: "a\n", count: 2_000), "") == nil)
  }
}
