import EvalSchema
import FoundationEssentials
import Graders
import TestSupport
import Testing

@testable import Harness

/// Stored transcripts, other graders: outcomes change, transcripts and counts do not.
@Suite struct RegraderTests {
  private func regrader(_ run: RunFixture, _ cases: [EvalCase]) throws -> Regrader {
    try Regrader(
      source: run.directory, evalset: Sample.evalset(cases),
      graders: Dictionary(uniqueKeysWithValues: cases.map { ($0.id, CaseGrader($0)) }), proofs: [:],
      tool: ToolVersion(version: "0"), command: ["relapse", "regrade"], clock: TestClock().value)
  }

  private func regrade(_ run: RunFixture, _ cases: [EvalCase], into folder: String) async throws -> (
    Regrader.Summary, RunDirectory
  ) {
    let regrader = try regrader(run, cases)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let directory = RunDirectory(runID: "again", path: folder)
    return (try await regrader.run(try regrader.plan().plan, into: directory), directory)
  }

  @Test func theSameGradersGiveTheSameOutcomesAndNameTheirOrigin() async throws {
    try await withTemporaryFolder { folder in
      let cases = [Sample.evalCase("a"), Sample.evalCase("b", severity: .s3)]
      let run = try RunFixture(cases, in: folder + "/run")
      let before = try await run.run(.failing(0.04))
      let (summary, directory) = try await regrade(run, cases, into: folder + "/again")
      #expect(summary.changes.isEmpty && summary.undecidedTests == 0)
      let (old, new) = (try RecordReader.read(run.directory.record), try RecordReader.read(directory.record))
      #expect(old.log.logs == new.log.logs && summary.trials == before.progress.trials)
      #expect(old.facts.usage == new.facts.usage && new.facts.afterStop == old.facts.afterStop)
      let origin = try #require(new.log.header.origin)
      #expect(origin.runID == run.directory.runID && origin.planDigest == old.log.header.planDigest)
      #expect(origin.sha256 == Digest(of: try Data(contentsOf: URL(filePath: run.directory.record))))
      #expect(new.log.header.plan.targetFingerprint == old.log.header.plan.targetFingerprint)
      #expect(new.log.footer?.stopped == nil)
    }
  }

  @Test func otherGradersJudgeTheSameTranscripts() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder + "/run")
      // In order, so that some of them stand behind those that decide.
      _ = try await run.run(.failing(0), concurrency: 1)
      let stricter = Sample.evalCase("a", graders: [.contains(ContainsSpec(text: "no"))])
      let (summary, directory) = try await regrade(run, [stricter], into: folder + "/again")
      #expect(summary.changes == [Regrader.Change(before: .passed, after: .failed): 67])
      let (old, new) = (try RecordReader.read(run.directory.record), try RecordReader.read(directory.record))
      #expect(new.log.logs["a"]?.answers == old.log.logs["a"]?.answers)
      #expect(new.log.logs["a"]?.failures.count == 67 && new.facts.afterStop > 0)
    }
  }

  @Test func whatNoGraderCouldJudgeIsJudgedAndWhatBroughtNoAnswerStaysErrored() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.unjudgeable("a")], in: folder + "/run")
      _ = try await run.run(
        ScriptedAdapter { request throws(AdapterFailure) in
          if request.trial == 0 { throw AdapterFailure(kind: .badRequest, message: "400") }
          return Response(turn: AssistantTurn(content: "yes"))
        }, concurrency: 1)
      let (summary, directory) = try await regrade(run, [Sample.evalCase("a")], into: folder + "/again")
      #expect(summary.changes.keys.map(\.after) == [.passed] && summary.undecidedTests == 1)
      let log = try RecordReader.read(directory.record).log
      #expect(log.logs["a"]?.outcomes.first == .errored && log.logs["a"]?.errors.count == 1)
      #expect(log.footer?.stopped != nil)
    }
  }

  @Test func otherInputsAndMissingCasesAreRefused() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a"), Sample.evalCase("b")], in: folder + "/run")
      _ = try await run.run(.failing(0))
      var changed = Sample.evalCase("a")
      changed.input.messages = [.user("Yes?")]
      let error = #expect(throws: DiagnosticError.self) { try regrader(run, [changed]) }
      #expect(error?.diagnostics.map(\.code) == ["input-changed", "case-gone"])
    }
  }

  @Test func manyTrialsAreReadInBatchesAndNoneIsLost() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      _ = try await run.run(.failing(0))
      for size in [1, 7, 67, 68] {
        var batch = TrialBatch(path: run.directory.record, size: size)
        var indices: [Int] = []
        while let trials = try batch.next() {
          #expect(trials.count <= size)
          indices += trials.map(\.index)
        }
        #expect(indices.sorted() == Array(0..<67))
      }
    }
  }

  @Test func aJudgeThatIsAwayEndsItInsteadOfBeingWritten() async throws {
    try await withTemporaryFolder { folder in
      let (fixture, judge) = try JudgedRunTests.fixture(folder + "/run")
      _ = try await JudgedRunTests.run(fixture, JudgedRunTests.bench(judge) { _ in JudgedRunTests.says("pass") })
      let (clock, asked) = (TestClock(), TestClock())
      let away = ScriptedAdapter { _ throws(AdapterFailure) in
        asked.advance(1)
        throw AdapterFailure(kind: .network, message: "nobody is there", retryAfter: 60)
      }
      let patient = PatientAdapter(away, judge: "strict", limits: judge.target.limits, clock: clock.value)
      let regrader = try Regrader(
        source: fixture.directory, evalset: fixture.evalset,
        graders: [
          "a": CaseGrader(
            fixture.evalset.cases[0].evalCase, judges: JudgeBench([judge], adapters: ["strict": patient]))
        ], proofs: [:], tool: ToolVersion(version: "0"), clock: TestClock().value)
      let failure = await #expect(throws: RunFailure.self) {
        try await regrader.run(try regrader.plan().plan, into: RunDirectory(runID: "again", path: folder))
      }
      #expect(failure?.diagnostic.code == "judge-unanswered")
      #expect(failure?.diagnostic.message.contains("judge strict: no request was accepted for 6 min") == true)
      #expect(asked.value.now() < 12, "asked \(asked.value.now()) times")
    }
  }

  @Test func onceCancelledItWritesNoTrialAnyMore() async throws {
    try await withTemporaryFolder { folder in
      let cases = [Sample.evalCase("a")]
      let run = try RunFixture(cases, in: folder + "/run")
      _ = try await run.run(.failing(0))
      let regrader = try regrader(run, cases)
      let plan = try regrader.plan().plan
      let cancelled = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await regrader.run(plan, into: RunDirectory(runID: "again", path: folder))
      }
      await #expect(throws: CancellationError.self) { try await cancelled.value }
      #expect(try RecordReader.read(folder + "/run.jsonl").facts.trials == 0)
    }
  }
}
