import EvalSchema
import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import Harness

/// The time of day may jump while a run goes on; what is measured does not.
@Suite struct ClockJumpTests {
  @Test(arguments: [-86_400.0, 86_400])
  func durationsDoNotFollowTheTimeOfDay(jump: Double) async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      let clock = TestClock()
      let asked = Atomic<Int>(0)
      let adapter = ScriptedAdapter { _ in
        asked.add(1, ordering: .relaxed)
        clock.advance(0.5)
        return Response(turn: AssistantTurn(content: "yes"))
      }
      var runner = run.runner(adapter, concurrency: 1)
      runner.clock = clock.value
      runner.clock.date = {
        let began = Date(timeIntervalSince1970: 1_778_750_000)
        return asked.load(ordering: .relaxed) == 0 ? began : began.addingTimeInterval(jump)
      }
      runner.budget = RunBudget(time: RunBudget.Bound(1000, text: "1000s"))
      let summary = try await runner.run(into: run.directory)
      #expect(summary.budget == nil && summary.stopped == nil)
      let (log, facts) = try RecordReader.read(run.directory.record)
      let footer = try #require(log.footer)
      #expect(footer.seconds == 0.5 * Double(facts.trials) && facts.latencies?.maximum == 0.5)
      #expect((log.header.startedAt < footer.endedAt) == (jump > 0))
    }
  }
}
