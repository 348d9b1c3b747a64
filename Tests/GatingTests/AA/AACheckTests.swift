import EvalSchema
import Statistics
import Testing

@testable import Gating

@Suite struct AACheckTests {
  /// The check of cases with 400 used trials each.
  func check(cases: Int, rate: Double, seed: UInt64) throws -> AACheck? {
    var dice = GateDice(seed)
    var fixture = RunLogFixture()
    for index in 0..<cases {
      let id = "c\(index < 10 ? "0" : "")\(index)"
      fixture.cases[id] = ""
      fixture.tests.append(RunLogFixture.single(id, limit: 0.05, budget: 400))
    }
    let traces = fixture.cases.keys.sorted().map {
      CaseTrace(id: $0, log: dice.caseLog(400, rate: rate), used: 400)
    }
    return AACheck(GateBattery(try fixture.log), traces: traces, margin: 0.05)
  }

  @Test(arguments: [(0.0, 2000), (0.002, 2000), (0.02, 2000), (0.3, 500)])
  func falseAlarmsStayWithinWhatIsStated(_ rate: Double, _ splits: Int) throws {
    let check = try #require(try check(cases: 20, rate: rate, seed: 5))
    let result = check.run(splits: splits)
    #expect(result.holds, "\(result.sentence)")
    #expect(result.splits == splits && result.alpha < 0.0501 && result.alpha > 0.0499)
    #expect(result.lower <= result.share && result.share <= result.upper)
    #expect(result.contradictions <= result.decided)
  }

  @Test func theSameSeedGivesTheSameResult() throws {
    let check = try #require(try check(cases: 4, rate: 0.05, seed: 9))
    #expect(check.run(splits: 100, seed: 3) == check.run(splits: 100, seed: 3))
  }

  @Test func theSentenceHasItsNumbers() throws {
    let fixture = RunLogFixture(cases: ["a": .clean(67)], tests: [RunLogFixture.single("a")])
    let result = try #require(AACheck(try fixture.log)).run(splits: 1000)
    #expect(
      result.sentence
        == "1000 random splits of 1 case into two halves (33 pairs each): the comparison called one half worse in 0 of 1000 "
        + "(0%), at most 0.3% with 95% confidence; it states at most 5%. The gate decided both halves in 0 splits and "
        + "contradicted itself in 0.")
    #expect(result.margin == 0.05 && result.pairs == 33)
  }

  @Test func trialsAfterTheStopAreNotSplit() throws {
    let clean = RunLogFixture(cases: ["a": .clean(67)], tests: [RunLogFixture.single("a")])
    let more = RunLogFixture(cases: ["a": .clean(67) + "FFFFFF"], tests: [RunLogFixture.single("a")])
    #expect(try AACheck(clean.log)?.run(splits: 50) == AACheck(more.log)?.run(splits: 50))
  }

  @Test func withoutPairsThereIsNoCheck() throws {
    #expect(AACheck(try RunLogFixture(cases: ["a": "."], tests: [RunLogFixture.single("a")]).log) == nil)
    #expect(AACheck(try RunLogFixture().log) == nil)
  }

  @Test func aHalfIsDecidedAsTheSequentialTestDoes() throws {
    var dice = GateDice(12)
    var seen: Set<Verdict> = []
    for rate in [0.0, 0.05, 0.15, 0.3, 0.6] {
      for _ in 0..<15 {
        let tests = [
          RunLogFixture.single("a", limit: 0.2, budget: 60), RunLogFixture.single("b", limit: 0.2, budget: 60),
          RunLogFixture.pattern("p", ["a", "b"], limit: 0.1, budget: 120),
        ]
        var fixture = RunLogFixture(cases: ["a": "", "b": ""], tests: tests)
        let replay = GateBattery(try fixture.log)
        let gate = HalfGate(replay, cases: ["a", "b"], trials: [70, 70])
        let strips = [dice.strip(70, rate: rate), dice.strip(70, rate: rate)]
        let failed = strips.map { $0.enumerated().filter { $0.element == "F" }.map(\.offset) }
        fixture.cases = ["a": strips[0], "b": strips[1]]
        let log = try fixture.log
        let whole = GateBattery(log)
        var expected = Verdict.pass
        for index in whole.tests.indices {
          switch whole.battery.end(ofTest: index) {
          case .decided(.pass): break
          case .decided(.fail): expected = expected.combined(with: .fail)
          default: expected = expected.combined(with: .inconclusive)
          }
        }
        let found = gate.verdict(failedRounds: failed)
        #expect(found == expected)
        seen.insert(found)
      }
    }
    #expect(seen == [.pass, .fail, .inconclusive])
  }
}
