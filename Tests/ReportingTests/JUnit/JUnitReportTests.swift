import EvalSchema
import Foundation
import Testing

@testable import Reporting

@Suite struct JUnitReportTests {
  @Test(arguments: Hostile.texts) func hostileTextAddsNoElement(text: String) throws {
    let harmless = try MarkupReader(JUnitReport(Hostile.report("harmless")).text(), isXML: true)
    let hostile = try MarkupReader(JUnitReport(Hostile.report(text)).text(), isXML: true)
    #expect(hostile.elements.map(\.name) == harmless.elements.map(\.name))
    #expect(JUnitReport(Hostile.report(text)).text().unicodeScalars.allSatisfy { XMLEscape.isPlain($0.value) })
  }

  @Test func namesAreUniqueAndCasesOnce() throws {
    var drafts = Fixture.drafts
    drafts.append(drafts[0])
    let reader = try MarkupReader(JUnitReport(Fixture.report(drafts, name: "s")).text(), isXML: true)
    let names = reader.elements.filter { $0.name == "testcase" }
      .map { "\($0.attributes["classname"] ?? "") \($0.attributes["name"] ?? "")" }
    #expect(names.count == drafts.count && Set(names).count == names.count)
    #expect(names.contains("s.INC-2041 INC-2041-refund-without-approval"))
  }

  @Test func theTextOfAFailureRepeatsItsMessage() throws {
    let text = JUnitReport(Fixture.sample).text()
    let message = "fail (limit-exceeded): \(Fixture.drafts[0].sentence)"
    let numbers = "4/7 = 57.1% failed (≥ 9.1%), limit 1%"
    #expect(text.contains("<failure type=\"limit-exceeded\" message=\"\(message)\">\(message)\n\(numbers)\n"))
    #expect(text.contains("file=\"evalsets/support-agent/cases/INC-2041-refund-without-approval.yaml\" line=\"42\""))
    #expect(text.contains("<failure type=\"inconclusive\""))
  }

  @Test func anAllowedUndecidedCaseIsSkipped() throws {
    var report = Reports.undecided()
    report.facts.header.policy.allowInconclusive = true
    report.verdict.verdict = .pass
    let reader = try MarkupReader(JUnitReport(report).text(), isXML: true)
    #expect(reader.elements.count { $0.name == "skipped" } == 1 && !reader.elements.contains { $0.name == "failure" })
  }

  @Test func aCaseDecidedByItsPatternSaysSo() {
    let report = Reports.pattern()
    let text = JUnitReport(report).text()
    let message = "inconclusive (pass-out-of-reach): \(report.verdict.cases[0].sentence)"
    #expect(text.contains("<failure type=\"inconclusive\" message=\"\(XMLEscape.attribute(message))\">"))
    #expect(!text.contains("cap 50%"))
  }

  @Test func anErrorSaysWhyTrialsErrored() throws {
    let text = JUnitReport(Reports.errored()).text()
    let error = try #require(text.split(separator: "<error ").dropFirst().first?.split(separator: "</error>").first)
    #expect(error.contains("9 trials errored, timed out: no answer within 60 s"))
    #expect(!JUnitReport(Fixture.sample).text().contains("no answer within"))
  }

  @Test func anEmptyRunIsAnError() throws {
    let reader = try MarkupReader(JUnitReport(Fixture.report([], name: "x")).text(), isXML: true)
    #expect(reader.elements.contains { $0.name == "testcase" && $0.attributes["name"] == "no cases selected" })
    #expect(reader.elements.contains { $0.name == "error" })
  }

  @Test(arguments: [(0, "0.000"), (31.3371, "31.337"), (0.0004, "0.000"), (1_234_567, "999999.000")])
  func secondsFitTheSchema(seconds: Double, text: String) {
    #expect(JUnitReport.seconds(seconds) == text)
  }

  @Test func theFileIsValidByTheSchemaOfJenkins() async throws {
    guard let data = ProcessInfo.processInfo.environment["RELAPSE_TEST_DATA"],
      FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint")
    else {
      print("not checked against junit-10.xsd: needs RELAPSE_TEST_DATA and xmllint")
      return
    }
    for (name, report) in Reports.all {
      let path = FileManager.default.temporaryDirectory.appendingPathComponent("junit-\(UUID().uuidString).xml").path
      try JUnitReport(report, namesFiles: false).write(toFile: path)
      let code = try await Self.run("/usr/bin/xmllint", ["--noout", "--schema", "\(data)/schemas/junit-10.xsd", path])
      #expect(code == 0, "\(name)")
      try FileManager.default.removeItem(atPath: path)
    }
  }

  /// Runs a program without blocking a thread.
  private static func run(_ path: String, _ arguments: [String]) async throws -> Int32 {
    try await withCheckedThrowingContinuation { continuation in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = arguments
      process.standardError = FileHandle.nullDevice
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
  }
}
