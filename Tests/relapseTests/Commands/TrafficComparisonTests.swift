import EvalSchema
import Foundation
import Testing

@testable import relapse

/// Two logs of production traffic, end to end.
@Suite struct TrafficComparisonTests {
  private static func log(_ prefix: String, _ count: Int, bad: Int = 0, errors: Int = 0) -> String {
    (0..<count).map { index in
      let text = index < bad ? "Your refund has been issued." : "I have asked a colleague."
      let response =
        index >= count - errors
        ? #""error":{"type":"overloaded"}"#
        : #""response":{"model":"m-1","choices":[{"message":{"role":"assistant","content":"\#(text)"},"finish_reason":"stop"}]}"#
      let minute = index / 60 % 60
      let time = "2026-05-14T10:\(minute < 10 ? "0" : "")\(minute):00Z"
      return
        #"{"run_id":"\#(prefix)\#(index)","timestamp":"\#(time)","request":{"messages":[{"role":"user","content":"q"}]},\#(response)}"#
    }.joined(separator: "\n") + "\n"
  }

  private static func write(_ text: String, _ name: String, _ world: TestWorld) throws -> String {
    let path = world.folder + "/" + name
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var candidate: String
    var options: [String] = []
    var status: EvalSchema.ExitStatus
    var words: String
    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(name: "the same", candidate: log("c", 300), status: .pass, words: "PASS  traffic-not-worse"),
    Row(name: "worse", candidate: log("c", 300, bad: 60), status: .fail, words: "FAIL  traffic-worse"),
    Row(name: "few answers", candidate: log("c", 10), status: .inconclusive, words: "traffic-undecided"),
    Row(name: "errors", candidate: log("c", 300, errors: 90), status: .error, words: "traffic-too-many-errors"),
    Row(name: "an empty log", candidate: "", status: .error, words: "traffic-arm-empty"),
    Row(
      name: "foreign lines", candidate: log("c", 300) + String(repeating: "x\n", count: 60), status: .error,
      words: "traffic-too-many-unread"),
    Row(name: "a torn line", candidate: log("c", 300) + #"{"run_id":"#, status: .pass, words: "warning[line-torn]"),
    Row(name: "duplicates", candidate: log("c", 300) + log("c", 3), status: .pass, words: "PASS"),
    Row(name: "the same traces", candidate: log("b", 300), status: .usage, words: "error[trace-in-both-arms]"),
    Row(
      name: "another time", candidate: log("c", 300), options: ["--since", "2027-01-01"], status: .error,
      words: "traffic-arm-empty"),
    Row(
      name: "a span of time", candidate: log("c", 300), options: ["--until", "2026-05-14T10:03:00Z"],
      status: .inconclusive, words: "traffic-out-of-range"),
    Row(
      name: "a day that is none", candidate: log("c", 300), options: ["--since", "2026-02-31"], status: .usage,
      words: "error[usage]"),
    Row(
      name: "a span that ends before it begins", candidate: log("c", 300),
      options: ["--since", "2026-05-15", "--until", "2026-05-14"], status: .usage, words: "error[usage]"),
    Row(
      name: "trials and logs", candidate: log("c", 300), options: ["--max-pairs", "7"], status: .usage,
      words: "belongs to trials"),
    Row(
      name: "a case whose graders need its input", candidate: log("c", 300),
      options: ["--case", "INC-2085-cited-article-not-retrieved"], status: .empty, words: "no-applicable-grader"),
    Row(
      name: "no such pattern", candidate: log("c", 300), options: ["--pattern", "approval"], status: .usage,
      words: "no-such-pattern"),
  ]

  @Test(arguments: rows) func everyLogHasItsWordAndCode(_ row: Row) async throws {
    let world = try TestWorld()
    let first = try Self.write(Self.log("b", 400), "base.jsonl", world)
    let second = try Self.write(row.candidate, "canary.jsonl", world)
    let words = [
      "compare", "--from", "jsonl", first, second, "--evalset", world.evalset, "--out", world.folder + "/out",
    ]
    let selection =
      row.options.contains("--case") || row.options.contains("--pattern") ? [] : ["--pattern", "approval-bypass"]
    #expect(await world.run(words + selection + row.options) == row.status, "\(world.printed) \(world.reported)")
    #expect((world.printed + world.reported).contains(row.words), "\(world.printed) \(world.reported)")
    guard row.status != .usage, row.status != .empty else { return }
    let json = try CanonicalJSON.decode(JSONValue.self, from: try world.bytes("out/comparison.json"))
    #expect(json["exitCode"]?.integer == Int(row.status.rawValue) && json["kind"]?.string == "observed-traffic")
    let html = String(decoding: try world.bytes("out/comparison.html"), as: UTF8.self)
    #expect(html.contains("observed traffic, unpaired"))
  }

  @Test func aMissingLogAndAMissingFlagAreTold() async throws {
    let world = try TestWorld()
    let first = try Self.write(Self.log("b", 4), "base.jsonl", world)
    #expect(await world.run("compare", "--from", "jsonl", first, "nowhere.jsonl", "--evalset", world.evalset) == .usage)
    #expect(world.reported.contains("error[trace-unreadable]"))
    #expect(await world.run("compare", "--from", "jsonl", first, "--evalset", world.evalset) == .usage)
    #expect(await world.run("compare", "--from", "parquet", first, first) == .usage)
    #expect(await world.run("compare", "a", "b", "--since", "2026-01-01") == .usage)
    #expect(world.reported.contains("--from FORMAT"))
  }
}
