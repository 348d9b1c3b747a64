import Adapters
import EvalSchema
import FoundationEssentials
import Graders
import Synchronization
import TestSupport
import Testing

@testable import Harness

/// Going on with a record: nothing is asked twice, nothing is lost, and nothing that stands in it is changed.
@Suite struct RunnerResumeTests {
  private let cases = [
    Sample.evalCase("a"), Sample.evalCase("b", severity: .s3), Sample.evalCase("c", severity: .s3),
  ]

  /// Limits that few trials decide.
  private var policy: Policy {
    var policy = Policy()
    policy.severities.s2.limit = 0.3
    policy.severities.s3.limit = 0.3
    return policy
  }

  private func fixture(in folder: String) throws -> RunFixture { try RunFixture(cases, policy: policy, in: folder) }

  /// Counts the requests of each trial of an adapter.
  private final class CallCount: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    func adapter(
      _ share: Double, withErrors: Bool = false, stopAfter limit: Int = .max, stop: RunStop = RunStop()
    ) -> ScriptedAdapter {
      ScriptedAdapter { request throws(AdapterFailure) in
        let total = self.counts.withLock { counts in
          counts[request.id, default: 0] += 1
          return counts.values.reduce(0, +)
        }
        if total == limit { stop.raise() }
        // Every twentieth trial brings no answer, the same ones each time it is asked.
        if withErrors, request.seed % 20 == 0 { throw AdapterFailure(kind: .badRequest, message: "400") }
        return try await ScriptedAdapter.failing(share).respond(to: request)
      }
    }

    var total: Int { counts.withLock { $0.values.reduce(0, +) } }
    var most: Int { counts.withLock { $0.values.max() ?? 0 } }
    func reset() { counts.withLock { $0 = [:] } }
  }

  private func bytes(_ run: RunFixture) throws -> Data { try Data(contentsOf: URL(filePath: run.directory.record)) }

  /// The outcomes that decide, without what came back after a stop.
  private func used(_ log: RunLog) -> [String: [Outcome?]] {
    var scheduler = Scheduler(plan: log.header.plan)
    let indices = log.header.plan.cases.map(\.id)
    for (caseIndex, id) in indices.enumerated() {
      for (trial, outcome) in (log.logs[id]?.outcomes ?? []).enumerated() {
        if let outcome { _ = scheduler.recall(.init(caseIndex: caseIndex, trial: trial), outcome) }
      }
    }
    return Dictionary(
      uniqueKeysWithValues: indices.enumerated().map { index, id in
        (id, Array((log.logs[id]?.outcomes ?? []).prefix(scheduler.used(index))))
      })
  }

  @Test(arguments: [(1, 2, false), (1, 5, true), (5, 6, false), (5, 7, true)])
  func aRunThatIsStoppedAndResumedEndsAsOneThatWasNot(
    concurrency: Int, step: Int, withErrors: Bool
  ) async throws {
    try await withTemporaryFolder { folder in
      let whole = try fixture(in: folder + "/whole")
      let calls = CallCount()
      let summary = try await whole.run(calls.adapter(0.06, withErrors: withErrors), concurrency: concurrency)
      let all = calls.total
      let reference = used(try RecordReader.read(whole.directory.record).log)
      for limit in stride(from: 1, to: all, by: step) {
        let run = try fixture(in: folder + "/\(limit)")
        calls.reset()
        let stop = RunStop()
        let first = try await run.run(
          calls.adapter(0.06, withErrors: withErrors, stopAfter: limit, stop: stop), concurrency: concurrency,
          stop: stop)
        #expect(first.interrupted == (first.progress.undecidedTests > 0))
        let before = try bytes(run)
        let adapter = calls.adapter(0.06, withErrors: withErrors)
        let resumed = try await run.runner(adapter, concurrency: concurrency).resume(run.directory)
        #expect(try bytes(run).starts(with: before) && calls.most == 1)
        #expect(concurrency > 1 || calls.total == all)
        let (log, facts) = try RecordReader.read(run.directory.record)
        #expect(used(log) == reference && facts.trials == resumed.progress.trials && facts.calls == calls.total)
        #expect(log.footer?.interrupted == false && log.footer?.trials == facts.trials)
        #expect(resumed.decisions.sorted { $0.test < $1.test } == summary.decisions.sorted { $0.test < $1.test })
      }
    }
  }

  @Test func aRecordThatIsTornAnywhereIsResumedAndItsWholeLinesStay() async throws {
    try await withTemporaryFolder { folder in
      let whole = try fixture(in: folder + "/whole")
      let calls = CallCount()
      _ = try await whole.run(calls.adapter(0.06), concurrency: 4)
      let all = try bytes(whole)
      let reference = used(try RecordReader.read(whole.directory.record).log)
      var random = TestRandom(11)
      let breaks = all.indices.filter { all[$0] == 0x0A }
      let ends =
        (0..<30).map { _ in Int.random(in: 0..<all.count, using: &random) } + breaks.prefix(3) + [0, all.count - 1]
      for end in ends {
        let run = try fixture(in: folder + "/\(end)")
        try all.prefix(end).write(to: URL(filePath: run.directory.record))
        calls.reset()
        let recorded = breaks.isEmpty ? 0 : try RecordReader.point(run.directory.record).progress.trials
        let resumed = try await run.runner(calls.adapter(0.06), concurrency: 4).resume(run.directory)
        let after = try bytes(run)
        let kept = (all.prefix(end).lastIndex(of: 0x0A) ?? -1) + 1
        #expect(after.starts(with: all.prefix(kept)), "cut at \(end)")
        #expect(calls.most <= 1 && calls.total == resumed.progress.trials - recorded)
        let (log, facts) = try RecordReader.read(run.directory.record)
        #expect(used(log) == reference && facts.damagedLines == 0 && log.footer != nil)
        #expect(log.cases.count == cases.count)
      }
    }
  }

  @Test func aRecordMayBeGoneOnWithManyTimes() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture(cases, in: folder)
      let calls = CallCount()
      for part in 0..<4 {
        let stop = RunStop()
        let adapter = calls.adapter(0, stopAfter: 10 * (part + 1), stop: stop)
        let runner = run.runner(adapter, concurrency: 2)
        _ =
          part == 0
          ? try await runner.run(into: run.directory, stop: stop)
          : try await runner.resume(run.directory, stop: stop)
      }
      let summary = try await run.runner(calls.adapter(0)).resume(run.directory)
      #expect(summary.stopped == nil && calls.most == 1)
      let lines = try bytes(run).split(separator: 0x0A).map {
        try CanonicalJSON.decode(RecordLine.self, from: Data($0))
      }
      let footers = lines.compactMap { if case .footer(let footer) = $0 { footer } else { nil } }
      let resumes = lines.compactMap { if case .resume(let record) = $0 { record } else { nil } }
      #expect(footers.count == 5 && resumes.map(\.trials) == footers.dropLast().map(\.trials))
      #expect(try RecordReader.read(run.directory.record).log.footer == footers.last)
    }
  }

  @Test func aCompleteRecordIsLeftAsItIs() async throws {
    try await withTemporaryFolder { folder in
      let run = try fixture(in: folder)
      let calls = CallCount()
      _ = try await run.run(calls.adapter(0))
      let before = try bytes(run)
      let asked = calls.total
      let summary = try await run.runner(calls.adapter(0)).resume(run.directory)
      #expect(summary.wasComplete && calls.total == asked && summary.progress.trials == asked)
      #expect(try bytes(run) == before)
    }
  }

  @Test func aTargetThatCannotBeReachedMattersOnlyWhereSomethingIsToBeAsked() async throws {
    try await withTemporaryFolder { folder in
      let missing = DiagnosticError(.error("variable-not-set", "no key"))
      let run = try fixture(in: folder)
      let stop = RunStop()
      _ = try await run.run(CallCount().adapter(0, stopAfter: 5, stop: stop), stop: stop)
      let before = try bytes(run)
      var runner = run.runner(.failing(0))
      runner.unreachable = missing
      let error = await #expect(throws: DiagnosticError.self) { try await runner.resume(run.directory) }
      #expect(error?.diagnostics.first?.code == "variable-not-set")
      #expect(try bytes(run) == before)
      _ = try await run.runner(.failing(0)).resume(run.directory)
      #expect(try await runner.resume(run.directory).wasComplete)
    }
  }

  @Test func aTrialThatWasRefusedForItsKeyIsAskedAgainAndCountsOnce() async throws {
    try await withTemporaryFolder { folder in
      let run = try fixture(in: folder)
      let refused = try await run.run(
        ScriptedAdapter { request throws(AdapterFailure) in
          if request.trial >= 5 { throw AdapterFailure(kind: .quota, message: "used up") }
          return Response(turn: AssistantTurn(content: "yes"))
        }, concurrency: 3)
      #expect(refused.stopped?.hasPrefix("quota") == true && refused.progress.errored > 0)
      let summary = try await run.runner(.failing(0)).resume(run.directory)
      #expect(Set(summary.decisions.map(\.verdict)) == [.pass])
      let (log, facts) = try RecordReader.read(run.directory.record)
      #expect(log.logs.values.allSatisfy { $0.errors.isEmpty && !$0.outcomes.contains(.errored) })
      #expect(
        facts.trials == summary.progress.trials && facts.examples["a"]?.contains { $0.outcome == .errored } == false)
      let index = try #require(log.logs["a"]?.outcomes.indices.first { $0 >= 5 })
      #expect(try TrialLookup.trial("a", index, in: run.directory.record)?.outcome == .passed)
    }
  }

  /// An outage that began after some answers: it ends the run, or costs a test its verdict before that.
  @Test(arguments: [FailureKind.overloaded, .network, .server, .timeout], [0, 4])
  func whatAnOutageTookIsAskedAgain(_ kind: FailureKind, _ retries: Int) async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture((0..<3).map { Sample.evalCase("case-\($0)") }, in: folder + "/run")
      let served = Guarded(0)
      var runner = run.runner(
        ScriptedAdapter { request throws(AdapterFailure) in
          let count = served.withLock { served in
            served += 1
            return served
          }
          if count > 50 { throw AdapterFailure(kind: kind, message: "nobody is there") }
          return Response(turn: AssistantTurn(content: "yes"))
        }, concurrency: 4)
      runner.retry = RetryPolicy(retries: retries)
      runner.clock = TestClock().ticking
      let summary = try await runner.run(into: run.directory)
      let before = try RecordReader.read(run.directory.record).log
      let isOutage = before.footer?.outage != nil
      #expect(summary.progress.errored > 0 && !summary.decisions.contains { $0.verdict == .pass })
      let again = try await run.runner(.failing(0)).resume(run.directory)
      let after = try RecordReader.read(run.directory.record).log
      guard isOutage || kind.isLostOnTheWay else {
        // What failed or took too long may have been worked on, and tests that ended by it stay so.
        #expect(again.wasComplete)
        return
      }
      #expect(again.decisions.count == 3 && again.decisions.allSatisfy { $0.verdict == .pass })
      #expect(after.logs.values.allSatisfy { $0.errors.isEmpty })
      // As if there had been no outage.
      let whole = try RunFixture((0..<3).map { Sample.evalCase("case-\($0)") }, in: folder + "/whole")
      let expected = try await whole.run(.failing(0)).decisions
      #expect(Set(again.decisions) == Set(expected))
      // Graded again, each trial stands once.
      let cases = run.evalset.cases.map(\.evalCase)
      let regrader = try Regrader(
        source: run.directory, evalset: run.evalset,
        graders: Dictionary(uniqueKeysWithValues: cases.map { ($0.id, CaseGrader($0)) }), proofs: [:],
        tool: ToolVersion(version: "0"), command: [], clock: TestClock().value)
      try FileManager.default.createDirectory(atPath: folder + "/graded", withIntermediateDirectories: true)
      let directory = RunDirectory(runID: "graded", path: folder + "/graded")
      let graded = try await regrader.run(try regrader.plan().plan, into: directory)
      #expect(graded.changes.isEmpty && graded.trials == after.logs.values.reduce(0) { $0 + $1.outcomes.count })
    }
  }

  @Test func anErroredTrialStaysErrored() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      let stop = RunStop()
      _ = try await run.run(
        ScriptedAdapter { request throws(AdapterFailure) in
          if request.trial == 8 { stop.raise() }
          if request.trial == 3 { throw AdapterFailure(kind: .badRequest, message: "400") }
          return Response(turn: AssistantTurn(content: "yes"))
        }, concurrency: 1, stop: stop)
      _ = try await run.runner(.failing(0)).resume(run.directory)
      let log = try RecordReader.read(run.directory.record).log
      #expect(log.logs["a"]?.outcomes[3] == .errored && log.logs["a"]?.errors.count == 1)
    }
  }

  @Test func aRecordOfAnotherPlanIsNotTouched() async throws {
    try await withTemporaryFolder { folder in
      var run = try fixture(in: folder)
      _ = try await run.run(.failing(0))
      let before = try bytes(run)
      run.plan.seed += 1
      let error = await #expect(throws: DiagnosticError.self) {
        try await run.runner(.failing(0)).resume(run.directory)
      }
      #expect(error?.diagnostics.first?.code == "resume-mismatch")
      #expect(error?.diagnostics.first?.message.contains("the seed is 10, in the record 9") == true)
      #expect(try bytes(run) == before)
    }
  }

  @Test func aRecordThatIsBeingWrittenIsLocked() async throws {
    try await withTemporaryFolder { folder in
      let run = try fixture(in: folder)
      let writer = try RecordWriter(creating: run.directory.record)
      let error = await #expect(throws: DiagnosticError.self) {
        try await run.runner(.failing(0)).resume(run.directory)
      }
      #expect(error?.diagnostics.first?.code == "record-locked")
      #if os(Linux)
        #expect(error?.diagnostics.first?.message.contains("another run, process ") == true)
      #endif
      writer.close()
      _ = try await run.runner(.failing(0)).resume(run.directory)
      #expect(try RecordReader.read(run.directory.record).log.footer != nil)
    }
  }
}
