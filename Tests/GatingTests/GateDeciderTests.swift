import EvalSchema
import Statistics
import Testing

@testable import Gating

@Suite struct GateDeciderTests {
  func decide(_ fixture: RunLogFixture) throws -> GateVerdict {
    GateDecider.decide(try fixture.log, tool: ToolVersion(version: "test"))
  }

  func one(_ strip: String, _ change: (inout RunLogFixture) -> Void = { _ in }) throws -> GateVerdict {
    var fixture = RunLogFixture(cases: ["a": strip], tests: [RunLogFixture.single("a")])
    change(&fixture)
    return try decide(fixture)
  }

  @Test(arguments: [
    (String.clean(67), Verdict.pass, ReasonCode.limitMet, 0),
    (String.clean(66), .inconclusive, .interrupted, 3),
    ("FFFFFF", .fail, .limitExceeded, 1),
    ("F" + .clean(66), .inconclusive, .interrupted, 3),
    (String(repeating: "E", count: 10), .error, .tooManyErrors, 4),
    ("", .inconclusive, .interrupted, 3),
  ])
  func everyEndHasItsWordAndCode(_ strip: String, _ verdict: Verdict, _ reason: ReasonCode, _ code: Int) throws {
    let found = try one(strip)
    #expect(found.verdict == verdict)
    #expect(found.reason == reason)
    #expect(found.exitCode == code)
    #expect(found.cases[0].verdict == verdict)
  }

  @Test func nothingPlannedIsEmptyAndNeverGreen() throws {
    let found = try decide(RunLogFixture())
    #expect(found.verdict == .empty)
    #expect(found.exitCode == 5)
  }

  @Test func erroredTrialsNeverHelpAPass() throws {
    // 5 % of 72 would be 3.6: four errored trials are too many.
    let spoiled = try one("EEEE" + .clean(67))
    #expect(spoiled.verdict == .error)
    #expect(spoiled.reason == .tooManyErrors)
    let fine = try one("EE" + .clean(67))
    #expect(fine.verdict == .pass)
    #expect(fine.summary.asked == 69 && fine.summary.valid == 67 && fine.summary.errored == 2)
    let short = try one("E" + .clean(66))
    #expect(short.verdict == .inconclusive)
  }

  @Test func aFailStandsThoughOthersErred() throws {
    let found = try decide(
      RunLogFixture(
        cases: ["a": "FFFFFF", "b": String(repeating: "E", count: 10)],
        tests: [RunLogFixture.single("a"), RunLogFixture.single("b")]))
    #expect(found.verdict == .fail)
    #expect(found.summary.error == 1)
  }

  @Test func refusedKeysAreNamed() throws {
    let found = try one("E") { $0.errorKind = .auth }
    #expect(found.verdict == .error)
    #expect(found.reason == .authFailed)
    #expect(found.sentence.contains("refused the key"))
  }

  @Test func trialsBehindAGapAreNotUsed() throws {
    var fixture = RunLogFixture(cases: ["a": .clean(67)], tests: [RunLogFixture.single("a")])
    fixture.isFinished = false
    var log = try fixture.log
    log.logs["a"]?.outcomes[3] = nil
    let found = GateDecider.decide(log, tool: ToolVersion(version: "test"))
    #expect(found.verdict == .inconclusive)
    #expect(found.cases[0].valid == 3)
  }

  @Test(arguments: ["policy", "waivers"])
  func aHeaderThatIsNotThatOfItsPlanIsAnError(_ part: String) throws {
    var fixture = RunLogFixture(cases: ["a": .clean(67)], tests: [RunLogFixture.single("a")])
    fixture.waivers = [Waiver(evalCase: "a", owner: "o", reason: "r", record: "T", expires: "2026-12-01")]
    var log = try fixture.log
    log.header.plan.policyDigest = try Digest(ofJSON: log.header.policy)
    log.header.plan.waiversDigest = try Digest(ofJSON: log.header.waivers)
    log.header.planDigest = try log.header.plan.digest()
    #expect(GateDecider.decide(log, tool: ToolVersion(version: "test")).verdict == .pass)
    if part == "policy" {
      log.header.policy.allowInconclusive = true
    } else {
      log.header.waivers[0].expires = "2099-01-01"
    }
    let found = GateDecider.decide(log, tool: ToolVersion(version: "test"))
    #expect(found.verdict == .error && found.reason == .recordAltered)
  }

  @Test func trialsAfterTheDecisionChangeNothing() throws {
    let decided = try one(.clean(67))
    let more = try one(.clean(67) + "FFFFFFFFFF")
    #expect(decided == more)
  }

  @Test func turningAPassIntoAFailureNeverHelps() throws {
    let base = Array(String.clean(72))
    for position in stride(from: 0, to: 72, by: 7) {
      var worse = base
      worse[position] = "F"
      #expect(try one(String(worse)).verdict.rank >= (try one(String(base)).verdict.rank))
    }
  }

  @Test func waivedFailuresAreShownAndDoNotBlock() throws {
    let tests = [RunLogFixture.single("a"), RunLogFixture.single("b")]
    var fixture = RunLogFixture(cases: ["a": "FFFFFF", "b": .clean(67)], tests: tests)
    fixture.waivers = [Waiver(evalCase: "a", owner: "o", reason: "known", record: "T-1", expires: "2026-11-20")]
    let found = try decide(fixture)
    #expect(found.verdict == .pass)
    #expect(found.summary.waived == 1)
    #expect(found.rules.contains { $0.id == "case:a" && $0.verdict == .fail && !$0.blocks && $0.waiver == "T-1" })
    fixture.waivers[0].expires = "2026-11-19"
    let expired = try decide(fixture)
    #expect(expired.verdict == .fail)
    #expect(expired.warnings.contains { $0.code == "waiver-expired" })
  }

  @Test func aGateOfWaiversAloneHasShownNothing() throws {
    var fixture = RunLogFixture(cases: ["a": "FFFFFF"], tests: [RunLogFixture.single("a")])
    fixture.waivers = [Waiver(evalCase: "a", owner: "o", reason: "known", record: "T-1", expires: "2026-12-01")]
    #expect(try decide(fixture).verdict == .inconclusive)
  }

  @Test func inconclusivePassesOnlyByPolicyAndIsSaid() throws {
    let tests = [RunLogFixture.single("a"), RunLogFixture.single("b")]
    // 31 failures, one in twelve: neither below nor above 5 %, out of reach of a pass.
    let undecided = String.failing(at: stride(from: 11, to: 400, by: 12), of: 400)
    var fixture = RunLogFixture(cases: ["a": undecided, "b": .clean(67)], tests: tests)
    #expect(try decide(fixture).verdict == .inconclusive)
    fixture.policy.allowInconclusive = true
    let allowed = try decide(fixture)
    #expect(allowed.verdict == .pass)
    #expect(allowed.warnings.contains { $0.code == "inconclusive-allowed" })
    #expect(
      allowed.sentence
        == "1 of 2 tests passed, 1 undecided, let through by the policy. If any case that passed were above "
        + "its limit, its test would pass in at most 5% of such releases. Of the undecided tests nothing is claimed.")
  }

  @Test func anotherModelInTheMiddleIsNotAPass() throws {
    let found = try one(.clean(67)) { $0.models = ["m-1", "m-2"] }
    #expect(found.verdict == .inconclusive)
    #expect(found.reason == .modelChanged)
    #expect(found.target.modelsReturned == ["m-1", "m-2"])
  }

  @Test func identicalAnswersWarnOrHoldAPassByPolicy() throws {
    let warned = try one(.clean(67)) { $0.sameAnswers = true }
    #expect(warned.verdict == .pass)
    #expect(warned.warnings.contains { $0.code == "identical-outputs" })
    let held = try one(.clean(67)) {
      $0.sameAnswers = true
      $0.policy.identicalOutputs = .inconclusive
    }
    #expect(held.verdict == .inconclusive)
    #expect(held.reason == .identicalOutputs)
  }

  @Test(arguments: ["", "FFFFFF"])
  func replayedAnswersAreSaidInTheSentenceAndAsAWarning(beginning: String) throws {
    let said = "The answers were replayed from a cassette: nothing is claimed of the target as it is now."
    let replayed = try one(beginning + .clean(67)) { $0.adapter = .recording }
    #expect(replayed.verdict == (beginning.isEmpty ? .pass : .fail))
    #expect(replayed.sentence.hasSuffix(said))
    #expect(replayed.warnings.first?.code == "replayed-answers")
    let asked = try one(beginning + .clean(67))
    #expect(!asked.sentence.contains(said) && !asked.warnings.contains { $0.code == "replayed-answers" })
  }

  @Test func cutRunsAreInconclusive() throws {
    let found = try one(.clean(5)) { $0.maximumTrials = 5 }
    #expect(found.verdict == .inconclusive)
    #expect(found.reason == .budgetExhausted)
    #expect(found.sentence.contains("62 more clean trials to pass at 5%"))
  }

  @Test func patternsArePooledInCompleteRounds() throws {
    let members = ["a", "b", "c"]
    let tests =
      [RunLogFixture.pattern("loops", members)]
      + members.map { RunLogFixture.single($0, limit: 0.5, budget: 40, kind: .cap) }
    var fixture = RunLogFixture(cases: ["a": .clean(23), "b": .clean(23), "c": .clean(23)], tests: tests)
    let passed = try decide(fixture)
    #expect(passed.verdict == .pass)
    let rule = try #require(passed.rules.first { $0.kind == "pattern" })
    #expect(rule.valid == 69)
    #expect(
      rule.sentence.hasPrefix(
        "pattern 'loops', 3 cases x 23 runs, 0 failures: their average failure rate is below 5%, each case below 50%"))
    fixture.cases["c"] = .clean(22)
    #expect(try decide(fixture).verdict == .inconclusive)
    fixture.cases["c"] = "F" + .clean(22)
    let open = try decide(fixture)
    #expect(open.cases.first { $0.id == "c" }?.verdict == .inconclusive)
    #expect(open.cases.first { $0.id == "a" }?.verdict == .pass)
  }

  @Test func failureGroupsPointAtTheGrader() throws {
    let found = try one(".FF.FFFF").cases[0]
    let group = try #require(found.failureGroups.first)
    #expect(group.line == 33)
    #expect(group.exampleTrial == 1)
    #expect(group.count == found.failures && group.count >= 2)
  }

  @Test func aPassedCountIsAlwaysAskedMinusErrored() throws {
    let found = try one("E..F" + .clean(90))
    for found in found.cases {
      #expect(found.strip.count == found.valid + found.errored)
      #expect(found.strip.count { $0 == "F" } == found.failures)
    }
    #expect(found.summary.asked == found.summary.valid + found.summary.errored)
  }

  @Test func whatWasStoppedIsNotLetThrough() throws {
    let tests = [RunLogFixture.single("a"), RunLogFixture.single("b")]
    var fixture = RunLogFixture(cases: ["a": .clean(30), "b": .clean(67)], tests: tests)
    fixture.policy.allowInconclusive = true
    #expect(try decide(fixture).reason == .interrupted)
    fixture.models = ["m-1", "m-2"]
    fixture.cases["a"] = .clean(67)
    #expect(try decide(fixture).reason == .modelChanged)
  }

  @Test func reliabilityIsThatOfTheUsedTrials() throws {
    let found = try one("F" + .clean(140)).cases[0]
    #expect(found.failures == 1 && found.verdict == .pass)
    let expected = try #require(Reliability.passHat(5, passes: found.valid - 1, trials: found.valid))
    #expect(found.passHatK == expected)
    #expect(found.flakiness == Reliability.flakiness(passes: found.valid - 1, trials: found.valid))
    let short = try one("F..E.").cases[0]
    #expect(short.valid == 4 && short.passHatK == nil && short.flakiness != nil)
    #expect(try one("F").cases[0].flakiness == nil)
  }

  @Test(arguments: ["", String.clean(66), "F" + .clean(66)])
  func aRunWhoseTargetAcceptedNothingIsAnError(_ strip: String) throws {
    var fixture = RunLogFixture(cases: ["a": strip], tests: [RunLogFixture.single("a")])
    fixture.outage = .rateLimited
    fixture.policy.allowInconclusive = true
    let verdict = try decide(fixture)
    #expect(verdict.verdict == .error && verdict.reason == .targetUnavailable && verdict.exitCode == 4)
    #expect(verdict.rules.contains { $0.sentence.contains("The target accepted no request for minutes") })
    fixture.silentJudge = "strict"
    let judged = try decide(fixture)
    #expect(judged.verdict == .error && judged.reason == .judgeUnavailable && judged.exitCode == 4)
    #expect(judged.rules.contains { $0.sentence.contains("The judge strict accepted no request for minutes") })
    fixture.cases["a"] = .clean(400)
    #expect(try decide(fixture).verdict == .pass, "what was decided before stays decided")
  }
}
