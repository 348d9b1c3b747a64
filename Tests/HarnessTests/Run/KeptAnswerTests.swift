import EvalSchema
import FoundationEssentials
import Graders
import TestSupport
import Testing

@testable import Harness

/// An answer that was paid for is in the record, whatever happens when it is judged.
@Suite struct KeptAnswerTests {
  @Test func anAnswerThatNoModelHasJudgedYetIsJudgedAndNotAskedForAgain() async throws {
    try await withTemporaryFolder { folder in
      let (whole, judge) = try JudgedRunTests.fixture(folder + "/whole")
      let bench = JudgedRunTests.bench(judge) { _ in JudgedRunTests.says("pass") }
      _ = try await JudgedRunTests.run(whole, bench)
      let all = try Data(contentsOf: URL(filePath: whole.directory.record))
      let lines = all.split(separator: 0x0A)
      func kind(_ line: Data) throws -> RecordLine { try CanonicalJSON.decode(RecordLine.self, from: line) }

      // The record as a process leaves it that dies while the first answers are judged.
      let (cut, _) = try JudgedRunTests.fixture(folder + "/cut")
      var kept = Data()
      var answered: Set<Int> = []
      for line in lines {
        let read = try kind(Data(line))
        if case .answer(let trial) = read { answered.insert(trial.index) }
        if case .trial = read { break }
        kept += line + Data([0x0A])
      }
      try kept.write(to: URL(filePath: cut.directory.record))
      #expect(!answered.isEmpty)

      let asked = Guarded<Set<Int>>([])
      var runner = cut.runner(
        ScriptedAdapter { request in
          asked.withLock { _ = $0.insert(request.trial) }
          return Response(turn: AssistantTurn(content: "yes"))
        })
      runner.graders = ["a": CaseGrader(cut.evalset.cases[0].evalCase, judges: bench)]
      let summary = try await runner.resume(cut.directory)
      #expect(summary.decisions.map(\.verdict) == [.pass])
      #expect(asked.withLock { $0.isDisjoint(with: answered) && !$0.isEmpty })
      let (log, facts) = try RecordReader.read(cut.directory.record)
      let before = try RecordReader.read(whole.directory.record)
      #expect(log.logs["a"]?.outcomes == before.log.logs["a"]?.outcomes)
      #expect(facts.costMicros == before.facts.costMicros && facts.trials == before.facts.trials)
    }
  }

  @Test func aCaseWithoutAJudgeIsWrittenOnce() async throws {
    try await withTemporaryFolder { folder in
      let run = try RunFixture([Sample.evalCase("a")], in: folder)
      _ = try await run.run(.failing(0))
      let text = try String(decoding: Data(contentsOf: URL(filePath: run.directory.record)), as: UTF8.self)
      #expect(!text.contains("\"kind\":\"answer\""))
    }
  }

  /// Answers that are meant to break a grader in the process: it goes on, and the answer stands in the record.
  @Test(arguments: [
    String(repeating: "[", count: 200_000), String(repeating: "{\"a\":", count: 100_000),
    String(repeating: "a", count: 100_000) + "b", "\u{0}\u{FEFF}\u{202E}", "{\"a\":1e999999}",
    String(repeating: "\"\\ud800", count: 1000), String(repeating: "e\u{301}\u{1F468}\u{200D}", count: 20_000), "",
  ])
  func noAnswerEndsTheProcessOrIsLost(_ answer: String) async throws {
    try await withTemporaryFolder { folder in
      let graders: [GraderSpec] = [
        .matches(MatchesSpec(pattern: "(a+)+$")), .matches(MatchesSpec(pattern: "^(.|\\s)*?\\1?$")),
        .jsonPath(JSONPathSpec(path: "$.a.b[3]", exists: false)), .refusal(false),
        .not(.contains(ContainsSpec(text: "b"))),
        .equals(EqualsSpec(text: "yes")), .any([.contains(ContainsSpec(text: "x")), .refusal(true)]),
      ]
      var run = try RunFixture([Sample.evalCase("a", graders: graders)], in: folder)
      run.plan.design.maximumTrials = 1
      let summary = try await run.run(ScriptedAdapter { _ in Response(turn: AssistantTurn(content: answer)) })
      #expect(summary.progress.trials == 1)
      let trial = try #require(try TrialLookup.trial("a", 0, in: run.directory.record))
      #expect(trial.transcript.messages == [.assistant(AssistantTurn(content: answer))] && trial.outcome != .passed)
      #expect(trial.grades.count == graders.count)
    }
  }
}
