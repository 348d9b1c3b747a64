import EvalSchema
import Foundation
import Testing

@testable import relapse

/// `--resume` end to end: the verdict of a run that was broken off and gone on with is that of a run that was not.
@Suite struct ResumeTests {
  /// A run over the cases of one severity: few trials, two patterns, injected errors.
  private static let words = ["--target", "candidate-fixed", "--severity", "S3", "--concurrency", "4", "--seed", "3"]

  private func gate(_ world: TestWorld, _ folder: String, _ more: [String] = []) async -> EvalSchema.ExitStatus {
    await world.run(["gate", world.evalset, "--out", world.folder + "/" + folder] + Self.words + more)
  }

  /// Cuts a copy of a record and puts it into a folder of its own.
  private func cut(_ world: TestWorld, _ record: Data, to length: Int, in folder: String) throws {
    try FileManager.default.createDirectory(atPath: world.folder + "/" + folder, withIntermediateDirectories: true)
    try record.prefix(length).write(to: URL(filePath: world.folder + "/" + folder + "/run.jsonl"))
  }

  @Test func aRecordCutAnywhereGivesTheSameVerdictByteForByte() async throws {
    let world = try TestWorld()
    #expect(await gate(world, "whole") == .pass, "\(world.printed)\(world.reported)")
    let record = try world.bytes("whole/run.jsonl")
    let verdict = try world.bytes("whole/verdict.json")
    let breaks = record.indices.filter { record[$0] == 0x0A }
    let lines = stride(from: 3, to: breaks.count, by: max(1, breaks.count / 10)).map { breaks[$0] + 1 }
    let torn = stride(from: 0, to: record.count, by: record.count / 7)
    for length in lines + torn {
      try cut(world, record, to: length, in: "cut\(length)")
      #expect(await gate(world, "cut\(length)", ["--resume"]) == .pass, "\(world.reported)")
      #expect(try world.bytes("cut\(length)/verdict.json") == verdict, "cut at \(length)")
    }
  }

  @Test func whatIsNotGivenIsTakenFromTheRecord() async throws {
    let world = try TestWorld()
    #expect(await gate(world, "whole") == .pass)
    let record = try world.bytes("whole/run.jsonl")
    for (name, words) in [
      ("out", ["gate", world.evalset, "--out", world.folder + "/out", "--resume"]),
      ("run", ["gate", world.folder + "/run", "--resume"]),
    ] {
      try cut(world, record, to: record.count / 2, in: name)
      #expect(await world.run(words) == .pass, "\(world.reported)")
      #expect(world.reported.contains("going on: "))
      #expect(try world.bytes(name + "/verdict.json") == world.bytes("whole/verdict.json"))
    }
  }

  @Test func aCompleteRecordIsDecidedAndSaysSo() async throws {
    let world = try TestWorld()
    #expect(await gate(world, "whole") == .pass)
    let record = try world.bytes("whole/run.jsonl")
    #expect(await gate(world, "whole", ["--resume"]) == .pass)
    #expect(world.reported.contains("nothing undecided; nothing is asked"))
    #expect(try world.bytes("whole/run.jsonl") == record)
  }

  @Test(arguments: [
    (["--seed", "4"], "the seed is 4, in the record 3"), (["--severity", "S2"], "other cases are selected: "),
    (["--target", "baseline"], "the target is \"baseline\", in the record \"candidate-fixed\""),
    (["--max-trials", "3"], "--max-trials is 3, in the record not given"),
  ])
  func anotherPlanIsRefusedByName(_ words: [String], _ message: String) async throws {
    let world = try TestWorld()
    #expect(await gate(world, "whole") == .pass)
    let record = try world.bytes("whole/run.jsonl")
    let status = await world.run(["gate", world.evalset, "--out", world.folder + "/whole", "--resume"] + words)
    #expect(status == .usage && world.reported.contains("error[resume-mismatch]"), "\(world.reported)")
    #expect(world.reported.contains(message), "\(world.reported)")
    #expect(try world.bytes("whole/run.jsonl") == record)
  }

  @Test func aChangedEvalsetIsRefused() async throws {
    let world = try TestWorld()
    #expect(await gate(world, "whole") == .pass)
    try world.edit("evalset.yaml") { $0 + "\n" }
    #expect(await gate(world, "whole", ["--resume"]) == .pass, "a blank line changes nothing: \(world.reported)")
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: world.evalset + "/cases").sorted().first)
    try world.edit("cases/" + file) { $0.replacing(/\ntitle: [^\n]*/, with: "\ntitle: Another title") }
    #expect(await gate(world, "whole", ["--resume"]) == .usage)
    #expect(world.reported.contains("error[resume-mismatch]"), "\(world.reported)")
  }

  @Test(arguments: [["--resume"], ["--resume", "--out", "nowhere"]])
  func withoutARecordThereIsNothingToResume(_ words: [String]) async throws {
    let world = try TestWorld()
    #expect(await world.run(["gate", world.evalset, "--target", "candidate-fixed"] + words) == .usage)
  }
}
