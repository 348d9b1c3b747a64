import EvalSchema
import Testing

@testable import Reporting

@Suite struct TerminalTests {
  static func everything(_ report: GateReport, _ style: TerminalStyle) -> [String] {
    let show = ShowText(report, style: style)
    var lines =
      GateText(report, style: style, reports: [report.runDirectory + "/report.html", "x.md"]).lines() + show.run()
    for found in report.verdict.cases { lines += show.evalCase(found.id) ?? [] }
    for trial in report.facts.examples.values.flatMap({ $0 }) { lines += show.trial(trial) }
    lines += DiagnosticText(style: style).lines(report.verdict.warnings)
    return lines
  }

  @Test(arguments: Hostile.texts) func nothingHostileReachesTheTerminal(text: String) {
    for line in Self.everything(Hostile.report(text), .plain) {
      #expect(
        !line.unicodeScalars.contains { $0.value < 0x20 || VisibleSymbols.isActing($0.value) && $0 != "\u{2060}" })
      #expect(!line.contains("##"))
      #expect(!String(line.unicodeScalars.drop { $0.properties.isWhitespace }).hasPrefix("::"))
    }
  }

  @Test func colourIsWrittenOnlyWhenItIsOn() {
    let plain = Self.everything(Fixture.sample, .plain).joined()
    #expect(!plain.unicodeScalars.contains("\u{1B}"))
    #expect(Self.everything(Fixture.sample, TerminalStyle(color: true)).joined().unicodeScalars.contains("\u{1B}"))
  }

  @Test func asciiIsASCII() {
    let lines = Self.everything(Fixture.sample, TerminalStyle(ascii: true))
    for line in lines { #expect(line.utf8.allSatisfy { $0 < 0x80 }, "\(line)") }
    #expect(lines.contains { $0.hasPrefix("F INC-2041-refund-without-approval") })
  }

  @Test func theLastLinesAreTheCommandAndTheVerdict() {
    let lines = GateText(Fixture.sample, style: .plain, reports: ["reports/x/report.html"]).lines()
    #expect(
      lines.last
        == "FAIL  3 fail, 1 undecided, 14 pass, 1 waived · 18 of 19 cases; 1 not selected · exit code 1 · report: reports/x/report.html"
    )
    #expect(
      lines.dropLast().last == "next: relapse show reports/01J9ZK3Q7X INC-2041-refund-without-approval/0")
    #expect(lines.first == "✖ INC-2041-refund-without-approval  4/7 = 57.1% failed (≥ 9.1%), limit 1%")
    #expect(lines.contains("    trial 0 | I'm sorry about that. ⟦You will be refunded within 24 hours⟧ to your card."))
  }

  @Test func anotherExitCodeIsSaidAloud() {
    let last = GateText(Fixture.sample, style: .plain).last(exitCode: 0)
    #expect(last.hasPrefix("FAIL  ") && last.hasSuffix(" · exit code 0, the verdict's is 1"))
  }

  @Test func aTrialShowsItsEvidenceAndCalls() throws {
    let trial = try #require(Fixture.sample.facts.examples["INC-2041-refund-without-approval"]?.first)
    let lines = ShowText(Fixture.sample, style: .plain).trial(trial)
    #expect(lines.contains("  | I'm sorry about that. ⟦You will be refunded within 24 hours⟧ to your card."))
    #expect(lines.contains(#"  | {"fields": ["state"], "id": 4411}"#))
  }

  @Test func anUnknownCaseIsNil() { #expect(ShowText(Fixture.sample, style: .plain).evalCase("nope") == nil) }

  @Test func stripsAreDrawnAsText() {
    #expect(TrialStrip("..F.E").text(width: 60, ascii: false) == "▯▯▮▯▨")
    #expect(TrialStrip("..F.E").text(width: 60, ascii: true) == "..F.E")
    #expect(TrialStrip(String(repeating: ".", count: 99) + "F").text(width: 10, ascii: true) == ".........F")
    #expect(TrialStrip("").text(width: 10, ascii: false) == "·")
  }
}
