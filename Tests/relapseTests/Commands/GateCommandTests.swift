import Adapters
import EvalSchema
import Foundation
import Testing

@testable import relapse

/// The exit codes that CI sees, end to end: files in, trials, record, verdict.
@Suite struct GateCommandTests {
  @Test func aRegressedCandidateExitsOneAndNamesTheIncident() async throws {
    let world = try TestWorld()
    let status = await world.run(
      "gate", world.evalset, "--target", "candidate-regressed", "--out", world.folder + "/run", "--severity", "S2,S3")
    #expect(status == .fail)
    #expect(world.printed.contains("INC-"))
    let last = try #require(world.printed.split(separator: "\n").last)
    #expect(last.contains("FAIL") && last.contains("exit code 1"))
    let verdict = try CanonicalJSON.decode(GateVerdict.self, from: world.bytes("run/verdict.json"))
    #expect(verdict.verdict == .fail && verdict.exitCode == 1)
    for file in ["run.jsonl", "report.html", "report.md", "junit.xml"] {
      #expect(try world.bytes("run/" + file).count > 500)
    }
  }

  @Test func aFixedCandidateExitsZeroAtAnyConcurrencyWithTheSameBytes() async throws {
    let world = try TestWorld()
    for concurrency in ["1", "64"] {
      let status = await world.run(
        "gate", world.evalset, "--target", "candidate-fixed", "--out", world.folder + "/c" + concurrency,
        "--concurrency",
        concurrency, "--severity", "S2,S3")
      #expect(status == .pass, "\(world.printed)\(world.reported)")
    }
    #expect(try world.bytes("c1/verdict.json") == world.bytes("c64/verdict.json"))
    let first = try world.bytes("c1/verdict.json")
    #expect(await world.run("gate", world.folder + "/c1") == .pass)
    #expect(try world.bytes("c1/verdict.json") == first)
  }

  @Test func aRecordOfCachedAnswersIsNoCircle() async throws {
    let world = try TestWorld()
    let words = [
      "--target", "candidate-fixed", "--case", "INC-2071-parcel-status-polling", "--cache", world.folder + "/cache",
    ]
    for name in ["c1", "c2"] {
      #expect(
        await world.run(["run", world.evalset] + words + ["--out", "\(world.folder)/\(name)"]) == .pass,
        "\(world.reported)")
    }
    for command in [["gate", world.folder + "/c2"], ["gate", world.folder + "/c2", "--resume"]] {
      #expect(await world.run(command) != .pass)
      #expect(world.printed.contains("never count; what decides is a new run without --cache"), "\(world.printed)")
      #expect(!world.printed.contains("passes after"), "\(world.printed)")
      #expect(!world.printed.contains("--resume"), "\(world.printed)")
      #expect(
        world.printed.contains("next: relapse gate \(world.evalset) --target candidate-fixed"), "\(world.printed)")
    }
    for report in ["report.html", "report.md"] {
      #expect(!String(decoding: try world.bytes("c2/" + report), as: UTF8.self).contains("--resume"))
    }
  }

  @Test func aCutRunIsInconclusive() async throws {
    let world = try TestWorld()
    let status = await world.run(
      "gate", world.evalset, "--target", "candidate-fixed", "--out", world.folder + "/run", "--max-trials", "5")
    #expect(status == .inconclusive)
    #expect(world.printed.contains("INCONCLUSIVE"))
  }

  @Test func onlyInjectedErrorsExitFour() async throws {
    let world = try TestWorld()
    try world.edit("targets/candidate-fixed.yaml") { text in
      text.replacing(/(?s)faults:.*?(\n\S|$)/) { _ in "faults: [{kind: server, share: 100%}]\n" }
    }
    let status = await world.run(
      "gate", world.evalset, "--target", "candidate-fixed", "--out", world.folder + "/run", "--severity", "S3")
    #expect(status == .error, "\(world.printed)\(world.reported)")
  }

  @Test func anUnknownCaseExitsFive() async throws {
    let world = try TestWorld()
    let status = await world.run("gate", world.evalset, "--target", "candidate-fixed", "--case", "no-such")
    #expect(status == .empty)
    #expect(world.reported.contains("no-such-case"))
    #expect(!FileManager.default.fileExists(atPath: world.folder + "/reports"))
  }

  @Test func aMisspeltKeyExitsTwoWithItsPlace() async throws {
    let world = try TestWorld()
    let file = "cases/INC-2041-refund-without-approval.yaml"
    try world.edit(file) { $0.replacing("\npattern:", with: "\npatern:") }
    let status = await world.run("gate", world.evalset, "--target", "candidate-fixed")
    #expect(status == .usage)
    let place = try Regex(#"INC-2041-refund-without-approval\.yaml:[0-9]+:1: error\[unknown-key\]"#)
    #expect(world.reported.contains(place), "\(world.reported)")
    #expect(world.reported.contains("did you mean `pattern`?"))
  }

  @Test(arguments: [
    ["gate"], ["gate", "--target", "x"], ["gate", "nowhere", "--target", "x"], ["gaet"], ["gate", "--seed", "x"],
    ["show", "nothing"], ["report", "nothing"], ["schema", "cake"], ["import", "nothing.md", "--into", "nowhere"],
    ["explain", "no-such-code"], ["check", "nowhere"], ["plan", "nowhere", "--target", "x"],
  ])
  func whatCannotBeUnderstoodExitsTwo(_ words: [String]) async throws {
    let world = try TestWorld()
    let output = Locked("")
    let console = Console(isTerminal: { _ in false }, sink: { text, _ in output.withLock { $0 += text } })
    let status = await Door.run(World(environment: [:], arguments: words, console: console))
    #expect(status == .usage)
    #expect(output.withLock { $0 }.contains("error["))
    _ = world
  }

  @Test func whatCheckRefusesTheGateDoesNotJudge() async throws {
    let world = try TestWorld()
    let files = FileManager.default
    // Without its ledger and its cases, the closed S1 incident INC-2041 is guarded by nothing.
    try files.removeItem(atPath: world.evalset + "/ledger.jsonl")
    for name in ["refund-without-approval", "pending-taken-as-granted"] {
      try files.removeItem(atPath: world.evalset + "/cases/INC-2041-\(name).yaml")
    }
    #expect(await world.run("check", world.evalset) == .usage)
    #expect(world.reported.contains("error[uncovered]"))
    let status = await world.run("gate", world.evalset, "--target", "candidate-fixed", "--out", world.folder + "/run")
    #expect(status == .usage && world.reported.contains("error[uncovered]"), "\(world.reported)")
  }

  @Test(arguments: ["severity: S9", "severity: [", "\u{0}"])
  func aCaseFileThatCannotBeReadLeavesNoIncidentWithoutACase(spoilt: String) async throws {
    let world = try TestWorld()
    try world.edit("cases/INC-2048-invented-lifetime-warranty.yaml") {
      $0.replacing(/severity: S[123]/, with: spoilt, maxReplacements: 1)
    }
    #expect(await world.run("check", world.evalset) == .usage)
    #expect(world.reported.contains("cases/INC-2048-invented-lifetime-warranty.yaml"))
    #expect(!world.reported.contains("[uncovered]"), "\(world.reported)")
  }

  @Test func oneOfAThingIsNamedInTheSingular() async throws {
    let world = try TestWorld()
    let words = [
      world.evalset, "--target", "candidate-fixed", "--case", "INC-2041-refund-without-approval", "--max-trials", "1",
      "--progress", "none",
    ]
    #expect(await world.run(["run"] + words + ["--out", world.folder + "/r"]) == .pass, "\(world.reported)")
    #expect(world.printed.contains("recorded 1 trial: "), "\(world.printed)")
    _ = await world.run(["gate"] + words + ["--out", world.folder + "/g"])
    let said =
      world.printed + world.reported + String(decoding: try world.bytes("g/verdict.json"), as: UTF8.self)
    #expect(said.contains("in at most 5% of runs over the only test."), "\(said)")
    let wrong = said.matches(of: /\b1 (more |valid |clean )?(trials|cases|tests|failures|runs)\b/).map {
      String($0.output.0)
    }
    #expect(wrong.isEmpty, "\(wrong) in \(said)")
  }

  @Test func aHiddenCaseIsNotSilentlyLeftOut() async throws {
    let world = try TestWorld()
    let cases = world.evalset + "/cases/"
    try FileManager.default.moveItem(
      atPath: cases + "INC-2077-sms-too-long.yaml", toPath: cases + ".INC-2077-sms-too-long.yaml")
    #expect(await world.run("gate", world.evalset, "--target", "candidate-fixed") == .usage)
    #expect(world.reported.contains("error[unread-file]"))
  }

  @Test func aRecordIsNeverOverwritten() async throws {
    let world = try TestWorld()
    let words = [
      "gate", world.evalset, "--target", "candidate-fixed", "--out", world.folder + "/run", "--max-trials", "1",
    ]
    #expect(
      await world.run(words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7]) == .inconclusive)
    let record = try world.bytes("run/run.jsonl")
    #expect(await world.run(words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7]) == .usage)
    #expect(try world.bytes("run/run.jsonl") == record)
  }

  @Test func aCaseThatWouldNotHaveCaughtItsIncidentIsNotJudged() async throws {
    let world = try TestWorld()
    try world.edit("cases/INC-2041-refund-without-approval.yaml") { text in
      text.replacing(/(?s)\n  graders:\n.*?\n\n?known_bad:/) { _ in "\n  graders:\n    - contains: ''\nknown_bad:" }
    }
    #expect(await world.run("gate", world.evalset, "--target", "candidate-fixed") == .usage)
  }
}
