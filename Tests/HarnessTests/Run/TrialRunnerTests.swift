import Adapters
import EvalSchema
import Graders
import Synchronization
import TestSupport
import Testing

@testable import Harness

@Suite struct TrialRunnerTests {
  private func run(
    _ evalCase: EvalCase = Sample.evalCase("a"), limits: TargetLimits = TargetLimits(), price: Price? = nil,
    clock: RunClock = TestClock().value, ending: RunStop = RunStop(),
    answer: @escaping @Sendable (Request) async throws(AdapterFailure) -> Response
  ) async -> TrialRecord {
    let target = Sample.target(limits: limits, price: price)
    let runner = TrialRunner(
      target: target, adapter: ScriptedAdapter(answer), retry: RetryPolicy(limits: limits), clock: clock,
      ending: ending)
    return await runner.run(TrialRunner.Assignment(grader: CaseGrader(evalCase), index: 3, seed: 42, origin: 0))
  }

  @Test func anAnswerIsGradedAndCounted() async {
    let trial = await run(price: Price(input: 2, output: 8)) { request in
      #expect(request.id == "a/base/3" && request.seed == 42 && request.trial == 3 && request.timeout == 60)
      return Response(
        turn: AssistantTurn(content: "yes"), usage: Usage(inputTokens: 10, outputTokens: 5), model: "m-1",
        fingerprint: "fp")
    }
    #expect(trial.outcome == .passed && trial.error == nil && trial.calls == 1 && trial.attempts.isEmpty)
    #expect(trial.costMicros == 60 && trial.model == "m-1" && trial.fingerprint == "fp")
    #expect(trial.transcript.messages == [.assistant(AssistantTurn(content: "yes"))])
    #expect(trial.grades.map(\.result) == [.pass])
  }

  @Test(arguments: [("no", Outcome.failed), ("", .failed), ("yes", .passed)])
  func whatAGraderSaysIsTheOutcome(text: String, outcome: Outcome) async {
    let trial = await run { _ in Response(turn: AssistantTurn(content: text)) }
    #expect(trial.outcome == outcome && trial.error == nil)
  }

  @Test(
    arguments: [
      (.end, nil), (.length, .length), (.contentFilter, .contentFilter), (.refusal, .refusal),
    ] as [(StopReason, StopReason?)])
  func whyAnAnswerEndedIsKeptUnlessItIsOrdinary(stop: StopReason, kept: StopReason?) async {
    let trial = await run { _ in Response(turn: AssistantTurn(content: "yes"), stop: stop) }
    #expect(trial.outcome == .passed && trial.stop == kept)
  }

  @Test func theLastTurnSaysWhyATrialEnded() async {
    let tools = [ToolFixture(name: "look", replies: [ToolReply(result: 7)])]
    let trial = await run(Sample.evalCase("a", tools: tools)) { request throws(AdapterFailure) in
      if case .tool = request.messages.last { return Response(turn: AssistantTurn(content: "yes"), stop: .length) }
      return Response(turn: AssistantTurn(toolCalls: [ToolCall(id: "c", name: "look")]), stop: .toolCalls)
    }
    #expect(trial.calls == 2 && trial.stop == .length)
  }

  @Test func whatNoGraderCanJudgeIsErrored() async {
    let trial = await run(Sample.unjudgeable("a")) { _ in Response(turn: AssistantTurn(content: "yes")) }
    #expect(trial.outcome == .errored && trial.error?.kind == .grader && trial.grades.map(\.result) == [.ungraded])
  }

  @Test func callsAreAnsweredUntilAFinalAnswerAndTheirIdsAreNormalized() async {
    let tools = [ToolFixture(name: "look", replies: [ToolReply(result: 7)])]
    let trial = await run(Sample.evalCase("a", tools: tools)) { request throws(AdapterFailure) in
      #expect(request.tools.map(\.name) == ["look"])
      guard case .tool(let result) = request.messages.last else {
        return Response(
          turn: AssistantTurn(toolCalls: [
            ToolCall(id: "provider-123", name: "look"), ToolCall(id: "", name: "fly"),
          ]), stop: .toolCalls)
      }
      #expect(result.call == "c2" && result.unmatched)
      guard case .tool(let first) = request.messages[2] else { throw AdapterFailure(kind: .server, message: "?") }
      #expect(first.call == "provider-123")
      return Response(turn: AssistantTurn(content: "yes \(first.text)"))
    }
    #expect(trial.outcome == .passed && trial.calls == 2)
    #expect(
      trial.transcript.messages == [
        .assistant(
          AssistantTurn(toolCalls: [ToolCall(id: "c1", name: "look"), ToolCall(id: "c2", name: "fly")])),
        .tool(ToolResult(call: "c1", name: "look", result: 7)),
        .tool(ToolResult(call: "c2", name: "fly", error: "there is no tool of this name", unmatched: true)),
        .assistant(AssistantTurn(content: "yes 7")),
      ])
  }

  @Test func aRunawayIsGradedNotAnError() async {
    let trial = await run(Sample.evalCase("a", maxSteps: 3)) { _ in
      Response(turn: AssistantTurn(content: "no", toolCalls: [ToolCall(id: "1", name: "x")]), stop: .toolCalls)
    }
    #expect(trial.outcome == .failed && trial.calls == 3 && trial.transcript.messages.count == 6)
  }

  @Test func aBlockedAnswerIsAnAnswer() async {
    let trial = await run { _ in
      Response(turn: AssistantTurn(content: "", toolCalls: [ToolCall(name: "x")]), stop: .contentFilter)
    }
    #expect(trial.outcome == .failed && trial.calls == 1)
  }

  @Test(arguments: FailureKind.allCases)
  func onlyWhatMayPassIsTriedAgain(kind: FailureKind) async {
    let trial = await run(limits: TargetLimits(retries: 2)) { _ throws(AdapterFailure) in
      throw AdapterFailure(kind: kind, message: "broken")
    }
    let tries = kind.isRetryable ? 3 : 1
    #expect(trial.outcome == .errored && trial.error?.kind == kind && trial.calls == tries)
    #expect(trial.attempts.count == tries && trial.attempts.last?.waited == 0)
    #expect(trial.grades.isEmpty)
  }

  @Test func everyStepHasRetriesOfItsOwn() async {
    let clock = TestClock()
    let evalCase = Sample.evalCase("a", tools: [ToolFixture(name: "t", replies: [ToolReply(result: 1)])])
    let trial = await run(evalCase, limits: TargetLimits(retries: 2), clock: clock.value) {
      request throws(AdapterFailure) in
      if request.attempt < 2 {
        throw AdapterFailure(kind: .rateLimited, message: "slow down", retryAfter: 3)
      }
      if request.messages.count == 1 {
        return Response(turn: AssistantTurn(toolCalls: [ToolCall(id: "1", name: "t")]), stop: .toolCalls)
      }
      return Response(turn: AssistantTurn(content: "yes"))
    }
    #expect(trial.outcome == .passed && trial.calls == 6)
    #expect(trial.attempts.map(\.step) == [0, 0, 1, 1])
    #expect(trial.attempts.allSatisfy { $0.waited >= 3 && $0.waited < 5 })
    #expect(trial.latency >= 12)
  }

  @Test func theSameSeedWaitsTheSameTime() async {
    let answer: @Sendable (Request) async throws(AdapterFailure) -> Response = { _ throws(AdapterFailure) in
      throw AdapterFailure(kind: .server, message: "500")
    }
    let first = await run(answer: answer)
    let second = await run(answer: answer)
    #expect(first == second && Set(first.attempts.map(\.waited)).count > 2)
  }

  @Test func aTrialEndsWhateverItWaitsFor() async {
    let clock = TestClock()
    let trial = await run(limits: TargetLimits(timeout: 1, retries: 2), clock: clock.value) {
      _ throws(AdapterFailure) in
      clock.advance(400)
      throw AdapterFailure(kind: .timeout, message: "late")
    }
    #expect(trial.outcome == .errored && trial.error?.kind == .timeout && trial.calls == 2)
  }

  @Test func anAdapterThatNeverAnswersIsCalledOff() async {
    var clock = TestClock().value
    clock.alarm = { _, ring in  // The deadline passes at once.
      ring()
      return { false }
    }
    let trial = await run(limits: TargetLimits(retries: 0), clock: clock) { _ throws(AdapterFailure) in
      do { try await Task.sleep(for: .seconds(86_400)) } catch {
        throw AdapterFailure(kind: .cancelled, message: "called off")
      }
      return Response(turn: AssistantTurn(content: "yes"))
    }
    #expect(trial.outcome == .errored && trial.error?.kind == .timeout)
  }

  @Test func nothingIsTriedAgainWhenTheRunIsEnding() async {
    let ending = RunStop()
    let trial = await run(ending: ending) { _ throws(AdapterFailure) in
      ending.raise()
      throw AdapterFailure(kind: .rateLimited, message: "429", retryAfter: 60)
    }
    #expect(trial.calls == 1 && trial.error?.kind == .cancelled && trial.latency < 1)
  }

  @Test func aTurnThatEndedForCallsAndHasNoneIsMalformed() async {
    let trial = await run { _ in Response(turn: AssistantTurn(content: "yes"), stop: .toolCalls) }
    #expect(trial.outcome == .errored && trial.error?.kind == .malformedResponse)
  }

  @Test func aLongErrorIsShortenedByScalars() async {
    let trial = await run(limits: TargetLimits(retries: 0)) { _ throws(AdapterFailure) in
      throw AdapterFailure(kind: .server, message: String(repeating: "e\u{301}", count: 100_000))
    }
    #expect(trial.error?.message.unicodeScalars.count == 500 && trial.attempts[0].message == trial.error?.message)
  }

  @Test func absurdCountsDoNotOverflow() async {
    let trial = await run(price: Price(input: 2, output: 8)) { _ in
      Response(
        turn: AssistantTurn(content: "yes"),
        usage: Usage(inputTokens: .max, outputTokens: .max, cachedInputTokens: .min, reasoningTokens: .max))
    }
    #expect(trial.outcome == .passed && trial.usage.inputTokens == 1_000_000_000 && trial.usage.cachedInputTokens == 0)
  }
}
