import EvalSchema
import Foundation
import Testing

@testable import relapse

/// `relapse coverage` on the shipped evalset, whole and with a gap.
@Suite struct CoverageCommandTests {
  @Test func theShippedEvalsetIsCovered() async throws {
    let world = try TestWorld()
    #expect(await world.run("coverage", world.evalset, "--fail-under", "100%") == .pass)
    #expect(world.printed.contains("S1: 4 of 4 closed incidents covered (100%)"))
    #expect(world.reported.contains("not below 100%"))
  }

  @Test(arguments: [("100%", EvalSchema.ExitStatus.fail), ("81%", .fail), ("80%", .pass), ("0.5", .pass)])
  func aGapOfS1FailsBelowTheBound(_ bound: String, _ status: EvalSchema.ExitStatus) async throws {
    let world = try TestWorld()
    let text =
      "# INC-9001: leak\n\n**Status:** Closed\n**Severity:** SEV-1\n\n## Summary\n\nThe assistant revealed an address.\n"
    try text.write(toFile: world.evalset + "/postmortems/INC-9001.md", atomically: true, encoding: .utf8)
    #expect(await world.run("coverage", world.evalset, "--fail-under", bound) == status, "\(world.reported)")
    #expect(world.printed.contains("S1 INC-9001"))
    #expect(await world.run("coverage", world.evalset) == .pass, "without a bound it only reports")
  }

  @Test func theThreeFormatsAreThere() async throws {
    let world = try TestWorld()
    #expect(await world.run("coverage", world.evalset, "--format", "json") == .pass)
    let report = try CanonicalJSON.decode(JSONValue.self, from: Data(world.printed.utf8))
    #expect(report["scenarios"]?[0]?["id"]?.string == "jailbreaks")
    #expect(report["shares"]?[0]?["covered"]?.integer == 4)
    #expect(await world.run("coverage", world.evalset, "--format", "markdown") == .pass)
    #expect(world.printed.hasPrefix("# Coverage of "))
    #expect(await world.run("coverage", world.evalset, "--format", "html") == .usage)
    #expect(await world.run("coverage", world.evalset, "--fail-under", "1") == .usage)
  }
}
