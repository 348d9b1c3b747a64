import Adapters
import Authoring
import EvalSchema
import Foundation
import Testing

@testable import relapse

/// `relapse compare` end to end: files in, two records, a verdict, exit codes.
@Suite struct CompareCommandTests {
  private static func verdict(_ world: TestWorld, _ folder: String) throws -> ComparisonVerdict {
    try CanonicalJSON.decode(ComparisonVerdict.self, from: world.bytes(folder + "/comparison.json"))
  }

  @Test func aRegressedCandidateExitsOneAndNamesTheCaseTheSameAtAnyConcurrency() async throws {
    let world = try TestWorld()
    for concurrency in ["1", "64"] {
      let status = await world.run(
        "compare", world.evalset, "--baseline", "baseline", "--candidate", "candidate-regressed", "--out",
        world.folder + "/c" + concurrency, "--concurrency", concurrency)
      #expect(status == .fail, "\(world.printed)\(world.reported)")
    }
    let bytes = try world.bytes("c1/comparison.json")
    #expect(try world.bytes("c64/comparison.json") == bytes)
    let verdict = try Self.verdict(world, "c1")
    #expect(verdict.reason == .caseWorse)
    #expect(verdict.cases.filter(\.isShownWorse).map(\.id).contains("INC-2041-refund-without-approval"))
    #expect(world.printed.contains("INC-2041-refund-without-approval"))
    let last = try #require(world.printed.split(separator: "\n").last)
    #expect(last.contains("FAIL") && last.contains("exit code 1"))
    for file in ["comparison.html", "comparison.md", "baseline/run.jsonl", "candidate/run.jsonl"] {
      #expect(try world.bytes("c1/" + file).count > 1_000)
    }
    // Decided again from the records: the same bytes.
    #expect(
      await world.run(
        "compare", world.folder + "/c64/baseline", world.folder + "/c64/candidate", "--out", world.folder + "/again")
        == .fail)
    #expect(try world.bytes("again/comparison.json") == bytes)
    // The file fits its published form.
    let (node, findings) = YAMLReader.read(String(decoding: bytes, as: UTF8.self), file: "comparison.json")
    #expect(findings.isEmpty)
    #expect(try ComparisonFormat.format.check(#require(node)).diagnostics == [])
    // Swapped, the records say so.
    #expect(
      await world.run(
        "compare", world.folder + "/c1/candidate", world.folder + "/c1/baseline", "--out", world.folder + "/swapped")
        == .error)
    #expect(try Self.verdict(world, "swapped").reason == .armsSwapped)
    let right = "\(world.folder)/c1/baseline \(world.folder)/c1/candidate --out \(world.folder)/swapped"
    #expect(world.printed.contains("next: relapse compare \(right)\n"), "\(world.printed)")
    // Without --out the reports stand beside the candidate's record, whichever it is.
    #expect(await world.run("compare", world.folder + "/c1/candidate", world.folder + "/c1/baseline") == .error)
    #expect(world.printed.contains("/c1/baseline \(world.folder)/c1/candidate --out \(world.folder)/c1/candidate\n"))
  }

  @Test func aFolderThatHoldsAComparisonIsNotWrittenOverAndTheHintFits() async throws {
    let world = try TestWorld()
    let words = [
      "compare", world.evalset, "--baseline", "baseline", "--candidate", "candidate-fixed", "--max-pairs", "9", "--out",
      world.folder + "/c", "--severity", "S2",
    ]
    _ = await world.run(words)
    let record = try world.bytes("c/candidate/run.jsonl")
    #expect(await world.run(words) == .usage)
    #expect(
      world.reported.contains("error[record-exists]: \"\(world.folder)/c\" holds a comparison"), "\(world.reported)")
    #expect(world.reported.contains("relapse compare --out \(world.folder)/c --resume"))
    #expect(!world.reported.contains("relapse gate"))
    #expect(try world.bytes("c/candidate/run.jsonl") == record)
  }

  @Test func aFixedCandidatePassesAndItsBaselineIsGuarded() async throws {
    let world = try TestWorld()
    let out = world.folder + "/fixed"
    let status = await world.run(
      "compare", world.evalset, "--baseline", "baseline", "--candidate", "candidate-fixed", "--out", out)
    #expect(status == .pass, "\(world.printed)\(world.reported)")
    #expect(
      await world.run("run", world.evalset, "--target", "baseline", "--seed", "77", "--out", world.folder + "/then")
        == .pass)
    let guarded = await world.run(
      "compare", out + "/baseline", out + "/candidate", "--baseline-history", world.folder + "/then", "--format", "json"
    )
    #expect(guarded == .pass)
    let verdict = try CanonicalJSON.decode(ComparisonVerdict.self, from: Data(world.printed.utf8))
    #expect(verdict.drift?.isDrifted == false)
  }

  @Test func aBaselineThatMovedVoidsTheComparison() async throws {
    let world = try TestWorld()
    let out = world.folder + "/moved"
    for (target, name) in [("baseline", "then"), ("candidate-regressed", "now")] {
      _ = await world.run(
        "run", world.evalset, "--target", target, "--out", world.folder + "/" + name, "--severity", "S2,S3")
    }
    // The same name and surfaces, other behavior: what a provider does when it moves a model.
    let then = RunFile(world.folder + "/then/run.jsonl")
    let now = RunFile(world.folder + "/now/run.jsonl")
    try now.takeHeader(of: then)
    _ = await world.run(
      "run", world.evalset, "--target", "candidate-fixed", "--out", out + "/candidate", "--severity", "S2,S3")
    let status = await world.run(
      "compare", world.folder + "/now", out + "/candidate", "--baseline-history", world.folder + "/then", "--out", out)
    #expect(status == .error, "\(world.printed)\(world.reported)")
    #expect(try Self.verdict(world, "moved").reason == .baselineDrifted)
  }

  @Test func twoGatesAreComparedByAllTheirTrials() async throws {
    let world = try TestWorld()
    for target in ["baseline", "candidate-regressed"] {
      _ = await world.run(
        "run", world.evalset, "--target", target, "--out", world.folder + "/" + target, "--severity", "S2,S3")
    }
    let status = await world.run("compare", world.folder + "/baseline", world.folder + "/candidate-regressed")
    #expect(status == .fail, "\(world.printed)")
    let verdict = try Self.verdict(world, "candidate-regressed")
    #expect(!verdict.method.isPairedRun && verdict.summary.shownWorse > 0)
  }

  @Test(arguments: [
    ["--baseline", "baseline"], ["--candidate", "baseline"], ["--baseline", "baseline", "--candidate", "baseline"],
    ["--baseline", "baseline", "--candidate", "nobody"],
    ["--baseline", "baseline", "--candidate", "candidate-fixed", "--margin", "5"],
    ["--baseline", "baseline", "--candidate", "candidate-fixed", "--margin", "0pp"],
    ["--baseline", "baseline", "--candidate", "candidate-fixed", "--margin", "5%"],
    ["--baseline", "baseline", "--candidate", "candidate-fixed", "--max-pairs", "3"],
    ["--baseline", "baseline", "--candidate", "candidate-fixed", "--baseline-history", "nowhere"],
  ])
  func whatCannotBeUnderstoodExitsTwoBeforeAnythingIsAsked(_ words: [String]) async throws {
    let world = try TestWorld()
    let output = Locked("")
    let console = Console(isTerminal: { _ in false }, sink: { text, _ in output.withLock { $0 += text } })
    let out = ["--out", world.folder + "/out"]
    let status = await Door.run(
      World(environment: [:], arguments: ["compare", world.evalset] + words + out, console: console))
    #expect(status == .usage)
    #expect(output.withLock { $0 }.contains("error["))
    #expect(!FileManager.default.fileExists(atPath: world.folder + "/out"))
  }

  @Test func aComparisonOfAnEmptySelectionExitsFive() async throws {
    let world = try TestWorld()
    let status = await world.run(
      "compare", world.evalset, "--baseline", "baseline", "--candidate", "candidate-fixed", "--case", "no-such")
    #expect(status == .empty)
  }

  @Test func optionsOfARunDoNotFitRecords() async throws {
    let world = try TestWorld()
    #expect(await world.run("compare", "a", "b", "--seed", "3") == .usage)
    #expect(world.reported.contains("--seed belongs to a run"))
  }

  @Test func aCandidateWithoutAKeyExitsFour() async throws {
    let world = try TestWorld()
    try world.edit("targets/candidate-fixed.yaml") { text in
      text.replacing(/(?s)faults:.*?(\n\S|$)/) { _ in "faults: [{kind: server, share: 100%}]\n" }
    }
    let status = await world.run(
      "compare", world.evalset, "--baseline", "baseline", "--candidate", "candidate-fixed", "--out",
      world.folder + "/e",
      "--severity", "S3")
    #expect(status == .error, "\(world.printed)\(world.reported)")
    #expect(try Self.verdict(world, "e").reason == .tooManyErrors)
  }

  @Test func everyReasonAndWarningIsExplained() async throws {
    let world = try TestWorld()
    for reason in ComparisonReason.allCases {
      #expect(await world.run("explain", reason.rawValue) == .pass, "\(reason)")
    }
    for code in ["output-shift", "cases-gone", "surface-unrecorded", "same-target", "mutable-model"] {
      #expect(await world.run("explain", code) == .pass, "\(code)")
    }
  }
}

/// A record on disk whose header is exchanged.
private struct RunFile {
  let path: String

  init(_ path: String) { self.path = path }

  private func lines() throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// Puts the header of another record in the place of this one's.
  func takeHeader(of other: RunFile) throws {
    let lines = try [other.lines()[0]] + lines().dropFirst()
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }
}
