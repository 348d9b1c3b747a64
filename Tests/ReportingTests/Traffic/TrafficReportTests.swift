import EvalSchema
import Testing

@testable import Reporting

@Suite struct TrafficReportTests {
  private static func verdict(_ text: String) -> TrafficVerdict {
    let side = TrafficSide(
      file: text, reading: TrafficReading(), answered: 10, errored: 1, models: [text: 10], from: text, until: text)
    let check = TrafficCheck(
      TrafficCheckPlan(id: text, title: text, pattern: text, severity: .s1, graders: [text]),
      baseline: TrafficCounts(valid: 10), candidate: TrafficCounts(valid: 10, failures: 9),
      difference: DifferenceEstimate(estimate: 0.9, lower: 0.1, upper: 1), change: .worse, p: 0.001, pAdjusted: 0.002,
      isShownWorse: true, sentence: text,
      examples: [TrafficExample(id: text, line: 3, grader: text, reason: text)])
    return TrafficVerdict(
      tool: ToolVersion(version: "1"), verdict: .fail, reason: .checkWorse, sentence: text, evalset: text, margin: 0.05,
      confidence: 0.95, statement: text, baseline: side, candidate: side, checks: [check],
      leftOut: [LeftOutGrader(evalCase: text, path: text, grader: text, reason: text)], metrics: [],
      warnings: [.warning("traffic-models", text, at: Place(file: text, line: 2))])
  }

  @Test(arguments: Hostile.texts) func nothingForeignBreaksOut(_ text: String) {
    let html = TrafficHTML(Self.verdict(text)).text()
    #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("onerror=alert(1)>"))
    // What stands in a code span is shown as it is.
    let markdown = TrafficMarkdown(Self.verdict(text)).text().replacing(/(`+).*?\1/, with: "")
    #expect(!markdown.contains("<script") && !markdown.contains("<img") && !markdown.contains("\n::error"))
    let lines = TrafficText(Self.verdict(text), style: .plain, report: "r").lines()
    #expect(lines.allSatisfy { !$0.contains("\u{1B}") && !$0.hasPrefix("::") && !$0.contains("\n") })
  }

  @Test func oneVerdictInEveryForm() {
    let verdict = Self.verdict("x")
    #expect(
      TrafficText(verdict, style: .plain, report: "r.html").lines().last?.hasPrefix("FAIL  traffic-worse · exit code 1")
        == true)
    for text in [TrafficMarkdown(verdict).text(), TrafficHTML(verdict).text()] {
      #expect(text.contains("FAIL") && text.contains("observed traffic, unpaired") && text.contains("traffic-worse"))
    }
  }
}
