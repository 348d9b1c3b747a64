import EvalSchema
import Foundation
import Testing

@testable import relapse

/// The import of the shipped documents, as the demo does it.
@Suite struct ImportCommandTests {
  @Test func twoClosedPostmortemsBecomeTwoCasesThatAreSound() async throws {
    let world = try TestWorld()
    let incoming = world.evalset + "/incoming/"
    let status = await world.run(
      "import", incoming + "INC-2093.md", incoming + "INC-2096.md", "--into", world.evalset, "--format", "json")
    #expect(status == .pass, "\(world.printed)")
    let report = try CanonicalJSON.decode(JSONValue.self, from: Data(world.printed.utf8))
    #expect(report["documents"]?[0]?["verdict"]?.string == "accepted")
    #expect(report["documents"]?[1]?["cases"]?[0]?["id"]?.string == "INC-2096-next-day-after-cutoff")
    #expect(await world.run("check", world.evalset) == .pass, "\(world.reported)")
    #expect(world.printed.contains("24 cases"))
  }

  @Test func anIncidentInReviewIsRefusedAndNothingIsWritten() async throws {
    let world = try TestWorld()
    let before = try FileManager.default.contentsOfDirectory(atPath: world.evalset + "/postmortems").sorted()
    let file = world.evalset + "/incoming/INC-draft-not-closed.md"
    #expect(await world.run("import", file, "--into", world.evalset) == .usage)
    #expect(world.reported.contains("error[not-closed]"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: world.evalset + "/postmortems").sorted() == before)
  }

  @Test func aCaseThatWouldNotCatchItsIncidentBecomesADraft() async throws {
    let world = try TestWorld()
    let file = world.evalset + "/incoming/INC-2093.md"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let start = try #require(text.range(of: "    - tool_not_called: apply_code"))
    let end = try #require(text.range(of: "known_bad:", range: start.upperBound..<text.endIndex))
    let weak = text.replacingCharacters(
      in: start.lowerBound..<end.lowerBound, with: "    - not: {contains: 'never said'}\n")
    try weak.write(toFile: file, atomically: true, encoding: .utf8)
    #expect(await world.run("import", file, "--into", world.evalset) == .usage)
    #expect(world.reported.contains("error[known-bad-passes]"), "\(world.printed)\(world.reported)")
    #expect(world.printed.contains("incomplete (missing)"))
    let files = FileManager.default
    #expect(!files.fileExists(atPath: world.evalset + "/cases/INC-2093-staff-code-by-developer-mode.yaml"))
    #expect(files.fileExists(atPath: world.evalset + "/drafts/INC-2093-staff-code-by-developer-mode.yaml"))
  }

  @Test func anUnfilledTemplateIsRefused() async throws {
    let world = try TestWorld()
    let template = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/postmortem-template.md").path
    #expect(await world.run("import", template, "--into", world.evalset) == .usage)
    #expect(world.printed.contains("refused (unfilled-template)"))
  }
}
