import EvalSchema
import Foundation
import Testing

@testable import relapse

/// What must never pass, through the real command: the right word and the right exit code for each.
@Suite struct CompareNeverPassTests {
  typealias Words = @Sendable (TestWorld) async throws -> [String]

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var status: EvalSchema.ExitStatus
    var code: String
    var words: Words

    init(_ name: String, _ status: EvalSchema.ExitStatus, _ code: String, _ words: @escaping Words) {
      (testDescription, self.status, self.code, self.words) = (name, status, code, words)
    }
  }

  private static let small = ["--severity", "S2"]

  private static func run(_ world: TestWorld, _ target: String, _ name: String) async -> String {
    _ = await world.run(["run", world.evalset, "--target", target, "--out", world.folder + "/" + name] + small)
    return world.folder + "/" + name
  }

  private static func compare(_ world: TestWorld, _ more: String...) -> [String] {
    ["compare", world.evalset, "--candidate", "candidate-fixed", "--out", world.folder + "/out"] + small + more
  }

  /// Changes the first line of a record.
  private static func edit(_ folder: String, _ change: (String) -> String) throws {
    let path = folder + "/run.jsonl"
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    lines[0] = change(lines[0])
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  private static func failing(_ world: TestWorld, _ target: String) throws {
    try world.edit("targets/\(target).yaml") {
      $0.replacing("retries: 4", with: "retries: 0").replacing(
        "kind: server, share: 0.2%", with: "kind: server, share: 30%")
    }
  }

  private static func changeACase(_ world: TestWorld) throws {
    let name = "INC-2048-invented-lifetime-warranty.yaml"
    try world.edit("cases/" + name) { $0.replacing(/\ntitle: [^\n]*/, with: "\ntitle: Another title") }
  }

  static let rows: [Row] = [
    Row("30% errors in the candidate", .error, "too-many-errors") { world in
      try failing(world, "candidate-fixed")
      return compare(world, "--baseline", "baseline")
    },
    Row("30% errors in the baseline", .error, "too-many-errors") { world in
      try failing(world, "baseline")
      return compare(world, "--baseline", "baseline", "--concurrency", "1")
    },
    Row("30% errors against a recorded baseline", .error, "too-many-errors") { world in
      let record = await run(world, "baseline", "then")
      try failing(world, "candidate-fixed")
      return compare(world, "--baseline", record)
    },
    Row("nothing but errors in the candidate, whose file states no model", .error, "too-many-errors") { world in
      try world.edit("targets/candidate-fixed.yaml") {
        $0.replacing(/\nmodel: [^\n]*/, with: "").replacing("retries: 4", with: "retries: 0").replacing(
          "kind: server, share: 0.2%", with: "kind: server, share: 99%")
      }
      return compare(world, "--baseline", "baseline")
    },
    Row("a surface that one target does not state", .usage, "surface-unrecorded") { world in
      try world.edit("targets/candidate-fixed.yaml") { $0.replacing(/\n  app: [^\n]*/, with: "") }
      return compare(world, "--baseline", "baseline")
    },
    Row("a drifted baseline", .error, "baseline-drifted") { world in
      let then = await run(world, "baseline", "then")
      let now = await run(world, "candidate-regressed", "now")
      let candidate = await run(world, "candidate-fixed", "candidate")
      let header = try String(contentsOfFile: then + "/run.jsonl", encoding: .utf8).prefix { $0 != "\n" }
      try edit(now) { _ in String(header) }
      return ["compare", now, candidate, "--baseline-history", then]
    },
    Row("swapped arms of one comparison", .error, "arms-swapped") { world in
      _ = await world.run(compare(world, "--baseline", "baseline"))
      return ["compare", world.folder + "/out/candidate", world.folder + "/out/baseline"]
    },
    Row("swapped arms by the baseline's own record", .error, "arms-swapped") { world in
      let baseline = await run(world, "baseline", "baseline")
      let candidate = await run(world, "candidate-fixed", "candidate")
      return ["compare", candidate, baseline, "--baseline-history", baseline]
    },
    Row("a changed case in two records", .inconclusive, "cases-not-compared") { world in
      let baseline = await run(world, "baseline", "baseline")
      try changeACase(world)
      return ["compare", baseline, await run(world, "candidate-fixed", "candidate"), "--margin", "50pp"]
    },
    Row("a changed case of a recorded baseline", .usage, "baseline-cases-differ") { world in
      let baseline = await run(world, "baseline", "baseline")
      try changeACase(world)
      return compare(world, "--baseline", baseline)
    },
    Row("a case that a recorded baseline does not hold", .usage, "baseline-cases-differ") { world in
      let baseline = await run(world, "baseline", "baseline")
      return ["compare", world.evalset, "--baseline", baseline, "--candidate", "candidate-fixed"]
    },
    Row("a missing arm", .error, "arm-missing") { world in
      let baseline = await run(world, "baseline", "baseline")
      let candidate = await run(world, "candidate-fixed", "candidate")
      let path = candidate + "/run.jsonl"
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      let head = lines.filter { !$0.contains(#""kind":"trial""#) && !$0.contains(#""kind":"footer""#) }
        .filter { !$0.contains(#""kind":"decision""#) }
      try (head.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
      return ["compare", baseline, candidate]
    },
    Row("one target in both arms", .usage, "usage") { world in
      ["compare", world.evalset, "--baseline", "baseline", "--candidate", "baseline"] + small
    },
    Row("a record of the candidate as its own baseline", .usage, "usage") { world in
      compare(world, "--baseline", await run(world, "candidate-fixed", "then"))
    },
    Row("a recorded baseline that is too old", .usage, "baseline-too-old") { world in
      let record = await run(world, "baseline", "then")
      try edit(record) { $0.replacing(/"startedAt":"[^"]*"/, with: #""startedAt":"2020-01-01T00:00:00Z""#) }
      return compare(world, "--baseline", record)
    },
    Row("a recorded baseline whose new trials were taken away", .error, "drift-unchecked") { world in
      let record = await run(world, "baseline", "then")
      _ = await world.run(compare(world, "--baseline", record))
      try FileManager.default.removeItem(atPath: world.folder + "/out/baseline")
      return ["compare", record, world.folder + "/out/candidate"]
    },
    Row("a budget that ends at once", .inconclusive, "budget-exhausted") { world in
      compare(world, "--baseline", "baseline", "--max-cost", "0.001usd")
    },
    Row("too few pairs", .inconclusive, "pairs-exhausted") { world in
      compare(world, "--baseline", "baseline", "--max-pairs", "9")
    },
  ]

  @Test(arguments: rows) func theRightWordAndCodeAndNeverAPass(_ row: Row) async throws {
    let world = try TestWorld()
    let words = try await row.words(world)
    let status = await world.run(words)
    #expect(status == row.status && status != .pass, "\(world.printed)\(world.reported)")
    #expect((world.printed + world.reported).contains(row.code), "\(world.printed)\(world.reported)")
  }

  @Test func casesThatARecordedBaselineLacksAreCountedInOneFinding() async throws {
    let world = try TestWorld()
    let id = "INC-2041-refund-without-approval"
    let record = world.folder + "/one"
    _ = await world.run(
      "run", world.evalset, "--target", "baseline", "--case", id, "--max-trials", "3", "--out", record)
    try world.edit("cases/\(id).yaml") { $0.replacing(/\ntitle: [^\n]*/, with: "\ntitle: Another title") }
    let words = ["compare", world.evalset, "--baseline", record, "--candidate", "candidate-fixed"]
    #expect(await world.run(words + ["--out", world.folder + "/c"]) == .usage)
    let found = world.reported.split(separator: "\n").filter { $0.contains("baseline-cases-differ") }
    #expect(found.count == 2, "\(world.reported)")
    #expect(found.contains { $0.contains("cases are not in the recorded baseline: ") && $0.hasSuffix(" more") })
    #expect(found.contains { $0.contains("the case \(id) was changed since the baseline's run") })
  }

  @Test func whatEndsEarlyByErrorsEndsTheSameAtAnyConcurrency() async throws {
    let world = try TestWorld()
    try Self.failing(world, "candidate-fixed")
    var found: [Data] = []
    for concurrency in ["1", "64"] {
      let words = ["--baseline", "baseline", "--candidate", "candidate-fixed", "--concurrency", concurrency]
      let status = await world.run(["compare", world.evalset, "--out", world.folder + "/c" + concurrency] + words)
      #expect(status == .error, "\(world.printed)")
      found.append(try world.bytes("c\(concurrency)/comparison.json"))
    }
    #expect(found[0] == found[1])
  }
}
