import EvalSchema
import Foundation
import Testing

@testable import relapse

/// What was made from a record does not outlive it.
@Suite struct DerivedFilesTests {
  private static let evalCase = "INC-2071-parcel-status-polling"

  private func gate(_ world: TestWorld, _ more: String...) async -> EvalSchema.ExitStatus {
    await world.run(
      ["gate", world.evalset, "--target", "candidate-fixed", "--case", Self.evalCase, "--quiet", "--out"]
        + [world.folder + "/gate"] + more)
  }

  private func names(_ world: TestWorld) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: world.folder + "/gate"))
  }

  @Test(arguments: ["gate", "run", "regrade"])
  func aRunIntoTheFolderOfAnEarlierOneBeginsWithoutItsVerdict(command: String) async throws {
    let world = try TestWorld()
    #expect(await gate(world) == .pass, "\(world.printed)\(world.reported)")
    let folder = world.folder + "/gate"
    if command == "regrade" { try FileManager.default.copyItem(atPath: folder, toPath: world.folder + "/source") }
    try FileManager.default.removeItem(atPath: folder + "/run.jsonl")
    let mine = ["notes.txt", "verdict.json.bak", "comparison.json"]
    for name in mine { try Data("mine".utf8).write(to: URL(filePath: folder + "/" + name)) }
    switch command {
    case "gate":
      // Ends before anything is decided, after the folder was taken: a record of that name cannot be written.
      try FileManager.default.createSymbolicLink(atPath: folder + "/run.jsonl", withDestinationPath: "/no/such/place")
      #expect(await gate(world) == .usage, "\(world.reported)")
    case "run":
      let words = ["run", world.evalset, "--target", "candidate-fixed", "--case", Self.evalCase, "--out", folder]
      #expect(await world.run(words) == .pass, "\(world.reported)")
    default:
      #expect(await world.run("regrade", world.folder + "/source", "--out", folder) == .pass, "\(world.reported)")
    }
    let left = try names(world)
    #expect(left.isDisjoint(with: DerivedFiles.ofRun), "\(left)")
    #expect(left.isSuperset(of: mine.prefix(2)))
  }

  @Test func nothingThatRelapseDidNotMakeIsRemovedAndNothingIsAskedBesideIt() async throws {
    let world = try TestWorld()
    let folder = world.folder + "/gate"
    try FileManager.default.createDirectory(atPath: folder + "/verdict.json", withIntermediateDirectories: true)
    #expect(await gate(world) == .usage)
    #expect(world.reported.contains("error[report-in-the-way]"), "\(world.reported)")
    #expect(try names(world) == ["verdict.json"])
    try FileManager.default.removeItem(atPath: folder + "/verdict.json")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/verdict.json", withDestinationPath: world.evalset + "/evalset.yaml")
    #expect(await gate(world) == .usage)
    #expect(try world.bytes("gate/verdict.json").count > 10)
  }

  @Test func aPassWhoseVerdictCannotBeWrittenIsNoneAndOtherReportsChangeNothing() async throws {
    let world = try TestWorld()
    #expect(await gate(world) == .pass)
    let folder = world.folder + "/gate"
    for (name, status, code) in [
      ("report.html", EvalSchema.ExitStatus.pass, "report-unwritable"), ("verdict.json", .usage, "verdict-unwritable"),
    ] {
      try FileManager.default.removeItem(atPath: folder + "/" + name)
      try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
      #expect(await world.run("gate", folder) == status)
      #expect(world.reported.contains("error[\(code)]"), "\(world.reported)")
    }
    #expect(world.printed.contains("exit code 2, the verdict's is 0"), "\(world.printed)")
  }

  @Test func aRecordThatGoesOnLosesItsVerdictWhenItChangesAndNotBefore() async throws {
    let world = try TestWorld()
    #expect(await gate(world) == .pass)
    let folder = world.folder + "/gate"
    let verdict = try world.bytes("gate/verdict.json")
    // Nothing changes: another plan is refused.
    #expect(await gate(world, "--resume", "--seed", "77") == .usage)
    #expect(try world.bytes("gate/verdict.json") == verdict)
    // It would change: what cannot be taken away keeps it from going on.
    let record = try world.bytes("gate/run.jsonl")
    try record.prefix(record.count / 2).write(to: URL(filePath: folder + "/run.jsonl"))
    try FileManager.default.removeItem(atPath: folder + "/junit.xml")
    try FileManager.default.createDirectory(atPath: folder + "/junit.xml", withIntermediateDirectories: true)
    #expect(await gate(world, "--resume") == .usage)
    #expect(world.reported.contains("error[report-in-the-way]"), "\(world.reported)")
    #expect(try world.bytes("gate/run.jsonl").count == record.count / 2)
    #expect(try !names(world).contains("verdict.json"))
  }

  @Test func aComparisonBeginsWithoutTheVerdictOfAnEarlierOne() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "relapse-derived-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let all = DerivedFiles.ofComparison + DerivedFiles.ofAttribution
    for name in all { try Data("{}".utf8).write(to: URL(filePath: folder + "/" + name)) }
    try DerivedFiles.remove(DerivedFiles.ofComparison, from: folder)
    #expect(
      Set(try FileManager.default.contentsOfDirectory(atPath: folder)) == Set(DerivedFiles.ofAttribution))
    try DerivedFiles.remove(DerivedFiles.ofComparison, from: folder + "/not-there")
  }
}
