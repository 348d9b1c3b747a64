import EvalSchema
import FoundationEssentials
import Statistics
import TestSupport
import Testing

@testable import Harness

/// More trials for tests that ended undecided, at a price that is computed and recorded.
@Suite struct RunnerExtensionTests {
  /// A limit of 20% and a small budget.
  private func fixture(in folder: String) throws -> RunFixture {
    var policy = Policy()
    policy.severities.s2.limit = 0.2
    policy.severities.s2.budget = 40
    return try RunFixture([Sample.evalCase("a"), Sample.evalCase("b")], policy: policy, in: folder)
  }

  /// Case "a" fails in every ninth trial and stays undecided; "b" never fails.
  private let adapter = ScriptedAdapter { request in
    Response(turn: AssistantTurn(content: request.evalCase == "a" && request.trial % 9 == 1 ? "no" : "yes"))
  }

  private func bytes(_ run: RunFixture) throws -> Data { try Data(contentsOf: URL(filePath: run.directory.record)) }

  @Test func anUndecidedTestGoesOnInTheSameRecordAndTheCostIsExact() async throws {
    try await withTemporaryFolder { folder in
      let run = try fixture(in: folder)
      let first = try await run.run(adapter, concurrency: 3)
      let verdicts = Dictionary(uniqueKeysWithValues: first.decisions.map { ($0.test, $0.verdict) })
      #expect(verdicts == ["case:a": .inconclusive, "case:b": .pass])
      let before = try bytes(run)
      let planned = try #require(run.plan.design.tests.first)

      let summary = try await run.runner(adapter, concurrency: 3).resume(run.directory, extendingTo: 300)
      let extended = try #require(summary.extension?.tests.first)
      #expect(summary.extension?.tests.count == 1 && extended.test == "case:a")
      #expect(extended.budget == planned.budget && extended.extendedTo == 300 && extended.design == "grid-1")
      let joined = Staircases(SequentialDesign(planned)).extended(to: 300)
      #expect(extended.falsePass == joined.falsePass && extended.falsePass > planned.passAlpha * 0.9)
      #expect(try bytes(run).starts(with: before))

      let (log, _) = try RecordReader.read(run.directory.record)
      #expect(log.header.plan.design.tests.map(\.extendedTo) == [300, nil])
      #expect(
        try log.header.plan.digest() == log.header.planDigest && log.extensions == [try #require(summary.extension)])
      // The joined rule over all outcomes, from the first on.
      var test = SequentialTest(joined)
      for outcome in log.logs["a"]?.outcomes ?? [] { test.observe(failed: outcome == .failed) }
      let decision = try #require(summary.decisions.last { $0.test == "case:a" })
      #expect(test.verdict == .pass && decision.verdict == .pass && decision.trials == test.decidedAt)
      #expect(decision.trials > planned.budget)
    }
  }

  @Test func anExtendedRunThatIsCutEndsAsOneThatWasNot() async throws {
    try await withTemporaryFolder { folder in
      let whole = try fixture(in: folder + "/whole")
      _ = try await whole.run(adapter, concurrency: 3)
      let start = try bytes(whole).count
      let reference = try await whole.runner(adapter, concurrency: 3).resume(whole.directory, extendingTo: 300)
      let all = try bytes(whole)
      let lines = all.indices.filter { $0 > start && all[$0] == 0x0A }
      // Behind the extension line, and anywhere later.
      for end in [lines[1] + 1] + stride(from: lines[2] + 20, to: all.count, by: 9001) {
        let run = try fixture(in: folder + "/\(end)")
        try all.prefix(end).write(to: URL(filePath: run.directory.record))
        let summary = try await run.runner(adapter, concurrency: 3).resume(run.directory)
        #expect(
          summary.decisions.sorted { $0.test < $1.test } == reference.decisions.sorted { $0.test < $1.test })
        #expect(try RecordReader.read(run.directory.record).log.header.plan.design.tests.first?.extendedTo == 300)
      }
    }
  }

  @Test func extendingTwiceIsExtendingOnce() async throws {
    try await withTemporaryFolder { folder in
      let (once, twice) = (try fixture(in: folder + "/1"), try fixture(in: folder + "/2"))
      let first = try await once.run(adapter)
      _ = try await twice.run(adapter)
      let reference = try await once.runner(adapter).resume(once.directory, extendingTo: 300)
      // Far enough to pass with the failures so far; the next one comes before.
      let planned = try #require(once.plan.design.tests.first)
      let failures = try #require(first.decisions.first { $0.test == "case:a" }).failures
      let steps = Staircases(SequentialDesign(planned)).extended(to: 300).passSteps
      let near = try #require(steps.first { $0.failures == failures }).trials
      let middle = try await twice.runner(adapter).resume(twice.directory, extendingTo: near)
      #expect(middle.decisions.last { $0.test == "case:a" }?.verdict == .inconclusive)
      let summary = try await twice.runner(adapter).resume(twice.directory, extendingTo: 300)
      #expect(summary.extension?.tests.first?.falsePass == reference.extension?.tests.first?.falsePass)
      #expect(summary.decisions.last { $0.test == "case:a" } == reference.decisions.last { $0.test == "case:a" })
      #expect(try RecordReader.read(twice.directory.record).log.extensions.count == 2)
    }
  }

  @Test(arguments: [(39, "nothing-to-extend"), (3_000_000, "extend-too-far")])
  func whatCannotBeExtendedIsToldAndTheRecordIsNotTouched(budget: Int, code: String) async throws {
    try await withTemporaryFolder { folder in
      let run = try fixture(in: folder)
      _ = try await run.run(adapter)
      let before = try bytes(run)
      let error = await #expect(throws: DiagnosticError.self) {
        try await run.runner(adapter).resume(run.directory, extendingTo: budget)
      }
      #expect(error?.diagnostics.map(\.code) == [code])
      #expect(try bytes(run) == before)
    }
  }

  @Test func aTestThatFailedTooOftenIsNotGivenTrialsThatCannotPassIt() async throws {
    try await withTemporaryFolder { folder in
      let run = try fixture(in: folder)
      let summary = try await run.run(
        ScriptedAdapter { request in
          Response(turn: AssistantTurn(content: request.evalCase == "a" && request.trial % 4 == 1 ? "no" : "yes"))
        })
      #expect(summary.decisions.contains { $0.reason == .passOutOfReach })
      let error = await #expect(throws: DiagnosticError.self) {
        try await run.runner(adapter).resume(run.directory, extendingTo: 45)
      }
      #expect(error?.diagnostics.first?.message.contains("has failed too often") == true)
    }
  }

  @Test func aPooledTestGetsWholeRoundsAndNoPrice() async throws {
    try await withTemporaryFolder { folder in
      var policy = Policy()
      policy.severities.s3.limit = 0.2
      policy.severities.s3.budget = 30
      let run = try RunFixture(
        [
          Sample.evalCase("a", severity: .s3), Sample.evalCase("b", severity: .s3), Sample.evalCase("c", severity: .s3),
        ],
        policy: policy, in: folder)
      let adapter = ScriptedAdapter { request in
        Response(turn: AssistantTurn(content: request.trial % 9 == 1 ? "no" : "yes"))
      }
      _ = try await run.run(adapter)
      let summary = try await run.runner(adapter).resume(run.directory, extendingTo: 400)
      let pooled = try #require(summary.extension?.tests.first { $0.test == "pattern:sample-pattern" })
      #expect(pooled.extendedTo == 402 && abs(pooled.falsePass - 0.05) < 1e-12)
      #expect(summary.decisions.last { $0.test == pooled.test }?.verdict == .pass)
    }
  }
}
