import EvalSchema
import TestSupport
import Testing

@testable import Harness

/// A judge that accepts nothing is asked a stated time, and what only waits for one ends with the run.
@Suite struct JudgeRequestsTests {
  private static let refusal = AdapterFailure(kind: .overloaded, message: "busy")

  @Test func aJudgeIsAwayWhenItHasRefusedForSoLong() {
    let requests = JudgeRequests()
    requests.hear(Self.refusal, of: "strict", patience: 360, at: 0)
    requests.hear(Self.refusal, of: "strict", patience: 360, at: 359)
    requests.hear(Self.refusal, of: "other", patience: 360, at: 359)
    requests.hear(AdapterFailure(kind: .cancelled, message: ""), of: "strict", patience: 360, at: 400)
    #expect(requests.outage == nil && !requests.ending.wasRaised)
    requests.hear(Self.refusal, of: "strict", patience: 360, at: 401)
    #expect(requests.outage?.judge == "strict" && requests.outage?.kind == .overloaded && requests.ending.wasRaised)
    requests.hear(nil, of: "strict", patience: 360, at: 402)
    #expect(requests.outage?.judge == "strict", "the run has ended by then")
  }

  @Test(arguments: [AdapterFailure?.none, AdapterFailure(kind: .badRequest, message: "")])
  func aJudgeThatAnswersInBetweenIsThere(_ answer: AdapterFailure?) {
    let requests = JudgeRequests()
    for minute in 0..<100 {
      requests.hear(minute % 5 == 4 ? answer : Self.refusal, of: "strict", patience: 360, at: Double(minute) * 60)
    }
    #expect(requests.outage == nil)
  }

  private static func request(_ number: Int) -> Request {
    Request(
      id: "r\(number)", evalCase: "a", variant: "base", trial: number, seed: UInt64(number), system: nil,
      messages: [.user("?")], documents: [], tools: [], parameters: [:], timeout: 60)
  }

  private static func ask(_ adapter: PatientAdapter, _ number: Int) async -> Result<Response, AdapterFailure> {
    do throws(AdapterFailure) {
      return .success(try await adapter.respond(to: request(number)))
    } catch {
      return .failure(error)
    }
  }

  @Test func nothingIsAskedOfAJudgeThatIsAway() async {
    let (clock, asked) = (TestClock(), Guarded(0))
    let away = ScriptedAdapter { _ throws(AdapterFailure) in
      asked.withLock { $0 += 1 }
      throw AdapterFailure(kind: .rateLimited, message: "HTTP 429", retryAfter: 60)
    }
    let adapter = PatientAdapter(away, judge: "strict", limits: TargetLimits(), clock: clock.value)
    var failures: [AdapterFailure] = []
    for number in 0..<50 {
      if case .failure(let failure) = await Self.ask(adapter, number) { failures.append(failure) }
    }
    #expect(failures.count == 50 && failures.first?.kind == .rateLimited)
    #expect(failures.dropFirst(2).allSatisfy { $0.kind == .cancelled })
    #expect(
      failures.last?.message
        == "judge strict: no request was accepted for 6 min, the last one: rate-limited: HTTP 429")
    #expect(asked.withLock { $0 } < 10 && clock.value.now() < 600)
  }

  @Test func whatWaitsForItsTurnIsCalledOffAndWhatIsUnderWayIsAnswered() async {
    let requests = JudgeRequests()
    let asked = Guarded(0)
    let held = RunStop()
    let slow = ScriptedAdapter { _ in
      asked.withLock { $0 += 1 }
      _ = await held.wait(86_400, by: .system())
      return Response(turn: AssistantTurn(content: "yes"))
    }
    var limits = TargetLimits()
    (limits.concurrency, limits.timeout) = (1, 600)
    let adapter = PatientAdapter(slow, judge: "strict", limits: limits, requests: requests)
    async let first = Self.ask(adapter, 0)
    while asked.withLock({ $0 }) == 0 { await Task.yield() }
    async let second = Self.ask(adapter, 1)
    while await adapter.waiting == 0 { await Task.yield() }
    requests.end()
    held.raise()
    let found = await (first, second)
    #expect(throws: Never.self) { try found.0.get() }
    #expect(throws: AdapterFailure.self) { try found.1.get() }
    #expect(asked.withLock { $0 } == 1)
  }
}
