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
    #expect(await doctor(world) == .usage)
    #expect(world.reported.contains("error[command-not-found]") && world.printed.contains("nothing was sent"))
    #expect(await world.run("doctor", world.evalset) == .usage)
  }

  @Test func aCassetteThatDoesNotKnowTheFirstCaseIsToldSo() async throws {
    let world = try TestWorld()
    try Data("{\"kind\":\"cassette\",\"version\":1}\n".utf8).write(
      to: URL(filePath: world.evalset + "/targets/old.jsonl"))
    try Data("name: old\nadapter: recording\nrecording: {cassette: old.jsonl}\n".utf8).write(
      to: URL(filePath: world.evalset + "/targets/old.yaml"))
    let status = await world.run("doctor", world.evalset, "--target", "old")
    #expect(status == .error && world.reported.contains("error["), "\(world.reported)")
  }

  @Test func aKeyThatIsNotSetIsToldBeforeAnythingIsSent() async throws {
    let world = try TestWorld()
    try Data("name: api\nadapter: openai-chat\nmodel: gpt-4.1-2025-04-14\nkey_env: SHOP_KEY\n".utf8).write(
      to: URL(filePath: world.evalset + "/targets/api.yaml"))
    #expect(await world.run("doctor", world.evalset, "--target", "api") == .usage, "\(world.reported)")
    let run = ["run", world.evalset, "--target", "api", "--out", world.folder + "/run"]
    #expect(world.reported.contains("error[key-missing]") && world.reported.contains("SHOP_KEY"))
    #expect(world.printed.contains("cannot be asked; nothing was sent"))
    #expect(await world.run(run) == .usage && world.reported.contains("error[key-missing]"), "\(world.reported)")
  }

  @Test func aTargetThatIsNotThereIsAnErrorOfTheCommandLine() async throws {
    let world = try TestWorld()
    #expect(await world.run("doctor", world.evalset, "--target", "candidate-fixd") == .usage)
    #expect(world.reported.contains("did you mean"))
  }
}
