import EvalSchema
import FoundationEssentials
import TestSupport
import Testing

@testable import Harness

/// A target that accepts nothing ends the run in a stated time, and what only waits never holds an end up.
@Suite struct OutageTests {
  private static let refusal = AdapterFailure(kind: .rateLimited, message: "HTTP 429", retryAfter: 100_000)

  @Test func anOutageLastsFromTheFirstRefusalToTheNextAnswer() {
    var outage = Outage()
    #expect(outage.failure(after: 0, at: 100) == nil)
    outage.hear(Self.refusal, at: 10)
    outage.hear(AdapterFailure(kind: .network, message: "reset"), at: 50)
    outage.hear(AdapterFailure(kind: .cancelled, message: "called off"), at: 60)
    #expect(outage.failure(after: 91, at: 100) == nil)
    #expect(outage.failure(after: 90, at: 100)?.kind == .network)
    outage.hear(nil, at: 100)
    #expect(outage.failure(after: 0, at: 1_000) == nil)
  }

  @Test(arguments: FailureKind.allCases)
  func whatWasRefusedForItsContentWasAccepted(_ kind: FailureKind) {
    var outage = Outage()
    outage.hear(Self.refusal, at: 0)
    outage.hear(AdapterFailure(kind: kind, message: ""), at: 1)
    #expect((outage.failure(after: 1, at: 1) != nil) == (kind.isRetryable || kind == .cancelled))
  }

  /// Waits are over at once, or never.
  private func clock(_ clock: TestClock, waiting: Bool = true) -> RunClock {
    var value = clock.ticking
    if !waiting { value.wait = { _ in try await Task.sleep(for: .seconds(86_400)) } }
    return value
  }

  @Test(arguments: [FailureKind.rateLimited, .overloaded, .server, .network, .timeout])
  func aTargetThatAcceptsNothingEndsTheRun(_ kind: FailureKind) async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture((0..<40).map { Sample.evalCase("case-\($0)") }, in: folder)
      let time = TestClock()
      var runner = run.runner(
        ScriptedAdapter { _ throws(AdapterFailure) in
          throw AdapterFailure(kind: kind, message: "nobody is there", retryAfter: 100_000)
        }, concurrency: 4)
      runner.clock = clock(time)
      let summary = try await runner.run(into: run.directory)
      #expect(summary.stopped == "no request was accepted for 6 min, the last one: \(kind.rawValue): nobody is there")
      #expect(summary.budget == nil && !summary.interrupted)
      let log = try RecordReader.read(run.directory.record).log
      #expect(log.footer?.outage == kind)
      // Five tries of the trials in flight, at most a minute apart, and the seconds that are watched in between.
      #expect(time.value.now() < 3_600, "\(time.value.now())")
    }
  }

  @Test func anAnswerOnceInAWhileIsNoOutage() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      let time = TestClock()
      var runner = run.runner(
        ScriptedAdapter { request throws(AdapterFailure) in
          time.advance(100)
          guard request.attempt > 2 else { throw AdapterFailure(kind: .overloaded, message: "busy") }
          return Response(turn: AssistantTurn(content: "yes"))
        }, concurrency: 1)
      // Time goes on by what is asked alone, however often the run is watched meanwhile.
      runner.clock = time.ticking { false }
      let summary = try await runner.run(into: run.directory)
      #expect(summary.stopped == nil && summary.progress.passed == summary.progress.trials)
    }
  }

  @Test(arguments: [0, 1, 6])
  func aSignalDoesNotWaitForWhatOnlyWaits(_ waiting: Int) async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a"), Sample.evalCase("b")], in: folder)
      let stop = RunStop()
      let asked = TestClock()
      var runner = run.runner(
        ScriptedAdapter { _ throws(AdapterFailure) in
          asked.advance(1)
          if asked.value.now() > Double(waiting) { stop.raise() }
          throw Self.refusal
        }, concurrency: 8)
      runner.clock = clock(TestClock(), waiting: false)
      let summary = try await runner.run(into: run.directory, stop: stop)
      #expect(summary.interrupted && summary.progress.trials == 0)
      #expect(try RecordReader.read(run.directory.record).log.footer?.interrupted == true)
    }
  }

  @Test func aBudgetOfTimeDoesNotWaitForWhatOnlyWaits() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a"), Sample.evalCase("b")], in: folder)
      let time = TestClock()
      var runner = run.runner(ScriptedAdapter { _ throws(AdapterFailure) in throw Self.refusal }, concurrency: 8)
      runner.clock = clock(time, waiting: false)
      runner.budget = RunBudget(time: RunBudget.Bound(10, text: "--max-time 10s"))
      let summary = try await runner.run(into: run.directory)
      #expect(summary.budget == .time && summary.progress.trials == 0)
    }
  }

  @Test func aCostThatNobodyCountsEndsTheRun() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      var runner = run.runner(ScriptedAdapter { _ in Response(turn: AssistantTurn(content: "yes")) }, concurrency: 4)
      runner.budget = RunBudget(cost: RunBudget.Bound(1_000_000, text: "--max-cost 1usd"))
      let summary = try await runner.run(into: run.directory)
      #expect(summary.stopped?.hasPrefix("--max-cost 1usd cannot be held: the answer to a/") == true)
      #expect(
        summary.progress.trials <= 4 && summary.budget == nil && !summary.decisions.contains { $0.verdict == .pass })
    }
  }
}
