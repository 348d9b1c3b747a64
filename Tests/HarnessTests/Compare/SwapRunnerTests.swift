import EvalSchema
import FoundationEssentials
import Graders
import TestSupport
import Testing

@testable import Harness

/// An exchange ends when nothing can come of it any more: in a stated time, with the reason in every record.
@Suite struct SwapRunnerTests {
  /// What an exchange of one surface came to.
  private struct Outcome {
    var stopped: String?
    var footers: [RunFooter] = []
    var trials: [Int] = []
  }

  private static let yes = ScriptedAdapter { _ in Response(turn: AssistantTurn(content: "yes")) }

  private static func run(
    swap: ScriptedAdapter, candidate: ScriptedAdapter = .failing(0.5), in folder: String, clock: RunClock,
    rounds: Int = 400, stop: RunStop = RunStop(), judging: JudgeRequests? = nil
  ) async throws -> Outcome {
    let evalset = Sample.evalset(["a", "b"].map { Sample.evalCase($0) })
    func arm(_ name: String, _ surfaces: [TargetSurface]?, _ adapter: ScriptedAdapter) throws -> SwapRunner.Arm {
      var target = Sample.target()
      target.name = name
      let plan = try RunPlanner(evalset: evalset, target: target, seed: 9).plan().plan
      try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
      return SwapRunner.Arm(
        surfaces: surfaces, plan: plan, target: target, adapter: adapter,
        directory: RunDirectory(runID: name, path: folder + "/" + name))
    }
    var runner = SwapRunner(
      baseline: try arm("baseline", nil, yes), candidate: try arm("candidate", nil, candidate), evalset: evalset,
      graders: Dictionary(uniqueKeysWithValues: evalset.cases.map { ($0.evalCase.id, CaseGrader($0.evalCase)) }),
      tool: ToolVersion(version: "0.0.0"), rounds: rounds, concurrency: 8, margin: 0.05, clock: clock)
    runner.judging = judging
    let (arms, stopped) = try await runner.run(
      singles: [try arm("swap-prompt", [.prompt], swap)], alpha: (0.004, 0.004), stop: stop,
      pair: { _ in throw CancellationError() })
    var outcome = Outcome(stopped: stopped)
    for arm in arms {
      let (log, facts) = try RecordReader.read(arm.directory.record)
      outcome.footers.append(try #require(log.footer))
      outcome.trials.append(facts.trials)
    }
    return outcome
  }

  @Test func anExchangeThatIsDecidedEndsWithoutAReason() async throws {
    try await withTemporaryFolder { folder in
      let found = try await Self.run(swap: Self.yes, in: folder, clock: TestClock().ticking)
      #expect(found.stopped == nil && found.trials[0] == found.trials[1] && found.trials[1] == found.trials[2])
      #expect(found.footers.allSatisfy { $0.stopped == nil && $0.outage == nil && !$0.interrupted })
    }
  }

  @Test(arguments: [FailureKind.rateLimited, .overloaded, .server, .network, .timeout])
  func aTargetThatAcceptsNothingEndsTheExchange(_ kind: FailureKind) async throws {
    try await withTemporaryFolder { folder in
      let time = TestClock()
      let away = ScriptedAdapter { _ throws(AdapterFailure) in
        throw AdapterFailure(kind: kind, message: "nobody is there", retryAfter: 100_000)
      }
      let found = try await Self.run(swap: away, in: folder, clock: time.ticking)
      let reason = "swap-prompt: no request was accepted for 6 min, the last one: \(kind.rawValue): nobody is there"
      #expect(found.stopped == reason)
      #expect(found.footers.count == 3 && found.footers.allSatisfy { $0.outage == kind && $0.stopped == reason })
      #expect(found.footers.allSatisfy { $0.judge == nil && !$0.interrupted })
      // Five tries of the trials in flight, at most a minute apart, and the seconds that are watched in between.
      #expect(time.value.now() < 3_600, "\(time.value.now())")
    }
  }

  @Test func aRefusedKeyEndsTheExchange() async throws {
    try await withTemporaryFolder { folder in
      let refused = ScriptedAdapter { _ throws(AdapterFailure) in throw AdapterFailure(kind: .auth, message: "401") }
      let found = try await Self.run(swap: refused, in: folder, clock: TestClock().ticking)
      #expect(found.stopped == "swap-prompt: auth: 401" && found.trials.allSatisfy { $0 < 10 }, "\(found)")
      #expect(found.footers.allSatisfy { $0.outage == nil && $0.stopped == found.stopped })
    }
  }

  @Test func aJudgeThatIsAwayEndsTheExchangeAndIsNamed() async throws {
    try await withTemporaryFolder { folder in
      let requests = JudgeRequests()
      let refusal = AdapterFailure(kind: .server, message: "HTTP 500")
      for moment in [0.0, 400] { requests.hear(refusal, of: "strict", patience: 360, at: moment) }
      let found = try await Self.run(swap: Self.yes, in: folder, clock: TestClock().ticking, judging: requests)
      #expect(found.stopped == "judge strict: no request was accepted for 6 min, the last one: server: HTTP 500")
      #expect(found.trials == [0, 0, 0] && found.footers.allSatisfy { $0.judge == "strict" && $0.outage == .server })
    }
  }

  @Test func aSignalDoesNotWaitForWhatOnlyWaitsAndStartsNothing() async throws {
    try await withTemporaryFolder { folder in
      let (stop, asked) = (RunStop(), Guarded(0))
      var clock = TestClock().ticking
      clock.wait = { _ in try await Task.sleep(for: .seconds(86_400)) }
      let busy = ScriptedAdapter { _ throws(AdapterFailure) in
        asked.withLock { $0 += 1 }
        stop.raise()
        throw AdapterFailure(kind: .rateLimited, message: "HTTP 429", retryAfter: 60)
      }
      let found = try await Self.run(swap: busy, in: folder, clock: clock, stop: stop)
      #expect(found.stopped == "interrupted" && found.footers.allSatisfy(\.interrupted))
      #expect(found.trials[2] == 0 && asked.withLock { $0 } <= 8)
    }
  }
}
