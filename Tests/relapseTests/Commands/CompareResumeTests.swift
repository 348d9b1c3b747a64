import EvalSchema
import Foundation
import Testing

@testable import relapse

/// `compare --resume` and recorded baselines end to end: what is broken off and gone on with ends as if it had not been.
@Suite struct CompareResumeTests {
  private static let words = ["--baseline", "baseline", "--candidate", "candidate-regressed", "--severity", "S2"]

  private func compare(_ world: TestWorld, _ folder: String, _ more: [String] = words) async -> EvalSchema.ExitStatus {
    await world.run(["compare", world.evalset, "--out", world.folder + "/" + folder] + more)
  }

  /// Cuts copies of both records, as a kill does, each at its own share of its bytes.
  private func cut(_ world: TestWorld, from whole: String, to folder: String, _ shares: (Double, Double)) throws {
    for (role, share) in [("baseline", shares.0), ("candidate", shares.1)] {
      let path = world.folder + "/\(folder)/\(role)"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let record = try world.bytes("\(whole)/\(role)/run.jsonl")
      try record.prefix(Int(Double(record.count) * share)).write(to: URL(filePath: path + "/run.jsonl"))
    }
  }

  private func trials(_ world: TestWorld, _ record: String) throws -> [String] {
    try String(decoding: world.bytes(record), as: UTF8.self).split(separator: "\n").filter {
      $0.contains(#""kind":"trial""#)
    }.map(String.init)
  }

  @Test func recordsCutAnywhereGiveTheSameComparisonByteForByte() async throws {
    let world = try TestWorld()
    #expect(await compare(world, "whole") == .fail, "\(world.printed)\(world.reported)")
    let expected = try world.bytes("whole/comparison.json")
    for (index, shares) in [(0.0, 0.3), (0.3, 0.3), (0.31, 0.77), (0.9, 0.02), (0.7, 0.999), (1, 1)].enumerated() {
      let folder = "cut\(index)"
      try cut(world, from: "whole", to: folder, shares)
      let before = try trials(world, folder + "/candidate/run.jsonl")
      let status = await world.run(
        "compare", world.evalset, "--out", world.folder + "/" + folder, "--resume", "--baseline",
        "baseline", "--candidate", "candidate-regressed", "--severity", "S2")
      #expect(status == .fail, "\(shares): \(world.reported)")
      #expect(try world.bytes(folder + "/comparison.json") == expected, "\(shares)")
      // Whole lines that stood there still stand there, once.
      let after = try trials(world, folder + "/candidate/run.jsonl")
      #expect(Set(before.dropLast()).isSubset(of: after) && Set(after).count == after.count)
    }
  }

  @Test func aBudgetIsGoneBeyondWhenItIsResumed() async throws {
    let world = try TestWorld()
    #expect(await compare(world, "whole") == .fail)
    #expect(await compare(world, "part", Self.words + ["--max-pairs", "27"]) == .inconclusive, "\(world.printed)")
    #expect(await compare(world, "cost", Self.words + ["--max-cost", "0.02usd"]) == .inconclusive, "\(world.printed)")
    // Everything that is not said is that of the records.
    #expect(await world.run("compare", "--out", world.folder + "/cost", "--resume") == .fail, "\(world.reported)")
    #expect(try world.bytes("cost/comparison.json") == world.bytes("whole/comparison.json"))
    let more = await world.run("compare", "--out", world.folder + "/part", "--resume", "--max-pairs", "1000")
    #expect(more == .fail, "\(world.reported)")
    #expect(try world.bytes("part/comparison.json") == world.bytes("whole/comparison.json"))
    #expect(await world.run("compare", "--out", world.folder + "/whole", "--resume") == .fail)
    #expect(world.reported.contains("the comparison is complete; nothing is asked"))
  }

  @Test(arguments: [["--margin", "3pp"], ["--candidate", "candidate-fixed"], ["--seed", "9"], ["--severity", "S3"]])
  func anotherComparisonIsRefused(_ words: [String]) async throws {
    let world = try TestWorld()
    #expect(await compare(world, "whole") == .fail)
    let status = await world.run(["compare", "--out", world.folder + "/whole", "--resume"] + words)
    #expect(status == .usage && world.reported.contains("error[resume-mismatch]"), "\(world.reported)")
  }

  @Test(arguments: [["--resume"], ["--resume", "--out", "nowhere"]])
  func withoutRecordsThereIsNothingToResume(_ words: [String]) async throws {
    let world = try TestWorld()
    #expect(await world.run(["compare", world.evalset] + Self.words + words) == .usage)
  }

  @Test func aRecordStandsInThePlaceOfTheBaseline() async throws {
    let world = try TestWorld()
    let record = world.folder + "/then"
    #expect(await world.run("run", world.evalset, "--target", "baseline", "--severity", "S2", "--out", record) == .pass)
    var found: [Data] = []
    for concurrency in ["1", "64"] {
      let words = ["--baseline", record, "--candidate", "candidate-regressed", "--severity", "S2"]
      #expect(
        await compare(world, "c" + concurrency, words + ["--concurrency", concurrency]) == .fail, "\(world.printed)")
      found.append(try world.bytes("c\(concurrency)/comparison.json"))
    }
    #expect(found[0] == found[1])
    let verdict = try CanonicalJSON.decode(ComparisonVerdict.self, from: found[0])
    #expect(verdict.recordedBaseline?.fresh == 5 && verdict.drift?.isDrifted == false && verdict.method.isPairedRun)
    // No more than the new trials were asked of the baseline.
    let cases = verdict.cases.count
    #expect(try trials(world, "c1/baseline/run.jsonl").count <= 5 * cases)
    // Decided again from the files, and gone on with after a kill: the same bytes.
    #expect(
      await world.run("compare", record, world.folder + "/c1/candidate", "--out", world.folder + "/again") == .fail)
    #expect(try world.bytes("again/comparison.json") == found[0])
    try cut(world, from: "c1", to: "cut", (0.4, 0.6))
    let resumed = await world.run("compare", "--out", world.folder + "/cut", "--resume", "--baseline", record)
    #expect(resumed == .fail, "\(world.reported)")
    #expect(try world.bytes("cut/comparison.json") == found[0])
  }

  @Test func aBaselineWhoseTargetChangedIsNotTestedAgainAndSaysSo() async throws {
    let world = try TestWorld()
    let record = world.folder + "/then"
    _ = await world.run("run", world.evalset, "--target", "baseline", "--severity", "S2", "--out", record)
    try world.edit("targets/baseline.yaml") { $0.replacing("temperature: 0.7", with: "temperature: 0.8") }
    let words = ["--baseline", record, "--candidate", "candidate-fixed", "--severity", "S2"]
    #expect(await compare(world, "out", words) == .pass, "\(world.printed)\(world.reported)")
    #expect(world.reported.contains("its target \"baseline\" was changed since"))
    #expect(world.printed.contains("warning[baseline-not-retested]"))
    #expect(!FileManager.default.fileExists(atPath: world.folder + "/out/baseline"))
  }

  @Test func theClockOfRecordsIsThatOfTheCalendar() {
    let day = 86_400.0
    let times: [(String, Double?)] = [
      ("2000-01-01T00:00:00Z", 0), ("2000-03-01T00:00:00Z", 60 * day), ("2026-05-14T09:30:12Z", 832_066_212),
      ("1999-12-31T23:59:59Z", -1), ("2026-05-14", nil), ("2026-13-14T09:30:12Z", nil),
    ]
    for (text, seconds) in times { #expect(ComparisonClock.seconds(text) == seconds, "\(text)") }
  }
}
