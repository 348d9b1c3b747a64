import EvalSchema
import Foundation
import Testing

@testable import relapse

/// `relapse regrade`: the same transcripts, the graders of now, a record of its own.
@Suite struct RegradeCommandTests {
  private static let file = "cases/INC-2071-parcel-status-polling.yaml"

  private func run(_ world: TestWorld) async -> EvalSchema.ExitStatus {
    await world.run(
      "gate", world.evalset, "--target", "candidate-fixed", "--case", "INC-2071-parcel-status-polling", "--out",
      world.folder + "/run")
  }

  @Test func theSameGradersGiveTheSameVerdict() async throws {
    let world = try TestWorld()
    #expect(await run(world) == .pass)
    let record = try world.bytes("run/run.jsonl")
    #expect(await world.run("regrade", world.folder + "/run", "--out", world.folder + "/again") == .pass)
    #expect(world.printed.contains("no outcome changed") && world.printed.contains("next: relapse gate "))
    #expect(await world.run("gate", world.folder + "/again") == .pass)
    #expect(try world.bytes("again/verdict.json") == world.bytes("run/verdict.json"))
    #expect(try world.bytes("run/run.jsonl") == record)
    #expect(await world.run("regrade", world.folder + "/run", "--out", world.folder + "/again") == .usage)
    #expect(world.reported.contains("error[record-exists]"))
  }

  @Test func anotherInputIsRefused() async throws {
    let world = try TestWorld()
    #expect(await run(world) == .pass)
    try world.edit(Self.file) { $0.replacing(/max_steps: *[0-9]+/, with: "max_steps: 3") }
    let hadSteps = try String(contentsOfFile: world.evalset + "/" + Self.file, encoding: .utf8).contains("max_steps: 3")
    if !hadSteps { try world.edit(Self.file) { $0.replacing("\ninput:\n", with: "\ninput:\n  max_steps: 3\n") } }
    #expect(await world.run("regrade", world.folder + "/run", "--out", world.folder + "/again") == .usage)
    #expect(world.reported.contains("error[input-changed]"), "\(world.reported)")
    #expect(!FileManager.default.fileExists(atPath: world.folder + "/again"))
  }

  @Test func anEvalsetThatIsNotHereIsNamed() async throws {
    let world = try TestWorld()
    #expect(await run(world) == .pass)
    try FileManager.default.moveItem(atPath: world.evalset, toPath: world.folder + "/moved")
    #expect(await world.run("regrade", world.folder + "/run", "--out", world.folder + "/again") == .usage)
    #expect(world.reported.contains("--evalset DIR"))
    let words = [
      "regrade", world.folder + "/run", "--out", world.folder + "/again", "--evalset", world.folder + "/moved",
    ]
    #expect(await world.run(words) == .pass, "\(world.reported)")
  }
}
