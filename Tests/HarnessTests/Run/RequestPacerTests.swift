import EvalSchema
import TestSupport
import Testing

@testable import Harness

@Suite struct RequestPacerTests {
  private let step = RequestPace.Step(evalCase: "a")

  @Test func whoeverGoesOnComesBeforeWhoeverBegins() async throws {
    let pacer = RequestPacer(limit: 1, limits: TargetLimits(), clock: TestClock().value)
    let first = try #require(pacer.tryBegin(step).ticket)
    #expect(pacer.tryBegin(step).ticket == nil)
    let waiting = Task { await pacer.begin(step) }
    // It stands in the queue as soon as a new one is refused for another reason than the place.
    while pacer.waitingCount == 0 { await Task.yield() }
    pacer.end(first, nil, used: 0, seconds: 1)
    let second = try #require(await waiting.value)
    #expect(pacer.tryBegin(step).ticket == nil)
    pacer.end(second, nil, used: 0, seconds: 1)
    #expect(pacer.tryBegin(step).ticket != nil)
  }

  @Test func aCancelledTrialDoesNotWaitAndTakesNoPlace() async throws {
    let pacer = RequestPacer(limit: 1, limits: TargetLimits(), clock: TestClock().value)
    let first = try #require(pacer.tryBegin(step).ticket)
    let waiting = Task { await pacer.begin(step) }
    while pacer.waitingCount == 0 { await Task.yield() }
    waiting.cancel()
    #expect(await waiting.value == nil && pacer.waitingCount == 0)
    pacer.end(first, nil, used: 0, seconds: 1)
    #expect(pacer.tryBegin(step).ticket != nil)
  }

  @Test(arguments: [1, 16])
  func aRunKeepsTheRequestsAMinuteOfItsTarget(concurrency: Int) async throws {
    try await withTemporaryFolder { folder in
      var run = try RunFixture([Sample.evalCase("a"), Sample.evalCase("b", severity: .s3)], in: folder)
      run.target.limits.requestsPerMinute = 30
      let clock = TestClock()
      let times = Guarded<[Double]>([])
      let adapter = ScriptedAdapter { request throws(AdapterFailure) in
        times.withLock { $0.append(clock.value.now()) }
        if request.attempt == 0, request.trial % 7 == 3 { throw AdapterFailure(kind: .server, message: "500") }
        return Response(turn: AssistantTurn(content: "yes"))
      }
      var runner = run.runner(adapter, concurrency: concurrency)
      runner.target = run.target
      runner.clock = clock.value
      let summary = try await runner.run(into: run.directory)
      #expect(Set(summary.decisions.map(\.verdict)) == [.pass] && summary.stopped == nil)
      let all = times.withLock { $0.sorted() }
      #expect(all.count == summary.progress.calls)
      // The clock may move on between the place of a request and its sending: a window holds a few more, the run does not.
      for index in all.indices.dropFirst(36) { #expect(all[index] - all[index - 36] >= 60) }
      let (first, last) = (try #require(all.first), try #require(all.last))
      #expect(last - first >= Double(all.count - 36) * 2)
    }
  }
}
