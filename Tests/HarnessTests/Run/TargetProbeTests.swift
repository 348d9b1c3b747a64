import EvalSchema
import Synchronization
import TestSupport
import Testing

@testable import Harness

@Suite struct TargetProbeTests {
  @Test func oneRequestIsSentAndNothingIsJudged() async {
    let requests = Mutex<[Request]>([])
    let adapter = ScriptedAdapter { request in
      requests.withLock { $0.append(request) }
      return Response(turn: AssistantTurn(content: "ok"), usage: Usage(inputTokens: 3), model: "m")
    }
    let trial = await TargetProbe(target: Sample.target(), adapter: adapter, clock: TestClock().value).ask(nil)
    let sent = requests.withLock { $0 }
    #expect(sent.count == 1 && sent.first?.messages.count == 1 && sent.first?.timeout == 30)
    #expect(trial.error == nil && trial.model == "m" && trial.usage.inputTokens == 3)
  }

  @Test func aCaseIsAskedAsItsFirstTrialWouldBe() async throws {
    try await withTemporaryFolder { folder in
      let requests = Mutex<[Request]>([])
      let adapter = ScriptedAdapter { request in
        requests.withLock { $0.append(request) }
        return Response(turn: AssistantTurn(content: "yes"))
      }
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      _ = try await run.run(adapter, concurrency: 1)
      let first = requests.withLock { $0.removeFirst() }
      _ = await TargetProbe(target: run.target, adapter: adapter, clock: TestClock().value)
        .ask(Sample.evalCase("a"), seed: run.plan.seed, timeout: 60)
      #expect(requests.withLock { $0.last } == first)
    }
  }

  @Test(arguments: [FailureKind.auth, .rateLimited, .timeout])
  func aFailureIsToldWithoutASecondTry(kind: FailureKind) async {
    let calls = Atomic<Int>(0)
    let adapter = ScriptedAdapter { _ throws(AdapterFailure) in
      calls.add(1, ordering: .relaxed)
      throw AdapterFailure(kind: kind, message: "no")
    }
    let trial = await TargetProbe(target: Sample.target(), adapter: adapter, clock: TestClock().value).ask(nil)
    #expect(trial.error?.kind == kind && calls.load(ordering: .relaxed) == 1)
  }
}
