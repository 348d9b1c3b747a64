import EvalSchema
import Testing

@testable import Reporting

@Suite struct AttributionReportTests {
  private static func report(_ text: String = "prompts/v12.md") -> AttributionReport {
    let effect = DifferenceEstimate(estimate: 0.45, lower: 0.2, upper: 0.7)
    let verdict = AttributionVerdict(
      tool: ToolVersion(version: "test"), result: .oneSurface, exitCode: 1, sentence: "The prompt carries \(text)",
      evalset: text, baseline: text, candidate: "b", comparison: .fail, comparisonSentence: text, cases: [text],
      total: effect,
      swaps: [
        SwapFinding(
          surfaces: [.prompt], baseline: text, candidate: text, share: "most", sentence: text, effect: effect,
          rest: DifferenceEstimate(estimate: 0, lower: -0.1, upper: 0.1), rounds: 41, trials: 48),
        SwapFinding(surfaces: [.retrieval, .tools], baseline: "x", candidate: "y", share: "open", sentence: "z"),
      ], inseparable: [text], unexplained: text, confidence: 0.95, method: text)
    return AttributionReport(verdict, records: [(text, "reports/a")])
  }

  @Test func allFormsSayTheSame() throws {
    let report = Self.report()
    for text in [
      report.lines(TerminalStyle(), html: "a.html").joined(separator: "\n"), report.markdown(), try report.html(),
    ] {
      #expect(text.contains("The prompt carries") && text.contains("retrieval and tools"))
    }
    #expect(try report.html().contains("<svg"))
  }

  @Test(arguments: Hostile.texts) func hostileTextNeverActs(_ text: String) throws {
    let report = Self.report(text)
    #expect(try !report.html().contains("<script"))
    let terminal = report.lines(TerminalStyle()).joined(separator: "\n")
    #expect(!terminal.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
  }
}
