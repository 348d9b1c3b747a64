import EvalSchema
import Testing

@testable import Reporting

/// Coverage in words, with texts that come from documents of others.
@Suite struct CoverageTextTests {
  private static let coverage = Coverage(
    evalset: "desk",
    shares: [
      .init(severity: .s1, incidents: 3, covered: 2, excused: 1),
      .init(severity: .s2, incidents: 0, covered: 0, excused: 0),
    ],
    incidents: [
      .init(id: "A-1", postmortem: "postmortems/A-1.md", severity: nil, state: .uncovered, cases: []),
      .init(
        id: "A-2\u{1B}[2J", postmortem: "postmortems/A-2.md", severity: .s1, state: .excused, cases: [],
        noCase: "<img src=x>"),
      .init(id: "A-3", postmortem: "postmortems/A-3.md", severity: .s1, state: .retired, cases: []),
    ],
    patterns: [
      .init(id: "false-report", title: "", cases: ["a"]), .init(id: "wrong-party", title: "", cases: ["b", "c"]),
    ],
    scenarios: [.init(id: "jailbreaks", title: "instructions of others", cases: [])],
    suites: [.init(id: "regression", title: "", cases: ["a"])],
    actions: [.init(postmortem: "postmortems/A-1.md", line: 9, text: "[x](http://evil) \u{1B}]0;t\u{7}", owner: nil)],
    evidence: [.init(evalCase: "a", items: ["run_ids", "model"]), .init(evalCase: "b", items: ["model"])])

  @Test func theTerminalSaysWhatIsMissing() {
    let text = CoverageText(style: TerminalStyle(color: false, ascii: true, width: 100)).lines(Self.coverage)
      .joined(separator: "\n")
    for words in [
      "S? A-1", "its cases are retired", "false-report  a", "jailbreaks: 0 cases", "EMPTY", "no owner, no day",
      "model: not recorded for 2 cases", "S1: 2 of 3 closed incidents covered (66%), 1 more with a reason for no case",
      "S2: 0 of 0 closed incidents covered",
    ] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
    #expect(!text.contains("wrong-party"))
    #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x07 })
  }

  @Test func markdownHoldsNoMarkupOfOthers() {
    let text = CoverageMarkdown.text(Self.coverage)
    #expect(text.hasPrefix("# Coverage of desk\n"))
    #expect(text.contains("| S1 | 3 | 2 | 66% | 1 |"))
    #expect(!text.contains("<img") && !text.contains("[x](http") && !text.contains("\u{1B}"))
  }

  @Test(arguments: [(1.0, "100%"), (0.999, "99%"), (2.0 / 3, "66%"), (0.0, "0%"), (0.29, "29%")])
  func aShareIsRoundedDown(_ rate: Double, _ shown: String) { #expect(CoverageWords.percent(rate) == shown) }
}
