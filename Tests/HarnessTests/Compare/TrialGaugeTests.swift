import EvalSchema
import TestSupport
import Testing

@testable import Harness

@Suite struct TrialGaugeTests {
  private func trial(_ messages: [Message], tokens: Int = 10) -> TrialRecord {
    TrialRecord(
      evalCase: "a", index: 0, seed: 1, outcome: .passed, transcript: Transcript(messages: messages),
      usage: Usage(inputTokens: 5, outputTokens: tokens), costMicros: 7, latency: 0.5)
  }

  @Test func whatATrialWasLikeIsCounted() {
    let turn = AssistantTurn(content: "héllo", toolCalls: [ToolCall(name: "refund"), ToolCall(name: "refund")])
    let traits = TrialGauge.traits(
      of: trial([.assistant(turn), .tool(ToolResult(name: "refund")), .assistant(AssistantTurn(content: "bye"))]),
      mostTokens: 10)
    #expect(traits.words == 8 && traits.tools == ["refund": 2] && !traits.isEmpty && traits.isTruncated == false)
    #expect(traits.inputTokens == 5 && traits.outputTokens == 10 && traits.costMicros == 7 && traits.latency == 0.5)
  }

  @Test(arguments: [(9, false), (10, true), (11, true)]) func aSingleTurnAtTheMostTokensIsCut(tokens: Int, isCut: Bool)
  {
    let one = trial([.assistant(AssistantTurn(content: "x"))], tokens: tokens)
    #expect(TrialGauge.traits(of: one, mostTokens: 10).isTruncated == isCut)
    #expect(TrialGauge.traits(of: one, mostTokens: nil).isTruncated == nil)
  }

  @Test func nothingSaidIsEmpty() {
    #expect(TrialGauge.traits(of: trial([.assistant(AssistantTurn(content: " \n"))]), mostTokens: nil).isEmpty)
    #expect(TrialGauge.traits(of: trial([]), mostTokens: nil).isEmpty)
  }

  @Test(arguments: [
    ("I'm sorry, but I can't help with that.", true), ("Here is your refund.", false), ("", false),
  ]) func refusalsAreThoseOfTheGrader(text: String, isRefusal: Bool) async {
    #expect(await RefusalGauge().isRefusal(text) == isRefusal)
  }

  @Test func theMostTokensAreReadByTheNamesOfProviders() {
    var target = Sample.target()
    #expect(TrialGauge.mostTokens(of: target) == nil)
    target.parameters = ["max_tokens": 800]
    #expect(TrialGauge.mostTokens(of: target) == 800)
    target.parameters = ["max_output_tokens": .number(64), "max_tokens": "many"]
    #expect(TrialGauge.mostTokens(of: target) == 64)
  }
}
