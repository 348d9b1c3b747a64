import EvalSchema
import FoundationEssentials
import Graders
import TestSupport
import Testing

@testable import Harness

@Suite struct PairRunnerTests {
  private static func run(
    _ baseline: ScriptedAdapter, _ candidate: ScriptedAdapter, in folder: String, concurrency: Int = 8,
    rounds: Int = 60, stop: RunStop = RunStop(), clock: TestClock = TestClock(),
    judging: JudgeRequests? = nil, configure: (inout Target) -> Void = { _ in }
  ) async throws -> (summary: PairRunner.Summary, records: [String]) {
    let evalset = Sample.evalset(["a", "b", "c"].map { Sample.evalCase($0) })
    var arms: [PairRunner.Arm] = []
    for (name, adapter) in [("baseline", baseline), ("candidate", candidate)] {
      var target = Sample.target(price: Price(input: 1, output: 2))
      target.name = name
      target.surfaces = ["app": name]
      configure(&target)
      let plan = try RunPlanner(evalset: evalset, target: target, seed: 9).plan().plan
      try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
      arms.append(
        PairRunner.Arm(
          plan: plan, target: target, adapter: adapter,
          directory: RunDirectory(runID: "c-" + name, path: folder + "/" + name)))
    }
    var runner = PairRunner(
      baseline: arms[0], candidate: arms[1], evalset: evalset,
      graders: Dictionary(uniqueKeysWithValues: evalset.cases.map { ($0.evalCase.id, CaseGrader($0.evalCase)) }),
      tool: ToolVersion(version: "0.0.0"), margin: 0.05, maximumRounds: rounds, concurrency: concurrency,
      clock: clock.value)
    runner.judging = judging
    return (try await runner.run(stop: stop), arms.map(\.directory.record))
  }

  /// The outcomes before the stop, by case.
  private static func outcomes(_ arm: ComparisonArm) -> [String: [Outcome]] {
    arm.log.logs.reduce(into: [:]) { found, entry in
      found[entry.key] = entry.value.outcomes.enumerated().compactMap { index, outcome in
        arm.traits[entry.key]?[index]?.isAfterStop == false ? outcome : nil
      }
    }
  }

  @Test func twoRecordsHoldTheSameRoundsAtAnyConcurrency() async throws {
    var found: [[[String: [Outcome]]]] = []
    for concurrency in [1, 5, 40] {
      try await withTemporaryFolder { folder in
        let (summary, records) = try await Self.run(
          .failing(0.05), .failing(0.5), in: folder, concurrency: concurrency)
        #expect(summary.stopped == nil && !summary.interrupted)
        var arms: [[String: [Outcome]]] = []
        for record in records {
          let (arm, facts) = try await ArmReader.read(record)
          #expect(facts.footer?.trials == facts.trials)
          arms.append(Self.outcomes(arm))
        }
        found.append(arms)
      }
    }
    #expect(found[0] == found[1] && found[1] == found[2])
    #expect(found[0][0].values.allSatisfy { $0.count > 2 })
  }

  @Test func bothArmsOfAPairHaveOneSeed() async throws {
    try await withTemporaryFolder { folder in
      let (_, records) = try await Self.run(.failing(0.2), .failing(0.2), in: folder, rounds: 5)
      let pairs = try ArmReader.pairs(["a": [0, 1, 2, 99]], baseline: records[0], candidate: records[1])
      #expect(pairs["a"]?.count == 3)
      for pair in pairs["a"] ?? [] {
        #expect(pair.baseline.seed == pair.candidate.seed && pair.baseline.index == pair.candidate.index)
        // Equal targets and equal seeds: the same answers.
        #expect(pair.baseline.transcript == pair.candidate.transcript)
      }
    }
  }

  /// Two arms at one account of a provider share its requests a minute; two accounts have their own.
  @Test(arguments: [true, false]) func bothArmsKeepTheRequestsAMinute(isOneAccount: Bool) async throws {
    let clock = TestClock()
    let times = Guarded<[Double]>([])
    let adapter = ScriptedAdapter { _ throws(AdapterFailure) in
      times.withLock { $0.append(clock.value.now()) }
      return Response(turn: AssistantTurn(content: "yes"))
    }
    try await withTemporaryFolder { folder in
      _ = try await Self.run(adapter, adapter, in: folder, clock: clock) { target in
        target.limits.requestsPerMinute = 30
        target.baseURL = "http://127.0.0.1:9/v1"
        target.keyEnv = isOneAccount ? "KEY" : target.name.uppercased() + "_KEY"
      }
    }
    let all = times.withLock { $0.sorted() }
    let (first, last) = (try #require(all.first), try #require(all.last))
    // A full bucket of a minute at the start, then one request every two seconds for each account.
    let accounts = isOneAccount ? 1 : 2
    let needed = Double(all.count - 36 * accounts) * 2 / Double(accounts)
    #expect(all.count > 100 && last - first >= needed && last - first < 2 * Double(all.count) / Double(accounts) + 60)
  }

  @Test func aStoppedComparisonKeepsWhatCameBack() async throws {
    try await withTemporaryFolder { folder in
      let stop = RunStop()
      stop.raise()
      let (summary, records) = try await Self.run(.failing(0), .failing(0), in: folder, stop: stop)
      #expect(summary.interrupted && summary.stopped == "interrupted")
      let (arm, _) = try await ArmReader.read(records[0])
      #expect(arm.log.footer?.interrupted == true)
      #expect(arm.log.header.comparison?.role == .baseline)
    }
  }

  @Test func aRefusedKeyEndsIt() async throws {
    try await withTemporaryFolder { folder in
      let refusing = ScriptedAdapter { _ throws(AdapterFailure) in throw AdapterFailure(kind: .auth, message: "401") }
      let (summary, records) = try await Self.run(.failing(0), refusing, in: folder)
      #expect(summary.stopped?.contains("auth") == true)
      let (arm, _) = try await ArmReader.read(records[1])
      #expect(arm.log.logs.values.contains { $0.errors.values.contains { $0.kind == .auth } })
    }
  }

  @Test func aRecordIsNotWrittenTwice() async throws {
    try await withTemporaryFolder { folder in
      _ = try await Self.run(.failing(0), .failing(0), in: folder, rounds: 1)
      await #expect(throws: RunFailure.self) { _ = try await Self.run(.failing(0), .failing(0), in: folder, rounds: 1) }
    }
  }

  @Test func aJudgeThatIsAwayEndsTheComparisonAndIsNamed() async throws {
    try await withTemporaryFolder { folder in
      let requests = JudgeRequests()
      let refusal = AdapterFailure(kind: .network, message: "nobody is there")
      for moment in [0.0, 400] { requests.hear(refusal, of: "strict", patience: 360, at: moment) }
      // As a grader whose judge is called off says it.
      let away = ScriptedAdapter { _ throws(AdapterFailure) in
        throw AdapterFailure(kind: .cancelled, message: requests.outage?.sentence ?? "")
      }
      let (summary, records) = try await Self.run(away, away, in: folder, judging: requests)
      #expect(
        summary.stopped == "judge strict: no request was accepted for 6 min, the last one: network: nobody is there")
      #expect(summary.progress.trials == 0 && !summary.interrupted)
      for record in records {
        let footer = try #require(try RecordReader.read(record).log.footer)
        #expect(footer.judge == "strict" && footer.outage == .network)
      }
    }
  }
}
