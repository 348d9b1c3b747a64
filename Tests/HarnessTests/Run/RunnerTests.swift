import EvalSchema
import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import Harness

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct RunnerTests {
  @Test func aCleanRunIsRecordedAndReadBack() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a"), Sample.evalCase("b", severity: .s3)], in: folder)
      let summary = try await run.run(.failing(0))
      #expect(summary.stopped == nil && !summary.interrupted && summary.progress.failed == 0)
      #expect(Set(summary.decisions.map(\.verdict)) == [.pass])
      let (log, facts) = try RecordReader.read(run.directory.record)
      #expect(log.cases.map(\.file.evalCase.id) == ["a", "b"])
      #expect(log.logs["a"]?.outcomes == Array(repeating: .passed, count: 67))
      #expect(facts.trials == summary.progress.trials && facts.footer?.trials == facts.trials)
      #expect(log.header.runID == run.directory.runID && log.header.plan == run.plan)
      #expect(facts.examples["a"]?.count == 2 && facts.damagedLines == 0)
    }
  }

  @Test func verdictsAreTheSameAtEveryConcurrency() async throws {
    try await withTemporaryFolder { folder in
      var reference: [DecisionRecord] = []
      var outcomes: [String: [Outcome?]] = [:]
      for concurrency in [1, 7, 64] {
        let run = try RunFixture(
          [Sample.evalCase("a"), Sample.evalCase("b", severity: .s3), Sample.evalCase("c", severity: .s3)],
          in: folder + "/\(concurrency)")
        let adapter = ScriptedAdapter { request throws(AdapterFailure) in
          // Answers with later seeds come back earlier.
          for _ in 0..<(request.seed % 7) { await Task.yield() }
          return try await ScriptedAdapter.failing(0.04).respond(to: request)
        }
        let summary = try await run.run(adapter, concurrency: concurrency)
        let decisions = summary.decisions.sorted { $0.test < $1.test }
        if reference.isEmpty { reference = decisions }
        #expect(decisions == reference)
        for (id, log) in try RecordReader.read(run.directory.record).log.logs {
          let shorter = min(log.outcomes.count, outcomes[id]?.count ?? .max)
          if let known = outcomes[id] { #expect(known.prefix(shorter) == log.outcomes.prefix(shorter)) }
          outcomes[id] = log.outcomes
        }
      }
    }
  }

  @Test(arguments: [FailureKind.auth, .quota])
  func aRefusedKeyEndsTheRunAtOnce(kind: FailureKind) async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a"), Sample.evalCase("b")], in: folder)
      let summary = try await run.run(
        ScriptedAdapter { _ throws(AdapterFailure) in throw AdapterFailure(kind: kind, message: "no") }, concurrency: 4)
      #expect(summary.stopped == "\(kind.rawValue): no" && !summary.interrupted)
      #expect(summary.progress.trials == 4 && summary.progress.errored == 4 && summary.decisions.isEmpty)
      let log = try RecordReader.read(run.directory.record).log
      #expect(log.footer?.stopped == "\(kind.rawValue): no")
      #expect(log.logs["a"]?.errors[0]?.kind == kind)
    }
  }

  @Test func aTargetThatNeverAnswersEndsInErrorNotInFailure() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a"), Sample.evalCase("b")], in: folder)
      let summary = try await run.run(
        ScriptedAdapter { request throws(AdapterFailure) in
          throw AdapterFailure(kind: .server, message: "500 \(request.attempt)")
        }, concurrency: 1)
      #expect(summary.decisions.map(\.verdict) == [.error, .error] && summary.stopped == nil)
      #expect(summary.progress.trials == 20 && summary.progress.calls == 100)
      let facts = try RecordReader.read(run.directory.record).facts
      #expect(facts.retries == 80 && facts.retriesByKind == [.server: 80] && facts.latencies == nil)
    }
  }

  @Test func oneCaseThatIsAllErroredDoesNotTouchTheOther() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a"), Sample.evalCase("b")], in: folder)
      let summary = try await run.run(
        ScriptedAdapter { request throws(AdapterFailure) in
          if request.evalCase == "a" { throw AdapterFailure(kind: .badRequest, message: "400") }
          return Response(turn: AssistantTurn(content: "yes"))
        })
      #expect(
        Dictionary(uniqueKeysWithValues: summary.decisions.map { ($0.test, $0.verdict) })
          == ["case:a": .error, "case:b": .pass])
    }
  }

  @Test func whatNoGraderCanJudgeIsErrored() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.unjudgeable("a")], in: folder)
      let summary = try await run.run(.failing(0))
      #expect(summary.decisions.map(\.verdict) == [.error] && summary.progress.passed == 0)
      let log = try RecordReader.read(run.directory.record).log
      #expect(log.logs["a"]?.errors[0]?.kind == .grader)
    }
  }

  @Test func stoppingFinishesWhatIsInFlightAndSaysSo() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      let stop = RunStop()
      let calls = Atomic<Int>(0)
      let adapter = ScriptedAdapter { _ in
        if calls.add(1, ordering: .relaxed).newValue == 10 { stop.raise() }
        return Response(turn: AssistantTurn(content: "yes"))
      }
      let summary = try await run.run(adapter, concurrency: 3, stop: stop)
      #expect(summary.interrupted && summary.stopped == "interrupted" && summary.decisions.isEmpty)
      #expect(summary.progress.trials == calls.load(ordering: .relaxed) && summary.progress.trials < 20)
      let log = try RecordReader.read(run.directory.record).log
      #expect(log.footer?.interrupted == true && log.footer?.trials == summary.progress.trials)
    }
  }

  @Test func cancellingLosesOnlyWhatIsInFlight() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      let calls = Atomic<Int>(0)
      let adapter = ScriptedAdapter { _ throws(AdapterFailure) in
        guard calls.add(1, ordering: .relaxed).newValue > 5 else {
          return Response(turn: AssistantTurn(content: "yes"))
        }
        do { try await Task.sleep(for: .seconds(86_400)) } catch {}
        throw AdapterFailure(kind: .cancelled, message: "called off")
      }
      let task = Task { try await run.run(adapter, concurrency: 2) }
      while calls.load(ordering: .relaxed) < 7 { await Task.yield() }
      task.cancel()
      let summary = try await task.value
      #expect(summary.interrupted && summary.progress.trials == 5 && summary.progress.errored == 0)
      #expect(try RecordReader.read(run.directory.record).log.footer?.interrupted == true)
    }
  }

  @Test func aRecordIsNeverWrittenTwice() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      _ = try await run.run(.failing(0))
      let before = try Data(contentsOf: URL(filePath: run.directory.record))
      let failure = await #expect(throws: RunFailure.self) { try await run.run(.failing(0)) }
      #expect(failure?.diagnostic.code == "record-exists")
      #expect(try Data(contentsOf: URL(filePath: run.directory.record)) == before)
    }
  }

  @Test func aFolderThatCannotBeWrittenIsAnError() async throws {
    try await withTemporaryFolder { folder in
      var run = try RunFixture([Sample.evalCase("a")], in: folder)
      run.directory.path = folder + "/no/such/folder"
      let failure = await #expect(throws: RunFailure.self) { try await run.run(.failing(0)) }
      #expect(failure?.diagnostic.code == "record-unwritable" && failure?.trials == 0)
    }
  }

  @Test func eventsTellWhatTrialsCostAndHowOftenTheyWereTriedAgain() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      let told = Mutex((cost: 0, retries: 0))
      let adapter = ScriptedAdapter { request throws(AdapterFailure) in
        if request.attempt == 0 { throw AdapterFailure(kind: .overloaded, message: "busy") }
        return Response(turn: AssistantTurn(content: "yes"), usage: Usage(inputTokens: 1_000_000))
      }
      let summary = try await run.run(adapter) { event in
        guard case .trialFinished(_, _, _, _, let cost, let retries) = event else { return }
        told.withLock { ($0.cost, $0.retries) = ($0.cost + cost, $0.retries + retries) }
      }
      let (cost, retries) = told.withLock { ($0.cost, $0.retries) }
      #expect(cost == summary.progress.costMicros && cost > 0)
      #expect(retries == summary.progress.retries && retries == summary.progress.trials)
      let (_, facts) = try RecordReader.read(run.directory.record)
      #expect(facts.retries == retries)
      #expect(try RecordReader.point(run.directory.record).progress.retries == retries)
    }
  }

  @Test func eventsTellTheStoryInOrder() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      let story = Mutex<[String]>([])
      _ = try await run.run(.failing(0), concurrency: 1) { event in
        story.withLock {
          switch event {
          case .started: $0.append("started")
          case .trialFinished(_, let index, let outcome, _, _, _): $0.append("\(outcome) \(index)")
          case .testDecided(let decision): $0.append("\(decision.test) \(decision.verdict)")
          case .caseDone(let id): $0.append("done \(id)")
          case .heartbeat, .resumed, .extended, .stuck: break
          case .finished(let progress): $0.append("finished \(progress.trials)")
          }
        }
      }
      let told = story.withLock { $0 }
      #expect(told.first == "started" && told.count == 1 + 67 + 3)
      #expect(Array(told.suffix(4)) == ["passed 66", "case:a pass", "done a", "finished 67"])
    }
  }

  @Test func anEmptyPlanIsAnEmptyRecord() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([], in: folder)
      let summary = try await run.run(.failing(0))
      #expect(summary.progress.trials == 0 && summary.stopped == nil)
      #expect(try RecordReader.read(run.directory.record).log.cases.isEmpty)
    }
  }

  /// Its lock would else last as long as the process.
  @Test func aRecordThatCannotBeBegunIsClosed() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      // The end that is read cannot be written to, and the other end sees when it is closed.
      var ends: [Int32] = [-1, -1]
      try #require(pipe(&ends) == 0)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      let (record, witness) = (ends[0], ends[1])
      defer { close(witness) }
      let failure = await #expect(throws: RunFailure.self) {
        try await run.runner(.failing(0)).run(
          run.directory, writer: RecordWriter(descriptor: record, path: "pipe"), stop: RunStop(), events: { _ in })
      }
      #expect(failure?.diagnostic.code == "record-unwritable")
      var seen = pollfd(fd: witness, events: 0, revents: 0)
      #expect(poll(&seen, 1, 0) == 1 && Int32(seen.revents) & Int32(POLLERR) != 0)
    }
  }
}
