import EvalSchema
import Testing

@testable import Reporting

@Suite struct GateTextTests {
  @Test func whyTrialsErroredIsSaidUnderTheCases() throws {
    let lines = GateText(Reports.errored(), style: .plain).lines()
    #expect(lines.contains("  9 trials errored, timed out: no answer within 60 s"))
    #expect(!GateText(Reports.passing(), style: .plain).lines().contains { $0.contains("trials errored,") })
  }

  @Test func aPatternThatBlocksIsPrintedWithItsSentence() throws {
    var report = Reports.pattern()
    let rule = report.verdict.rules[0]
    let line = "◐ \(rule.text): \(rule.sentence)"
    #expect(GateText(report, style: .plain).lines().contains(line))
    #expect(ShowText(report, style: .plain).run().contains(line))
    report.verdict.rules[0].blocks = false
    #expect(!GateText(report, style: .plain).lines().contains(line))
  }

  @Test func aCaseDecidedByItsPatternShowsThePatternsNumbers() {
    let lines = GateText(Reports.pattern(), style: .plain).lines()
    #expect(
      lines.first == "◐ INC-1987-tool-loop  14/400 = 3.5% failed, its pattern 14/400 = 3.5% (≤ 6.3%), pattern limit 5%")
    #expect(!lines.contains { $0.contains("cap 50%") })
  }

  @Test(arguments: Fixture.drafts.filter { $0.verdict != .pass }.map(\.sentence))
  func everyOpenCaseSaysItsSentence(sentence: String) {
    #expect(GateText(Fixture.sample, style: .plain).lines().contains("    \(sentence)"))
  }

  @Test func onlyReportsThatAreNamedAreNamed() {
    #expect(!GateText(Fixture.sample, style: .plain).lines().contains { $0.contains("report:") })
  }

  @Test func aWrappedLineIsNoCommandOfARunner() {
    let words = String(repeating: "w", count: 39) + " ::error::x y ::z"
    #expect(
      TerminalStyle(width: 40).wrap(words, indent: "  ") == ["  " + words.prefix(39), "  :\u{2060}:error::x y ::z"])
  }
}
