import EvalSchema
import Statistics
import Testing

@testable import Gating

@Suite struct AssumptionsTests {
  /// The warnings about the trials of one case `a` (limit 20 %, so that long strips are used).
  func warnings(_ strip: String, _ change: (inout RunLogFixture) -> Void = { _ in }) throws -> [Diagnostic] {
    var fixture = RunLogFixture(
      cases: ["a": strip], tests: [RunLogFixture.single("a", limit: 0.01, budget: 2000)])
    change(&fixture)
    return GateDecider.decide(try fixture.log, tool: ToolVersion(version: "test")).warnings
  }

  @Test func failuresThatStandTogetherAreNamedWithTheirWindow() throws {
    let positions = [3, 250, 340, 341, 342, 344, 346, 347, 349, 350, 800]
    let found = try warnings(.failing(at: positions, of: 1500))
    let warning = try #require(found.first { $0.code == "clustered-failures" })
    #expect(warning.message.hasPrefix("a: 7 of 9 failures in trials 340–349; chance alone does as much in "))
    #expect(warning.message.hasSuffix(", the only case with enough failures"))
    #expect(warning.hint?.contains("shared cause") == true)
  }

  @Test(arguments: [
    (["fp_1": 0...40, "fp_2": 41...99], true), (["fp_1": 0...98, "fp_2": 1...99], false), (["fp_1": 0...99], false),
    (["fp_1": 0...40, "fp_2": 41...43], false), (["fp_1": 0...40, "fp_2": 1600...1700], false),
  ])
  func aFingerprintThatTookThePlaceOfAnotherIsTold(_ spans: [String: ClosedRange<Int>], isTold: Bool) throws {
    var log = try RunLogFixture(
      cases: ["a": .clean(400)], tests: [RunLogFixture.single("a", limit: 0.01, budget: 2000)]
    )
    .log
    log.logs["a"]?.fingerprints = spans
    let found = Assumptions(log: log, replay: GateBattery(log)).warnings().filter { $0.code == "fingerprint-changed" }
    #expect(found.count == (isTold ? 1 : 0), "\(found)")
  }

  @Test(arguments: [
    ("model-2026-11-02", ["cheaper-model-2020-01-01"], true), ("model-2026-11-02", ["model-2026-11-02"], false),
    ("gpt-4.1", ["gpt-4.1-2025-04-14"], false), ("models/gemini-2.5-flash", ["gemini-2.5-flash"], false),
    ("openai/GPT-4.1", ["gpt-4.1"], false), ("a-1", ["b-1", "a-1"], false), ("a-1", [], false), (nil, ["b-1"], false),
    ("a-1", ["b-1", "c-1"], true),
  ])
  func anAnswerOfAnotherModelThanWasAskedIsTold(_ asked: String?, returned: [String], isTold: Bool) throws {
    var log = try RunLogFixture(
      cases: ["a": .clean(400)], tests: [RunLogFixture.single("a", limit: 0.01, budget: 2000)]
    )
    .log
    log.header.target.model = asked
    log.logs["a"]?.models = Dictionary(uniqueKeysWithValues: returned.map { ($0, 0) })
    let found = Assumptions(log: log, replay: GateBattery(log)).warnings().filter { $0.code == "other-model" }
    #expect(found.count == (isTold ? 1 : 0), "\(found)")
  }

  @Test func aRecordWithCachedAnswersForetellsNothing() throws {
    var log = try RunLogFixture(cases: ["a": .clean(20)], tests: [RunLogFixture.single("a")]).log
    let open = GatePropertyTests.decide(log)
    #expect(open.cases[0].cleanTrialsToPass != nil && open.cases[0].sentence.contains(" more clean trials to pass"))
    log.cached = 33
    let cached = GatePropertyTests.decide(log)
    #expect(cached.verdict == .inconclusive && cached.cases[0].cleanTrialsToPass == nil)
    #expect(!"\(cached.cases.map(\.sentence))\(cached.rules.map(\.sentence))".contains("more clean"))
    let warning = try #require(cached.warnings.first { $0.code == "cached-answers" })
    #expect(
      warning.message
        == "33 trials came from a cache of earlier answers and never count; what decides is a new run without --cache")
  }

  @Test func scatteredFailuresAreNoCluster() throws {
    let found = try warnings(.failing(at: stride(from: 100, to: 1500, by: 190), of: 1500))
    #expect(found.isEmpty, "\(found)")
  }

  @Test func aRateThatDriftsIsNamedWithBothHalves() throws {
    let early = stride(from: 10, to: 140, by: 16)
    let found = try warnings(.failing(at: early, of: 400)) {
      $0.tests = [RunLogFixture.single("a", limit: 0.05, budget: 400, m: 20)]
    }
    let warning = try #require(found.first { $0.code == "drifting-rate" })
    #expect(
      warning.message.hasPrefix("a: 9 failures in the 199 valid trials before trial 199, 0 in the 200 from there on;"))
  }

  @Test func theTrialOfTheStopIsLeftOut() throws {
    let trace = CaseTrace(
      id: "a", log: CaseLog(outcomes: [.passed, .errored, .failed, .failed, .passed]), used: 4)
    #expect(trace.indices == [0, 2, 3])
    #expect(Array(trace.beforeStop.indices) == [0, 2])
    #expect(Array(trace.beforeStop.failed) == [false, true])
  }

  @Test func repeatedAnswersAreCounted() throws {
    let found = try warnings(.clean(339)) { $0.answer = { UInt64($0 % 7 + 1) } }
    let warning = try #require(found.first { $0.code == "repeated-answers" })
    #expect(warning.message.hasPrefix("a: 332 of 339 answers (97.9%) repeat an earlier one byte for byte"))
    #expect(try warnings(.clean(339)) { $0.answer = { UInt64($0 / 2 + 1) } }.isEmpty)
  }

  @Test func aSimulatorMayRepeatItselfButNotAlwaysSayTheSame() throws {
    #expect(
      try warnings(.clean(339)) {
        $0.adapter = .simulated
        $0.answer = { UInt64($0 % 7 + 1) }
      }.isEmpty)
    let same = try warnings(.clean(339)) {
      $0.adapter = .simulated
      $0.sameAnswers = true
    }
    #expect(same.map(\.code) == ["identical-outputs"])
    #expect(same[0].message.contains("all 339 answers"))
  }

  @Test func answersThatAFilterOrTheLengthEndedAreCounted() throws {
    func stopped(_ reasons: [StopReason: Range<Int>], _ strip: String = .clean(339)) throws -> [Diagnostic] {
      try warnings(strip) { fixture in
        for (reason, range) in reasons { for index in range { fixture.stops[index] = reason } }
      }
    }
    let all = try stopped([.contentFilter: 0..<339])
    #expect(all.map(\.code) == ["answers-blocked"])
    #expect(all[0].message.hasPrefix("a: 339 of 339 answers (100%) were blocked by the provider's content filter"))
    let some = try stopped([.contentFilter: 0..<34, .length: 100..<139, .refusal: 200..<339])
    #expect(some.map(\.code) == ["answers-blocked", "answers-cut"])
    #expect(some[1].message.hasPrefix("a: 39 of 339 answers (11.5%) were cut at their length"))
    #expect(try stopped([.length: 0..<33]).isEmpty && stopped([.refusal: 0..<339]).isEmpty)
    #expect(all.allSatisfy { WarningCodes.explanation(of: $0.code) != nil })
    #expect(some.allSatisfy { WarningCodes.explanation(of: $0.code) != nil })
  }

  @Test func retriesThatSelectAreNamed() throws {
    let positions = [10, 130, 300, 450, 600, 770]
    let found = try warnings(.failing(at: positions, of: 2000)) { $0.retried = Set(positions + [20, 30]) }
    let warning = try #require(found.first { $0.code == "selective-retries" })
    #expect(warning.message.hasPrefix("a: 6 of 8 retried trials failed, 0 of the "))
    let fine = try warnings(.failing(at: positions, of: 2000)) { $0.retried = [0, 10, 50, 90, 200, 350, 500] }
    #expect(fine.isEmpty, "\(fine)")
  }

  @Test func manyCasesRaiseTheBar() {
    let one = [Suspicion(id: "a", p: 0.004, finding: "x")]
    #expect(one.warnings("c", hint: "h").count == 1)
    let many = one + (1..<5).map { Suspicion(id: "b\($0)", p: 0.5, finding: "x") }
    #expect(many.warnings("c", hint: "h").isEmpty)
    let sure = [Suspicion(id: "a", p: 0.001, finding: "x")] + many.dropFirst()
    #expect(
      sure.warnings("c", hint: "h").map(\.message) == [
        "a: x; chance alone does as much in at most 0.5% of runs, over all 5 cases with enough failures"
      ])
  }

  @Test func noCheckReadsBehindTheStop() throws {
    let clean = try warnings(.clean(339))
    let more = try warnings(.clean(339) + String(repeating: "F", count: 50)) {
      $0.retried = Set(339..<389)
      $0.answer = { $0 < 339 ? UInt64($0 + 1) : 5 }
    }
    #expect(clean == more)
    #expect(clean.isEmpty)
  }

  /// The level of 1 % holds on independent trials through the real stopping rule, at its hardest rates.
  @Test(arguments: [0.1, 0.2, 0.35])
  func soundRunsAreSeldomSuspected(_ rate: Double) throws {
    var dice = GateDice(41)
    var alarms: [String: Int] = [:]
    let runs = 700
    let base = try RunLogFixture(cases: ["a": ""], tests: [RunLogFixture.single("a", limit: 0.2, budget: 100, m: 20)])
      .log
    for _ in 0..<runs {
      var log = base
      log.logs["a"] = dice.caseLog(100, rate: rate, retries: 0.2)
      let replay = GateBattery(log)
      for code in Set(Assumptions(log: log, replay: replay).warnings().map(\.code)) { alarms[code, default: 0] += 1 }
    }
    for (code, count) in alarms {
      #expect(ClopperPearson.lower(failures: count, trials: runs, alpha: 0.001) <= 0.01, "\(code): \(count) of \(runs)")
    }
  }
}
