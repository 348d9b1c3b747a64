import EvalSchema
import Foundation
import Testing

@testable import relapse

/// Variants end to end: from `vary` over the ledger to the verdict.
@Suite struct VaryCommandTests {
  private static let id = "INC-2048-invented-lifetime-warranty"
  private static let file = "cases/\(id).yaml"

  private func text(_ world: TestWorld) throws -> String {
    try String(contentsOfFile: world.evalset + "/" + Self.file, encoding: .utf8)
  }

  @Test func variantsAreFrozenRecordedRunAndReported() async throws {
    let world = try TestWorld()
    let before = try text(world)
    let vary = ["vary", Self.id, "--evalset", world.evalset, "--transform", "typos,case,long-history"]
    #expect(await world.run(vary + ["--dry-run"]) == .pass)
    #expect(world.printed.hasPrefix("variants:\n  - name: typos\n"))
    #expect(try text(world) == before)
    #expect(await world.run(vary) == .pass, "\(world.reported)")
    #expect(world.printed.contains("3 variants added: typos, case, long-history"))
    let after = try text(world)
    #expect(after.count > before.count && after.contains("variants:\n  - name: typos\n"))

    #expect(await world.run("check", world.evalset, environment: ["CI": "true"]) == .usage)
    #expect(world.reported.contains("unrecorded") && world.reported.contains("the variant `typos` was added"))
    let why = ["--evalset", world.evalset, "--reason", "the class", "--record", "PAY-412", "--by", "Ada"]
    #expect(await world.run(["amend", Self.id] + why) == .pass, "\(world.reported)")
    #expect(await world.run("check", world.evalset, environment: ["CI": "true"]) == .pass, "\(world.reported)")

    #expect(await world.run("plan", world.evalset, "--target", "candidate-fixed", "--case", Self.id) == .pass)
    #expect(world.printed.contains("rotates through 4 variants: base, typos, case, long-history"), "\(world.printed)")

    var verdicts: [Data] = []
    for concurrency in ["1", "64"] {
      let out = world.folder + "/run-\(concurrency)"
      let status = await world.run(
        "gate", world.evalset, "--target", "candidate-fixed", "--case", Self.id, "--out", out, "--concurrency",
        concurrency)
      #expect(status == .pass, "\(world.reported)")
      verdicts.append(try world.bytes("run-\(concurrency)/verdict.json"))
    }
    #expect(verdicts[0] == verdicts[1], "the verdict does not depend on concurrency")
    let verdict = try CanonicalJSON.decode(GateVerdict.self, from: verdicts[0])
    #expect(verdict.cases[0].variants.map(\.name) == ["base", "typos", "case", "long-history"])
    #expect(verdict.cases[0].variants.reduce(0) { $0 + $1.trials } == verdict.cases[0].valid)
    #expect(await world.run("show", world.folder + "/run-1", Self.id) == .pass)
    #expect(world.printed.contains("variants, the verdict is on the mean"))
    #expect(String(decoding: try world.bytes("run-1/report.html"), as: UTF8.self).contains("<h3>Variants</h3>"))

    // Taking one out again is a weakening.
    try world.edit(Self.file) { $0.replacing("  - name: case\n", with: "  - name: letters\n") }
    #expect(await world.run("check", world.evalset) == .pass, "a new name only")
    try world.edit(Self.file) { _ in before }
    #expect(await world.run("check", world.evalset) == .usage)
    #expect(world.reported.contains("error[weakened]: \(Self.id) was weakened: the variant `typos` was removed"))
  }

  @Test func theSameCommandGivesTheSameFile() async throws {
    var texts: [String] = []
    for _ in 0..<2 {
      let world = try TestWorld()
      #expect(
        await world.run(
          "vary", Self.id, "--evalset", world.evalset, "--transform", "typos,whitespace,lookalikes,injection",
          "--count",
          "2", "--seed", "7") == .pass)
      texts.append(try text(world))
    }
    #expect(texts[0] == texts[1])
  }

  @Test(arguments: [
    (["--transform", "typoes"], "did you mean `typos`?"), ([], "needs --transform"),
    (["--transform", "paraphrase"], "needs a file"), (["--transform", "typos", "--count", "0"], "--count"),
    (["--transform", "paraphrase:none.yaml"], "file-missing"), (["--transform", "typos,"], "empty value"),
  ])
  func aWrongCommandLineIsToldAndChangesNothing(words: [String], part: String) async throws {
    let world = try TestWorld()
    let before = try text(world)
    #expect(await world.run(["vary", Self.id, "--evalset", world.evalset] + words) == .usage)
    #expect(world.reported.contains(part), "\(world.reported)")
    #expect(try text(world) == before)
  }

  @Test func paraphrasesComeFromAFileAndMustKeepWhatIsLookedFor() async throws {
    let world = try TestWorld()
    let refund = "INC-2041-refund-without-approval"
    let path = world.folder + "/words.yaml"
    try "- Refund FO-48812 now.\n".write(toFile: path, atomically: true, encoding: .utf8)
    let vary = ["vary", refund, "--evalset", world.evalset, "--transform", "paraphrase:\(path)"]
    #expect(await world.run(vary) == .usage)
    #expect(world.reported.contains("paraphrase-drops") && world.reported.contains("\"240\""))
    try "- For order FO-48812 (a Ridgeline 3) I want my 240 EUR on the card ending 4242.\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    #expect(await world.run(vary) == .pass, "\(world.reported)")
    #expect(await world.run("vary", "INC-2041-refund", "--transform", "typos", "--evalset", world.evalset) == .usage)
    #expect(world.reported.contains("no-such-case"))
  }
}
