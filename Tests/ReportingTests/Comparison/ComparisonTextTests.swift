import EvalSchema
import Testing

@testable import Reporting

@Suite struct ComparisonTextTests {
  @Test func theLastLineIsTheVerdictWithItsCode() throws {
    let lines = ComparisonText(ComparisonSample.report(), style: .plain, reports: ["out/comparison.html"]).lines()
    let last = try #require(lines.last)
    #expect(last.hasPrefix("FAIL  1 worse") && last.contains("case-worse · exit code 1"))
    #expect(last.hasSuffix("report: out/comparison.html"))
    #expect(lines[lines.count - 2] == "next: relapse show 'reports/cand plain' 'case-2 plain/17'")
    #expect(lines.contains { $0.contains("differs: surfaces.plain") })
  }

  @Test(arguments: Hostile.texts) func hostileTextNeverActs(text: String) {
    for style in [TerminalStyle.plain, TerminalStyle(ascii: true)] {
      for line in ComparisonText(ComparisonSample.report(text), style: style).lines() {
        #expect(
          !line.unicodeScalars.contains {
            $0.value < 0x20 || VisibleSymbols.isActing($0.value) && $0 != "\u{2060}"
          })
        #expect(!line.hasPrefix("::"))
      }
    }
  }

  @Test(arguments: Hostile.texts) func markdownStaysWithinItsBytesAndForgesNothing(text: String) {
    let report = ComparisonSample.report(text)
    for bytes in [8_000, 60_000] {
      let markdown = ComparisonMarkdown(report, maximumBytes: bytes).text()
      #expect(markdown.utf8.count <= bytes)
      #expect(markdown.hasPrefix("<!-- relapse:compare:"))
      let outside = markdown.split(separator: "\n").drop { !$0.hasPrefix("## ") }
      #expect(!outside.contains { $0.hasPrefix("<!--") })
    }
  }

  @Test func theNumbersAreThoseOfTheVerdict() {
    let markdown = ComparisonMarkdown(ComparisonSample.report()).text()
    for text in ["| baseline passed | 60 | 15 |", "+25 pp [−3.2, +54.2] pp", "0.016", "shown over all"] {
      #expect(markdown.contains(text), "\(text)")
    }
  }

  @Test(arguments: [
    (0.15, "+15 pp"), (-0.167, "−16.7 pp"), (0.0, "0 pp"), (-0.0004, "−0.04 pp"), (1.0, "+100 pp"),
  ]) func pointsHaveASign(value: Double, text: String) { #expect(ComparisonOutline.signed(value) == text) }

  @Test(arguments: [(1.0, "1.000"), (0.0155, "0.016"), (0.0001, "< 0.001"), (0.9999, "1.000"), (0.5, "0.500")])
  func pValuesAreRoundedUp(value: Double, text: String) { #expect(ComparisonOutline.p(value) == text) }
}
