import EvalSchema
import TestSupport
import Testing

@testable import Harness

/// A run that is given so much time or money ends when it is used up, and says which.
@Suite struct RunBudgetTests {
  private let million = Usage(inputTokens: 1_000_000, outputTokens: 0)  // One unit of currency.

  @Test func moneyEndsARunWithoutGoingBeyondIt() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      let usage = million
      let adapter = ScriptedAdapter { _ in Response(turn: AssistantTurn(content: "yes"), usage: usage) }
      var runner = run.runner(adapter, concurrency: 4)
      runner.budget = RunBudget(cost: RunBudget.Bound(10_000_000, text: "10usd"))
      let summary = try await runner.run(into: run.directory)
      #expect(summary.progress.trials == 10 && summary.progress.costMicros == 10_000_000)
      #expect(summary.budget == .cost && summary.stopped == "the budget of 10usd is used up" && !summary.interrupted)
      let footer = try RecordReader.read(run.directory.record).log.footer
      #expect(footer?.budget == .cost && footer?.stopped == summary.stopped)

      runner.budget = RunBudget(cost: RunBudget.Bound(15_000_000, text: "15usd"))
      #expect(try await runner.resume(run.directory).progress.trials == 15)
      runner.budget = RunBudget()
      let last = try await runner.resume(run.directory)
      #expect(last.progress.trials == 67 && last.budget == nil && last.decisions.map(\.verdict) == [.pass])
      #expect(try RecordReader.read(run.directory.record).log.footer?.budget == nil)
    }
  }

  @Test func timeEndsARunAndCountsFromWhenItGoesOn() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      for part in 1...2 {
        let clock = TestClock()
        let adapter = ScriptedAdapter { _ in
          clock.advance(1)
          return Response(turn: AssistantTurn(content: "yes"))
        }
        var runner = run.runner(adapter, concurrency: 1)
        runner.clock = clock.value
        runner.budget = RunBudget(time: RunBudget.Bound(20, text: "20s"))
        let summary =
          part == 1 ? try await runner.run(into: run.directory) : try await runner.resume(run.directory)
        #expect(summary.budget == .time && summary.progress.trials == 20 * part)
        #expect(try RecordReader.read(run.directory.record).log.footer?.seconds == Double(20 * part))
      }
    }
  }

  @Test func aRunThatIsDecidedByItsLastTrialsUsedUpNothing() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      let usage = million
      var runner = run.runner(ScriptedAdapter { _ in Response(turn: AssistantTurn(content: "yes"), usage: usage) })
      runner.budget = RunBudget(cost: RunBudget.Bound(67_000_000, text: "67usd"))
      let summary = try await runner.run(into: run.directory)
      #expect(summary.budget == nil && summary.stopped == nil && summary.progress.trials == 67)
    }
  }

  @Test func theWatchdogSpeaksOnceForEachMinuteOfSilence() {
    var dog = Watchdog(at: 0)
    var barked: [Double] = []
    for now in stride(from: 1.0, through: 1000, by: 1) {
      if now == 150 { dog.hear(at: now) }
      if dog.barks(at: now, inFlight: now < 300 || now > 900 ? 1 : 0) { barked.append(now) }
    }
    #expect(barked == [60, 120, 210, 270, 960])
  }

  @Test func aSilentTargetIsNamedWithTheTrialThatIsOutLongest() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      let clock = TestClock()
      let barks = AsyncStream<RunProgress>.makeStream()
      let stop = RunStop()
      let asked = Guarded(0)
      var runner = run.runner(
        ScriptedAdapter { _ throws(AdapterFailure) in
          asked.withLock { $0 += 1 }
          do { try await Task.sleep(for: .seconds(86_400)) } catch {}
          throw AdapterFailure(kind: .cancelled, message: "called off")
        }, concurrency: 2)
      runner.clock = clock.ticking { asked.withLock { $0 } == 2 }
      let (ready, directory) = (runner, run.directory)
      let task = Task {
        try await ready.run(into: directory, stop: stop) {
          if case .stuck(let found) = $0 { barks.continuation.yield(found) }
        }
      }
      var first: RunProgress?
      for await found in barks.stream {
        first = found
        break
      }
      task.cancel()
      _ = try await task.value
      #expect(first?.oldest == "a/0" && first?.inFlight == 2 && (first?.oldestAge ?? 0) >= 60)
    }
  }
}
