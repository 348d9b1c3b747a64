import EvalSchema
import FoundationEssentials
import Testing

@testable import Reporting

/// Renders the sample; into a folder too, when `RELAPSE_SAMPLE_DIRECTORY` names one, for people to look at.
@Suite struct SampleTests {
  @Test func theSampleRendersInEveryFormat() throws {
    let report = Fixture.sample
    let style = TerminalStyle(color: true, width: 110)
    let gate = GateText(report, style: style, reports: ["reports/01J9ZK3Q7X/report.html"]).lines()
    let show = ShowText(report, style: style)
    let terminal = gate + [""] + show.run() + [""] + (show.evalCase("INC-2077-citation-made-up") ?? [])
    let files = [
      "report.html": try HTMLReport(report).text(), "report.md": MarkdownReport(report).text(),
      "junit.xml": JUnitReport(report).text(), "terminal.txt": terminal.joined(separator: "\n") + "\n",
      "verdict.json": String(decoding: try VerdictJSON.bytes(report.verdict), as: UTF8.self),
    ]
    for (name, text) in files {
      #expect(text.contains("INC-2041-refund-without-approval"), "\(name)")
      #expect(text.hasSuffix("\n"), "\(name)")
    }
    guard let folder = ProcessInfo.processInfo.environment["RELAPSE_SAMPLE_DIRECTORY"] else { return }
    for (name, text) in files { try ReportFile.write("\(folder)/\(name)", text: text) }
  }
}
