import EvalSchema
import Foundation
import Testing

@testable import relapse

/// `relapse doctor`: what is wrong in words, and never a key.
@Suite struct DoctorCommandTests {
  private static let key = "sk-test-0123456789abcdefghij"

  /// An evalset with a target that is a small shell program.
  private func world(_ script: String, timeout: String = "20s") throws -> TestWorld {
    let world = try TestWorld()
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: world.evalset + "/targets/app.sh"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: world.evalset + "/targets/app.sh")
    try Data(
      """
      name: app
      adapter: command
      limits: {timeout: \(timeout)}
      command: {program: [./app.sh], mode: once, environment: [SHOP_KEY]}

      """.utf8
    ).write(to: URL(filePath: world.evalset + "/targets/app.yaml"))
    return world
  }

  private func doctor(_ world: TestWorld) async -> EvalSchema.ExitStatus {
    await world.run(
      ["doctor", world.evalset, "--target", "app"], environment: ["SHOP_KEY": Self.key, "PATH": "/usr/bin:/bin"])
  }

  @Test func everyShippedTargetIsSound() async throws {
    let world = try TestWorld()
    #expect(await world.run("doctor", world.evalset) == .pass)
    #expect(world.printed.contains("3 targets checked; next: relapse doctor "))
    #expect(await world.run("doctor", world.evalset, "--target", "candidate-fixed") == .pass)
    #expect(world.printed.contains("answered in") && world.printed.contains("model as returned:"))
  }

  @Test func aProgramThatAnswersIsWell() async throws {
    let world = try world(
      #"read line; id=$(printf '%s' "$line" | sed 's/.*"id":"\([^"]*\)".*/\1/'); printf '{"id":"%s","message":{"role":"assistant","content":"ok %s"}}\n' "$id" "$SHOP_KEY""#
    )
    #expect(await doctor(world) == .pass, "\(world.printed)\(world.reported)")
    #expect(world.printed.contains("it said: ok") && !(world.printed + world.reported).contains(Self.key))
  }

  @Test(arguments: [
    ("echo nonsense $SHOP_KEY", "malformed-response"), ("echo bad key $SHOP_KEY >&2; exit 3", "server"),
    (
      #"read line; id=$(printf '%s' "$line" | sed 's/.*"id":"\([^"]*\)".*/\1/'); printf '{"id":"%s","error":{"kind":"auth","message":"no: %s"}}\n' "$id" "$SHOP_KEY""#,
      "auth"
    ),
  ])
  func whatIsWrongIsNamedWithoutTheKey(_ script: String, _ kind: String) async throws {
    let world = try world(script)
    #expect(await doctor(world) == .error)
    #expect(world.reported.contains("error[target-\(kind)]"), "\(world.reported)")
    #expect(world.reported.contains("hint:") && world.printed.contains("app (command): not reached"))
    #expect(!(world.printed + world.reported).contains(Self.key))
  }

  @Test func aVariableThatIsNotSetAndAProgramThatIsNotThereAreTold() async throws {
    let world = try world("exit 0")
    #expect(await world.run("doctor", world.evalset) == .pass)
    #expect(world.reported.contains("warning[variable-not-set]") && world.reported.contains("SHOP_KEY"))
    try FileManager.default.removeItem(atPath: world.evalset + "/targets/app.sh")
    #expect(await doctor(world) == .error)
    #expect(world.reported.contains("error[command-not-found]") && world.printed.contains("nothing was sent"))
    #expect(await world.run("doctor", world.evalset) == .usage)
  }

  @Test func aCassetteIsReadAndCountedAndNobodyIsAsked() async throws {
    let world = try TestWorld()
    let known = "INC-2071-parcel-status-polling"
    let made = await world.run(
      "record", world.evalset, "--target", "candidate-fixed", "--case", known, "--max-trials", "3", "--out",
      world.folder + "/run", "--to", world.evalset + "/c.jsonl")
    #expect(made == .pass, "\(world.reported)")
    let responses =
      try String(decoding: world.bytes("evalsets/support-agent/c.jsonl"), as: UTF8.self)
      .split(separator: "\n").count - 1
    let parameters = world.printed.split(separator: "\n").first { $0.hasPrefix("  parameters: ") }?.dropFirst(2) ?? ""
    try Data("name: old\nadapter: recording\n\(parameters)\nrecording: {cassette: ../c.jsonl}\n".utf8).write(
      to: URL(filePath: world.evalset + "/targets/old.yaml"))
    // The cassette holds one case, and not the first one of the evalset.
    #expect(await world.run("doctor", world.evalset, "--target", "old") == .pass, "\(world.printed)\(world.reported)")
    #expect(world.printed.contains("old (recording): its cassette is whole; nothing was sent"))
    #expect(world.printed.contains("  \(responses) responses, trials 0 to 2\n"), "\(world.printed)")
    #expect(
      world.printed.contains("it answers 1 of 22 cases; trials of the others would be errored"), "\(world.printed)")
    #expect(!world.printed.contains("answered in") && !world.printed.contains("it said"))
  }

  @Test func aCassetteThatKnowsNoCaseIsToldSo() async throws {
    let world = try TestWorld()
    try Data("{\"kind\":\"cassette\",\"version\":1}\n".utf8).write(
      to: URL(filePath: world.evalset + "/targets/old.jsonl"))
    try Data("name: old\nadapter: recording\nrecording: {cassette: old.jsonl}\n".utf8).write(
      to: URL(filePath: world.evalset + "/targets/old.yaml"))
    let status = await world.run("doctor", world.evalset, "--target", "old")
    #expect(status == .error && world.reported.contains("error[target-bad-request]"), "\(world.reported)")
    #expect(world.reported.contains("holds no response") && world.printed.contains("  0 responses\n"))
  }

  @Test func aKeyThatIsNotSetIsToldBeforeAnythingIsSent() async throws {
    let world = try TestWorld()
    try Data("name: api\nadapter: openai-chat\nmodel: gpt-4.1-2025-04-14\nkey_env: SHOP_KEY\n".utf8).write(
      to: URL(filePath: world.evalset + "/targets/api.yaml"))
    #expect(await world.run("doctor", world.evalset, "--target", "api") == .error, "\(world.reported)")
    #expect(world.reported.contains("error[key-missing]") && world.reported.contains("SHOP_KEY"))
    #expect(world.printed.contains("cannot be asked; nothing was sent"))
  }

  @Test func aTargetThatIsNotThereIsAnErrorOfTheCommandLine() async throws {
    let world = try TestWorld()
    #expect(await world.run("doctor", world.evalset, "--target", "candidate-fixd") == .usage)
    #expect(world.reported.contains("did you mean"))
  }
}
