import EvalSchema
import Statistics
import Testing

@testable import Gating

/// What holds of every run, whatever its outcomes.
@Suite struct GatePropertyTests {
  static func decide(_ log: RunLog) -> GateVerdict { GateDecider.decide(log, tool: ToolVersion(version: "test")) }

  /// A run of five cases with small designs: two alone, three in a pattern with caps, with random waivers.
  static func fixture(_ dice: inout GateDice, errors: Double = 0) -> RunLogFixture {
    let pool = ["c", "d", "e"]
    let tests =
      [
        RunLogFixture.single("a", limit: 0.2, budget: 100, m: 6),
        RunLogFixture.single("b", limit: 0.1, budget: 120, m: 6),
        RunLogFixture.pattern("p", pool, limit: 0.15, budget: 180, m: 6),
      ] + pool.map { RunLogFixture.single($0, limit: 0.5, budget: 40, m: 6, kind: .cap) }
    var fixture = RunLogFixture(tests: tests)
    fixture.policy.allowInconclusive = dice.isTrue(0.3)
    for id in ["a", "b"] + pool {
      let rate: Double = [0, 0.03, 0.1, 0.2, 0.5].randomElement(using: &dice) ?? 0
      let count = dice.isTrue(0.2) ? Int.random(in: 0..<80, using: &dice) : 140
      fixture.cases[id] = dice.strip(count, rate: rate, errors: errors)
      if dice.isTrue(0.1) {
        fixture.waivers.append(Waiver(evalCase: id, owner: "o", reason: "r", record: "T-1", expires: "2026-12-01"))
      }
    }
    return fixture
  }

  @Test func turningAFailureIntoAPassNeverMakesTheVerdictWorse() throws {
    var dice = GateDice(1)
    var seen: Set<Verdict> = []
    for _ in 0..<60 {
      let base = Self.fixture(&dice)
      let verdict = Self.decide(try base.log)
      seen.insert(verdict.verdict)
      for _ in 0..<3 {
        var better = base
        guard let id = ["a", "b", "c", "d", "e"].randomElement(using: &dice),
          var strip = better.cases[id].map(Array.init)
        else { continue }
        let failures = strip.indices.filter { strip[$0] == "F" }
        guard let position = failures.randomElement(using: &dice) else { continue }
        strip[position] = "."
        better.cases[id] = String(strip)
        let found = Self.decide(try better.log)
        #expect(found.verdict.rank <= verdict.verdict.rank, "\(base.cases) \(id) \(position)")
        let (before, after) = (verdict.cases.first { $0.id == id }, found.cases.first { $0.id == id })
        #expect((after?.verdict.rank ?? 9) <= (before?.verdict.rank ?? 0), "\(base.cases) \(id) \(position)")
      }
    }
    #expect(seen == [.pass, .fail, .inconclusive])
  }

  @Test func whatCameAfterTheStopChangesNothing() throws {
    var dice = GateDice(2)
    var checked = 0
    for _ in 0..<40 {
      let base = Self.fixture(&dice, errors: 0.02)
      let log = try base.log
      let verdict = Self.decide(log)
      let replay = GateBattery(log)
      var more = base
      for (id, strip) in base.cases where replay.used(id) < strip.count {
        more.cases[id] = String(strip.prefix(replay.used(id))) + dice.strip(30, rate: 0.5, errors: 0.2)
      }
      // Only cases whose tests have all ended may go on; the others would use what comes.
      guard replay.battery.isEnded(upTo: replay.tests.count) else { continue }
      #expect(Self.decide(try more.log) == verdict)
      checked += more.cases == base.cases ? 0 : 1
    }
    #expect(checked >= 5)
  }

  @Test func theOrderOfCasesAndTestsChangesNothing() throws {
    var dice = GateDice(3)
    for _ in 0..<25 {
      let log = try Self.fixture(&dice, errors: 0.02).log
      var other = log
      other.header.plan.cases.shuffle(using: &dice)
      other.header.plan.design.tests.shuffle(using: &dice)
      other.cases.shuffle(using: &dice)
      other.header.planDigest = try other.header.plan.digest()
      var found = Self.decide(other)
      let expected = Self.decide(log)
      found.planDigest = expected.planDigest
      for index in found.cases.indices { found.cases[index].tests = expected.cases[index].tests }
      #expect(found == expected)
    }
  }

  @Test func countsAddUpAndBoundsEncloseWhatWasSeen() throws {
    var dice = GateDice(4)
    for _ in 0..<40 {
      let found = Self.decide(try Self.fixture(&dice, errors: 0.05).log)
      #expect(found.summary.asked == found.summary.valid + found.summary.errored)
      #expect(found.exitCode == Int(found.verdict.exitStatus.rawValue))
      #expect(found.summary.cases == found.cases.count)
      for one in found.cases {
        #expect(one.strip.count == one.valid + one.errored && one.failures <= one.valid)
        guard one.valid > 0, let lower = one.lower, let upper = one.upper else { continue }
        let rate = Double(one.failures) / Double(one.valid)
        #expect(lower <= rate && rate <= upper)
      }
      for rule in found.rules where rule.isTest && rule.verdict == .fail { #expect((rule.margin ?? 0) < 0) }
      for rule in found.rules where rule.isTest && rule.verdict == .pass { #expect((rule.margin ?? -1) >= -1e-12) }
    }
  }

  @Test(arguments: [(0, 0), (0, 1), (1, 1), (0, 2), (1, 2), (2, 2)])
  func theSmallestRunsAreDefined(_ failures: Int, _ trials: Int) throws {
    let strip = String(repeating: "F", count: failures) + .clean(trials - failures)
    let found = Self.decide(try RunLogFixture(cases: ["a": strip], tests: [RunLogFixture.single("a")]).log)
    // Two failures are the fewest that a fail needs.
    #expect(found.verdict == (failures == 2 ? .fail : .inconclusive) && found.cases[0].failures == failures)
  }

  /// The level, end to end: a case exactly at its limit passes the gate with the exact chance of its staircase.
  @Test(arguments: [(0.2, 100), (0.1, 200)])
  func aCaseAtItsLimitPassesAsSeldomAsIsStated(_ limit: Double, _ budget: Int) throws {
    var dice = GateDice(77)
    let test = RunLogFixture.single("a", limit: limit, budget: budget, m: 20)
    let base = try RunLogFixture(cases: ["a": ""], tests: [test]).log
    let runs = 1500
    var passed = 0
    for _ in 0..<runs {
      var log = base
      log.logs["a"] = dice.caseLog(budget, rate: limit)
      if Self.decide(log).verdict == .pass { passed += 1 }
    }
    let exact = OperatingCharacteristics(Staircases(SequentialDesign(test)), rate: limit).pass
    #expect(exact <= 0.05)
    #expect(ClopperPearson.lower(failures: passed, trials: runs, alpha: 0.001) <= exact, "\(passed) of \(runs)")
    #expect(ClopperPearson.upper(failures: passed, trials: runs, alpha: 0.001) >= exact, "\(passed) of \(runs)")
  }
}

extension Battery {
  /// Whether the first so many tests have ended.
  fileprivate func isEnded(upTo count: Int) -> Bool { (0..<count).allSatisfy { end(ofTest: $0) != nil } }
}
