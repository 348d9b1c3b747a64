import EvalSchema
import Graders
import TestSupport
import Testing

@testable import Harness

/// Runs whose trials a model judges: the record holds its answers and what they cost.
@Suite struct JudgedRunTests {
  static func bench(_ judge: Judge, _ answer: @escaping @Sendable (Request) throws(AdapterFailure) -> String)
    -> JudgeBench
  {
    let adapter = ScriptedAdapter { request throws(AdapterFailure) in
      Response(
        turn: AssistantTurn(content: try answer(request)), usage: Usage(inputTokens: 10, outputTokens: 1),
        model: "judge-1")
    }
    return JudgeBench(
      [judge],
      adapters: [
        "strict": PatientAdapter(adapter, judge: "strict", limits: judge.target.limits, clock: TestClock().value)
      ])
  }

  static func says(_ grade: String) -> String { #"{"grade": "\#(grade)", "reason": "because"}"# }

  static func fixture(_ folder: String) throws -> (RunFixture, Judge) {
    var target = Sample.target()
    target.price = Price(input: 1, output: 2, per: 1)
    var judge = try Judge(name: "strict", target: target)
    judge.calibration = JudgeCalibration(
      judge: "strict", digest: judge.digest, prompt: Judge.promptVersion, measurements: [JudgeBookTests.measurement()])
    var fixture = try RunFixture([], in: folder)
    fixture.evalset = Sample.evalset([Sample.evalCase("a", graders: [.judge(JudgeBookTests.spec)])])
    fixture.evalset.judges = [judge]
    fixture.plan = try RunPlanner(evalset: fixture.evalset, target: fixture.target, seed: 9).plan().plan
    return (fixture, judge)
  }

  static func run(_ fixture: RunFixture, _ bench: JudgeBench, _ adapter: ScriptedAdapter = .failing(0)) async throws
    -> RunSummary
  {
    var runner = fixture.runner(adapter)
    runner.graders = ["a": CaseGrader(fixture.evalset.cases[0].evalCase, judges: bench)]
    return try await runner.run(into: fixture.directory)
  }

  @Test func answersAndCostsAreInTheRecord() async throws {
    try await withTemporaryFolder { folder in
      let (fixture, judge) = try Self.fixture(folder + "/run")
      let summary = try await Self.run(fixture, Self.bench(judge) { _ in Self.says("pass") })
      #expect(summary.decisions.map(\.verdict) == [.pass] && summary.decisions.first?.trials == 84)
      let (log, facts) = try RecordReader.read(fixture.directory.record)
      #expect(log.header.judges?.map(\.name) == ["strict"] && log.header.judges?.first?.digest == judge.digest)
      let trial = try #require(try TrialLookup.trial("a", 0, in: fixture.directory.record))
      let note = try #require(trial.grades.first?.judge)
      #expect(note.votes == [JudgeVote(result: .pass, reason: "because", model: "judge-1")])
      #expect(
        trial.costMicros == note.costMicros + (fixture.target.price?.micros(trial.usage) ?? 0) && note.costMicros > 0)
      #expect(facts.costMicros >= 84 * note.costMicros)
    }
  }

  @Test func aJudgeThatDisagreesWithItselfErrsAndNeverPasses() async throws {
    try await withTemporaryFolder { folder in
      let (fixture, judge) = try Self.fixture(folder + "/run")
      let summary = try await Self.run(
        fixture, Self.bench(judge) { $0.trial == 0 ? Self.says("fail") : Self.says("pass") })
      #expect(summary.progress.passed == 0 && summary.progress.failed == 0 && summary.progress.errored > 0)
      #expect(summary.decisions.allSatisfy { $0.verdict == .error })
    }
  }

  @Test func aJudgeThatRefusesTheKeyEndsTheRun() async throws {
    try await withTemporaryFolder { folder in
      let (fixture, judge) = try Self.fixture(folder + "/run")
      let summary = try await Self.run(
        fixture, Self.bench(judge) { _ throws(AdapterFailure) in throw AdapterFailure(kind: .auth, message: "401") })
      #expect(summary.stopped?.hasPrefix("auth: ") == true && summary.progress.errored < 20)
    }
  }

  @Test func whatCanBeTriedAgainIsTriedAgain() async throws {
    try await withTemporaryFolder { folder in
      let (fixture, judge) = try Self.fixture(folder + "/run")
      let summary = try await Self.run(
        fixture,
        Self.bench(judge) { request throws(AdapterFailure) in
          if request.attempt == 0 { throw AdapterFailure(kind: .rateLimited, message: "slow") }
          return Self.says("pass")
        })
      #expect(summary.progress.errored == 0 && summary.decisions.map(\.verdict) == [.pass])
    }
  }

  @Test func gradingAgainAsksTheSameQuestionsWithTheSameSeeds() async throws {
    try await withTemporaryFolder { folder in
      let (fixture, judge) = try Self.fixture(folder + "/run")
      // Fails by the seed of the question.
      let answer: @Sendable (Request) -> String = { $0.seed % 10 == 0 ? Self.says("fail") : Self.says("pass") }
      _ = try await Self.run(fixture, Self.bench(judge, answer))
      let again = RunDirectory(runID: "again", path: folder)
      let regrader = try Regrader(
        source: fixture.directory, evalset: fixture.evalset,
        graders: ["a": CaseGrader(fixture.evalset.cases[0].evalCase, judges: Self.bench(judge, answer))], proofs: [:],
        tool: ToolVersion(version: "0"), clock: TestClock().value)
      let summary = try await regrader.run(try regrader.plan().plan, into: again)
      #expect(summary.changes.isEmpty && summary.trials > 0)
      let (first, second) = (
        try RecordReader.read(fixture.directory.record).facts, try RecordReader.read(again.record).facts
      )
      #expect(first.costMicros == second.costMicros)
    }
  }

  @Test func aDecisionOfAJudgeWhoMayNotDecideIsNone() async throws {
    try await withTemporaryFolder { folder in
      var (fixture, judge) = try Self.fixture(folder + "/run")
      judge.calibration = nil
      fixture.evalset.judges = [judge]
      fixture.plan = try RunPlanner(evalset: fixture.evalset, target: fixture.target, seed: 9).plan().plan
      for grade in ["pass", "fail"] {
        fixture.directory = RunDirectory(runID: grade, path: folder)
        if grade == "fail" { fixture.directory = RunDirectory(runID: grade, path: folder + "/run") }
        let summary = try await Self.run(fixture, Self.bench(judge) { _ in Self.says(grade) })
        #expect(summary.decisions.map(\.reason) == [.judgeUncalibrated])
        #expect(summary.decisions.map(\.verdict) == [.inconclusive])
      }
    }
  }

  @Test func aSignalDoesNotWaitForAJudgeThatTriesAgain() async throws {
    try await withTemporaryFolder { folder in
      let (fixture, judge) = try Self.fixture(folder + "/run")
      let stop = RunStop()
      var clock = TestClock().value
      clock.wait = { _ in try await Task.sleep(for: .seconds(86_400)) }
      let refusing = ScriptedAdapter { _ throws(AdapterFailure) in
        stop.raise()
        throw AdapterFailure(kind: .rateLimited, message: "HTTP 429", retryAfter: 60)
      }
      let bench = JudgeBench(
        [judge],
        adapters: [
          "strict": PatientAdapter(
            refusing, judge: "strict", limits: judge.target.limits, clock: clock, requests: JudgeRequests(stop: stop))
        ])
      var runner = fixture.runner(.failing(0))
      runner.graders = ["a": CaseGrader(fixture.evalset.cases[0].evalCase, judges: bench)]
      let summary = try await runner.run(into: fixture.directory, stop: stop)
      #expect(summary.interrupted && summary.progress.trials == 0)
      let last = try await Self.resumed(fixture, Self.bench(judge) { _ in Self.says("pass") })
      #expect(last.decisions.map(\.verdict) == [.pass], "what was answered is judged when the run goes on")
    }
  }

  /// A bench whose judge refuses everything, and what is asked of it.
  private static func refusing(_ judge: Judge, by clock: RunClock, stop: RunStop = RunStop()) -> (
    JudgeBench, JudgeRequests
  ) {
    let refusal = ScriptedAdapter { _ throws(AdapterFailure) in
      throw AdapterFailure(kind: .rateLimited, message: "HTTP 429", retryAfter: 3_600)
    }
    let requests = JudgeRequests(stop: stop)
    let patient = PatientAdapter(
      refusal, judge: "strict", limits: judge.target.limits, clock: clock, requests: requests)
    return (JudgeBench([judge], adapters: ["strict": patient]), requests)
  }

  @Test func aBudgetOfTimeDoesNotWaitForAJudgeThatTriesAgain() async throws {
    try await withTemporaryFolder { folder in
      let (fixture, judge) = try Self.fixture(folder + "/run")
      let time = TestClock()
      var waiting = time.ticking
      waiting.wait = { _ in try await Task.sleep(for: .seconds(86_400)) }
      let (bench, requests) = Self.refusing(judge, by: waiting)
      var runner = fixture.runner(.failing(0))
      runner.clock = time.ticking
      runner.judging = requests
      runner.budget = RunBudget(time: RunBudget.Bound(10, text: "--max-time 10s"))
      runner.graders = ["a": CaseGrader(fixture.evalset.cases[0].evalCase, judges: bench)]
      let summary = try await runner.run(into: fixture.directory)
      #expect(summary.budget == .time && summary.progress.trials == 0 && !summary.interrupted)
      let last = try await Self.resumed(fixture, Self.bench(judge) { _ in Self.says("pass") })
      #expect(last.decisions.map(\.verdict) == [.pass], "what was answered is judged when the run goes on")
    }
  }

  @Test(arguments: [true, false])
  func aJudgeThatAcceptsNothingEndsTheRunAndIsNamed(_ isWatched: Bool) async throws {
    try await withTemporaryFolder { folder in
      let (fixture, judge) = try Self.fixture(folder + "/run")
      let time = TestClock()
      let (bench, requests) = Self.refusing(judge, by: time.value)
      var runner = fixture.runner(.failing(0))
      // Where nothing wakes the loop, the first trial that is called off does.
      runner.clock = isWatched ? time.ticking : time.value
      runner.judging = requests
      runner.graders = ["a": CaseGrader(fixture.evalset.cases[0].evalCase, judges: bench)]
      let summary = try await runner.run(into: fixture.directory)
      #expect(
        summary.stopped == "judge strict: no request was accepted for 6 min, the last one: rate-limited: HTTP 429")
      #expect(!summary.decisions.contains { $0.verdict == .pass } && summary.progress.passed == 0)
      let footer = try #require(try RecordReader.read(fixture.directory.record).log.footer)
      #expect(footer.outage == .rateLimited && footer.judge == "strict")
      // Five tries of the trials in flight, at most a minute apart.
      #expect(time.value.now() < 3_600, "\(time.value.now())")
    }
  }

  private static func resumed(_ fixture: RunFixture, _ bench: JudgeBench) async throws -> RunSummary {
    var runner = fixture.runner(.failing(0))
    runner.graders = ["a": CaseGrader(fixture.evalset.cases[0].evalCase, judges: bench)]
    return try await runner.resume(fixture.directory)
  }
}
