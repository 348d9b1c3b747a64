import EvalSchema
import Testing

@testable import Harness

@Suite struct ToolReplayTests {
  private func call(_ name: String, _ arguments: JSONValue = [:]) -> ToolCall {
    ToolCall(id: "x", name: name, arguments: arguments)
  }

  @Test func repliesAnswerInOrderAndOnce() {
    var replay = ToolReplay([ToolFixture(name: "t", replies: [ToolReply(result: 1), ToolReply(result: 2)])])
    #expect(replay.result(of: call("t")) == ToolResult(call: "x", name: "t", result: 1))
    #expect(replay.result(of: call("t")) == ToolResult(call: "x", name: "t", result: 2))
    let third = replay.result(of: call("t"))
    #expect(third.unmatched && third.error == "no recorded reply fits this call" && third.result == nil)
  }

  @Test func aRepeatedReplyAnswersAgain() {
    var replay = ToolReplay([ToolFixture(name: "t", replies: [ToolReply(result: 1, repeats: true)])])
    for _ in 0..<3 { #expect(replay.result(of: call("t")).result == 1) }
  }

  @Test func theFirstReplyThatFitsTheArgumentsAnswers() {
    var replay = ToolReplay([
      ToolFixture(
        name: "t",
        replies: [
          ToolReply(arguments: ["id": 1, "deep": ["a": 1]], result: "one"),
          ToolReply(arguments: ["id": 2], error: "gone"), ToolReply(result: "any"),
        ])
    ])
    #expect(replay.result(of: call("t", ["id": 2.0])).error == "gone")
    #expect(replay.result(of: call("t", ["id": 1, "deep": ["b": 2, "a": 1.0], "more": true])).result == "one")
    #expect(replay.result(of: call("t", "not an object")).result == "any")
    #expect(replay.result(of: call("t", ["id": 1])).unmatched)
  }

  @Test func otherwiseAnswersWhatNoReplyFitsAndIsMarked() {
    let otherwise = ToolReply(error: "denied")
    var replay = ToolReplay([ToolFixture(name: "t", replies: [], otherwise: otherwise)])
    let result = replay.result(of: call("t"))
    #expect(result.error == "denied" && result.unmatched)
    let unknown = replay.result(of: call("rm -rf"))
    #expect(unknown.unmatched && unknown.error == "there is no tool of this name")
  }

  @Test func aReplyWithoutResultGivesNull() {
    var replay = ToolReplay([ToolFixture(name: "t", replies: [ToolReply()])])
    #expect(replay.result(of: call("t")) == ToolResult(call: "x", name: "t", result: .null))
  }

  private static let pairs: [(JSONValue, JSONValue, Bool)] = [
    (["a": 1], [:], true), (["a": 1], ["a": 1, "b": 2], false), ([1, 2], [1], false),
    (["a": [1, 2]], ["a": [1.0, 2]], true), ("x", "x", true), (.null, [:], false),
  ]

  @Test(arguments: pairs)
  func holdingIsRecursiveForObjectsAndExactForTheRest(whole: JSONValue, part: JSONValue, holds: Bool) {
    #expect(whole.holds(part) == holds)
  }
}
