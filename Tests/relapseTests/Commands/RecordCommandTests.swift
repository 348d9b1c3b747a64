import EvalSchema
import Foundation
import Testing

@testable import relapse

/// `relapse record`: what was answered once is answered again, without the target.
@Suite struct RecordCommandTests {
  private static let cases = ["INC-2041-pending-taken-as-granted", "INC-2071-parcel-status-polling"]

  private func words(_ verb: String, _ world: TestWorld, _ more: String...) -> [String] {
    [verb, world.evalset] + Self.cases.flatMap { ["--case", $0] } + more
  }

  /// The verdict of each case and rule, without the names and times of a run.
  private func decisions(_ world: TestWorld, _ run: String) throws -> String {
    let verdict = try CanonicalJSON.decode(JSONValue.self, from: try world.bytes(run + "/verdict.json"))
    return try CanonicalJSON.text(JSONValue.array([verdict["verdict"] ?? .null, verdict["cases"] ?? .null]))
  }

  private func replayTarget(_ world: TestWorld, _ cassette: String) throws {
    let parameters = world.printed.split(separator: "\n").first { $0.hasPrefix("  parameters: ") }
    #expect(world.printed.contains("  recording: {cassette: ../\(cassette)}"))
    try Data(
      "name: again\nadapter: recording\n\(parameters?.dropFirst(2) ?? "")\nrecording: {cassette: ../\(cassette)}\n".utf8
    )
    .write(to: URL(filePath: world.evalset + "/targets/again.yaml"))
  }

  @Test(arguments: ["candidate-fixed", "candidate-regressed"])
  func aRecordedRunIsDecidedTheSameWithoutItsTarget(target: String) async throws {
    let world = try TestWorld()
    let cassette = world.evalset + "/cassettes/c.jsonl"
    let made = await world.run(
      words("record", world, "--target", target, "--out", world.folder + "/run", "--to", cassette))
    #expect(made == .pass, "\(world.reported)")
    #expect(world.printed.contains("responses of "))
    try replayTarget(world, "cassettes/c.jsonl")
    let status = await world.run("gate", world.folder + "/run")
    #expect(await world.run(words("gate", world, "--target", "again", "--out", world.folder + "/again")) == status)
    #expect(try decisions(world, "again") == decisions(world, "run"))
  }

  @Test func aRecordBecomesACassetteWithoutACall() async throws {
    let world = try TestWorld()
    let run = words("gate", world, "--target", "candidate-regressed", "--out", world.folder + "/run")
    let status = await world.run(run)
    let record = try world.bytes("run/run.jsonl")
    let cassette = world.evalset + "/cassettes/c.jsonl"
    #expect(await world.run("record", world.folder + "/run", "--to", cassette) == .pass, "\(world.reported)")
    #expect(try world.bytes("run/run.jsonl") == record)
    try replayTarget(world, "cassettes/c.jsonl")
    #expect(await world.run(words("gate", world, "--target", "again", "--out", world.folder + "/again")) == status)
    #expect(try decisions(world, "again") == decisions(world, "run"))
    // A case that the cassette does not know is not asked of anybody else.
    let other = ["run", world.evalset, "--target", "again", "--case", "INC-2077-sms-too-long", "--out"]
    #expect(await world.run(other + [world.folder + "/other"]) == .error)
    #expect(await world.run("record", world.folder + "/run", "--to", cassette) == .usage)
    #expect(world.reported.contains("error[cassette-exists]"))
  }

  @Test func aReplayIsNoNewEvidence() async throws {
    let world = try TestWorld()
    let cassette = world.evalset + "/cassettes/c.jsonl"
    let made = words("record", world, "--target", "candidate-fixed", "--out", world.folder + "/run", "--to", cassette)
    #expect(await world.run(made) == .pass, "\(world.reported)")
    try replayTarget(world, "cassettes/c.jsonl")
    // Told aloud where somebody reads it.
    let again = words("gate", world, "--target", "again", "--out", world.folder + "/again")
    #expect(await world.run(again) == .pass, "\(world.reported)")
    #expect(world.printed.contains("warning[replayed-answers]"), "\(world.printed)")
    let verdict = String(decoding: try world.bytes("again/verdict.json"), as: UTF8.self)
    #expect(
      verdict.contains("The answers were replayed from a cassette: nothing is claimed of the target as it is now."))
    // Refused where nobody does, live and from the record; a run decides nothing, and the recorded run is evidence.
    let ci = ["CI": "true"]
    let words = words("gate", world, "--target", "again", "--out", world.folder + "/refused")
    for command in [words, ["gate", world.folder + "/again"]] {
      #expect(await world.run(command, environment: ci) == .usage)
      #expect(world.reported.contains("error[replayed-answers]"), "\(world.reported)")
    }
    #expect(!FileManager.default.fileExists(atPath: world.folder + "/refused"))
    #expect(
      await world.run(self.words("run", world, "--target", "again", "--out", world.folder + "/r"), environment: ci)
        == .pass)
    #expect(await world.run(["gate", world.folder + "/run"], environment: ci) == .pass)
  }

  @Test func aReplayedCandidateIsNotComparedInCI() async throws {
    let world = try TestWorld()
    let cassette = world.evalset + "/cassettes/c.jsonl"
    let made = words("record", world, "--target", "candidate-fixed", "--out", world.folder + "/run", "--to", cassette)
    #expect(await world.run(made) == .pass, "\(world.reported)")
    try replayTarget(world, "cassettes/c.jsonl")
    let out = world.folder + "/replayed"
    #expect(await world.run(words("run", world, "--target", "again", "--out", out)) == .pass)
    let records = ["compare", world.folder + "/run", out, "--allow-unrecorded", "--out", world.folder + "/c"]
    _ = await world.run(records)
    #expect(world.printed.contains("warning[replayed-answers]"), "\(world.printed)")
    let verdict = String(decoding: try world.bytes("c/comparison.json"), as: UTF8.self)
    #expect(verdict.contains("The answers were replayed from a cassette"))
    #expect(await world.run(records, environment: ["CI": "1"]) == .usage)
    #expect(world.reported.contains("error[replayed-answers]"), "\(world.reported)")
    let live = words(
      "compare", world, "--baseline", "candidate-fixed", "--candidate", "again", "--allow-unrecorded", "--out",
      world.folder + "/d")
    #expect(await world.run(live, environment: ["CI": "1"]) == .usage)
    #expect(world.reported.contains("error[replayed-answers]"), "\(world.reported)")
    // The same cassette for another day is no watch.
    let watch = words(
      "watch", world, "--target", "again", "--until", "2999-01-01", "--every", "365d", "--out", world.folder + "/w")
    #expect(await world.run(watch) == .usage)
    #expect(world.reported.contains("error[replayed-answers]"), "\(world.reported)")
    #expect(!FileManager.default.fileExists(atPath: world.folder + "/w"))
  }

  @Test func theOptionsOfARunAreNotThoseOfARecord() async throws {
    let world = try TestWorld()
    #expect(await world.run("record", world.evalset, "--target", "candidate-fixed") == .usage)
    #expect(world.reported.contains("--to"))
    let run = words("run", world, "--target", "candidate-fixed", "--max-trials", "3", "--out", world.folder + "/run")
    #expect(await world.run(run) == .pass)
    let mixed = ["record", world.folder + "/run", "--to", world.folder + "/c.jsonl", "--target", "candidate-fixed"]
    #expect(await world.run(mixed) == .usage)
    #expect(!FileManager.default.fileExists(atPath: world.folder + "/c.jsonl"))
  }

  @Test func noKeyStandsOnACassette() async throws {
    let world = try TestWorld()
    let key = "sk-test-0123456789abcdefghij"
    let script =
      #"read line; id=$(printf '%s' "$line" | sed 's/.*"id":"\([^"]*\)".*/\1/'); printf '{"id":"%s","message":{"role":"assistant","content":"ok %s"}}\n' "$id" "$SHOP_KEY""#
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: world.evalset + "/targets/app.sh"))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: world.evalset + "/targets/app.sh")
    try Data(
      "name: app\nadapter: command\ncommand: {program: [./app.sh], mode: once, environment: [SHOP_KEY]}\n".utf8
    ).write(to: URL(filePath: world.evalset + "/targets/app.yaml"))
    let cassette = world.evalset + "/c.jsonl"
    let made = await world.run(
      words("record", world, "--target", "app", "--max-trials", "2", "--out", world.folder + "/run", "--to", cassette),
      environment: ["SHOP_KEY": key, "PATH": "/usr/bin:/bin"])
    #expect(made == .pass, "\(world.reported)")
    let text = String(decoding: try world.bytes("evalsets/support-agent/c.jsonl"), as: UTF8.self)
    #expect(text.contains("ok [SHOP_KEY]") && !text.contains(key))
    #expect(!String(decoding: try world.bytes("run/run.jsonl"), as: UTF8.self).contains(key))
  }
}
