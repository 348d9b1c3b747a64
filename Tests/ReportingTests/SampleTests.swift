import EvalSchema
import FoundationEssentials
import Testing

@testable import Reporting

/// Renders the sample into a folder when one is named, for people to look at.
@Suite struct SampleTests {
  @Test func theSampleCanBeWrittenToAFolder() throws {
    let folder = ProcessInfo.processInfo.environment["RELAPSE_SAMPLE_DIRECTORY"]
    guard let folder else { return }
    let report = Fixture.sample
    try HTMLReport(report).write(toFile: "\(folder)/report.html")
    try ReportFile.write("\(folder)/report.md", text: MarkdownReport(report).text())
    try JUnitReport(report).write(toFile: "\(folder)/junit.xml")
    try VerdictJSON.write(report.verdict, toFile: "\(folder)/verdict.json")
    let style = TerminalStyle(color: true, width: 110)
    let text = GateText(report, style: style, reports: ["reports/01J9ZK3Q7X/report.html"]).lines()
      + [""] + ShowText(report, style: style).run()
    try ReportFile.write("\(folder)/terminal.txt", text: text.joined(separator: "\n") + "\n")
    #expect(text.count > 20)
  }
}
