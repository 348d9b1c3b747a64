import EvalSchema
import Foundation
import Testing

@testable import relapse

@Suite struct ProveCommandTests {
  private static let id = "INC-2077-sms-too-long"

  private func prove(
    _ world: TestWorld, _ before: String, _ after: String, _ more: String..., out folder: String? = nil
  ) async -> EvalSchema.ExitStatus {
    let out = folder ?? world.folder + "/proof-" + UUID().uuidString
    return await world.run(
      ["prove", Self.id, "--evalset", world.evalset, "--before", before, "--after", after, "--out", out, "-q"] + more)
  }

  @Test func aProofIsRecordedAndShown() async throws {
    let world = try TestWorld()
    #expect(await prove(world, "candidate-regressed", "candidate-fixed", "--by", "Ada") == .pass, "\(world.reported)")
    #expect(world.printed.contains("reproduced") && world.printed.contains("exit code 0"))
    #expect(world.reported.contains("1 entry by Ada"))
    #expect(await world.run("check", world.evalset, "--ci") == .pass, "\(world.reported)")
    #expect(world.printed.contains("1 proven"))
    #expect(await world.run("list", world.evalset) == .pass)
    #expect(world.printed.contains("proof: before "))
    // An amended case has a proof of its past.
    try world.edit("cases/\(Self.id).yaml") { $0 + "\nlimit: 4%\n" }
    _ = await world.run("check", world.evalset)
    #expect(world.reported.contains("warning[proof-stale]"), "\(world.reported)")
    #expect(await world.run("list", world.evalset) == .pass)
    #expect(world.printed.contains("of an earlier form: stale"))
  }

  @Test func notReproducedIsNeverSilentlyGreen() async throws {
    let world = try TestWorld()
    #expect(await prove(world, "baseline", "candidate-fixed", "--no-record") == .inconclusive)
    #expect(world.printed.contains("not reproduced in ") && world.printed.contains("the rate is below "))
    #expect(
      await prove(world, "baseline", "candidate-fixed", "--no-record", "--accept-not-reproduced") == .pass)
    #expect(world.printed.contains("A person accepted this."))
    #expect(await prove(world, "candidate-fixed", "candidate-regressed", "--no-record") == .fail)
    #expect(world.printed.contains("not fixed"))
    #expect(
      await prove(world, "candidate-regressed", "candidate-fixed", "--no-record", "--max-trials", "20") == .inconclusive
    )
    #expect(world.printed.contains("undecided"), "\(world.printed)")
  }

  @Test func whatCannotBeProvenIsRefusedBeforeItIsRun() async throws {
    let world = try TestWorld()
    #expect(await prove(world, "baseline", "baseline", "--no-record") == .usage)
    #expect(world.reported.contains("the same target"))
    #expect(
      await world.run("prove", Self.id, "--evalset", world.evalset, "--after", "baseline", "--no-record") == .usage)
    #expect(
      await world.run(
        "prove", "INC-0-nothing", "--evalset", world.evalset, "--before", "baseline", "--after", "candidate-fixed",
        "--no-record") != .pass)
  }

  @Test func aTargetThatCannotBeReachedProvesNothing() async throws {
    let world = try TestWorld()
    try world.edit("targets/baseline.yaml") { $0.replacing("share: 0.4%", with: "share: 99%") }
    let ledger = try world.bytes("evalsets/support-agent/ledger.jsonl")
    try world.edit("targets/baseline.yaml") { $0.replacing("retries: 4", with: "retries: 0") }
    // What an earlier proof left in the folder goes with its records.
    let out = world.folder + "/again"
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    for name in ["proof.json", "proof.md", "mine.md"] { try Data("{}".utf8).write(to: URL(filePath: out + "/" + name)) }
    #expect(await prove(world, "baseline", "candidate-fixed", "--by", "Ada", out: out) == .error, "\(world.printed)")
    #expect(try world.bytes("evalsets/support-agent/ledger.jsonl") == ledger)
    let left = try FileManager.default.contentsOfDirectory(atPath: out)
    #expect(left.contains("mine.md") && !left.contains { $0.hasPrefix("proof.") }, "\(left)")
  }

  @Test func aWatchingCaseIsShownAndDecidesNothing() async throws {
    let world = try TestWorld()
    let why = ["--evalset", world.evalset, "--reason", "canary", "--record", "PAY-1", "--by", "Ada"]
    let gate = ["gate", world.evalset, "--target", "candidate-regressed", "-q"]
    #expect(await world.run(gate + ["--case", Self.id, "--out", world.folder + "/a"]) == .fail)
    #expect(await world.run(["amend", Self.id, "--watch"] + why) == .pass, "\(world.reported)")
    #expect(world.printed.contains("active → watching, it decides no gate: looser"))
    #expect(await world.run("check", world.evalset, "--ci") == .pass && world.printed.contains("1 watching"))
    #expect(await world.run(gate + ["--case", Self.id, "--out", world.folder + "/b"]) == .empty)
    #expect(
      world.printed.contains("1 watching") && world.printed.contains("decides nothing until its watch has ended well"))
    #expect(await world.run(["amend", Self.id, "--watch"] + why) == .usage)
    #expect(await world.run(["retire", Self.id] + why) == .pass)
    #expect(await world.run(["admit", Self.id, "--watch"] + why) == .pass)
    #expect(await world.run("check", world.evalset, "--ci") == .pass && world.printed.contains("1 watching"))
  }
}
