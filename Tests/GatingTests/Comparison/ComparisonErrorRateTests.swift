import EvalSchema
import Statistics
import Testing

@testable import Gating

/// Simulated pairs with known truth, fixed seeds: false alarms stay within their bound, what is there is found.
///
/// The whole decision runs; evidence about the paired machine alone is in the tests of `Statistics`.
@Suite struct ComparisonErrorRateTests {
  /// What share of simulated comparisons ended with each verdict.
  private func shares(
    _ repetitions: Int, cases: Int, rounds: Int, seed: UInt64, isPairedRun: Bool = true,
    _ rates: (Int) -> (baseline: Double, candidate: Double)
  ) throws -> (pass: Double, fail: Double, named: [Int]) {
    var dice = GateDice(seed)
    var (pass, fail) = (0, 0)
    var named = [Int](repeating: 0, count: cases)
    for _ in 0..<repetitions {
      let pairs = (0..<cases).map { index in
        let rate = rates(index)
        var fixture = CasePairsFixture()
        fixture.baseline = dice.strip(rounds, rate: rate.baseline)
        fixture.candidate = dice.strip(rounds, rate: rate.candidate)
        return fixture.pairs("c\(index)")
      }
      let evidence = ComparisonEvidence(pairs, isPairedRun: isPairedRun, margin: 0.05, alpha: 0.05)
      switch evidence.shown {
      case .notWorse: pass += 1
      case .caseWorse, .worseOnAverage: fail += 1
      case .nothing: break
      }
      for index in evidence.worseCases { named[index] += 1 }
    }
    return (Double(pass) / Double(repetitions), Double(fail) / Double(repetitions), named)
  }

  // With 400 repetitions at a true chance of 5%, more than 8% come once in 500 times.
  @Test(arguments: [true, false]) func withoutAChangeAlarmsStayWithinAlpha(isPairedRun: Bool) throws {
    let found = try shares(400, cases: 10, rounds: 40, seed: 1, isPairedRun: isPairedRun) { index in
      let rate = [0, 0.01, 0.05, 0.2, 0.5][index % 5]
      return (rate, rate)
    }
    #expect(found.fail <= 0.05)
    #expect(found.named.reduce(0, +) <= 20)
  }

  @Test func atTheMarginAPassStaysWithinAlpha() throws {
    let found = try shares(400, cases: 10, rounds: 40, seed: 2) { _ in (0.05, 0.1) }
    #expect(found.pass <= 0.08)
  }

  @Test(arguments: [true, false]) func aBrokenCaseAtTheMarginOnAverageNeverPasses(isPairedRun: Bool) throws {
    // One case of ten at 50%: the average is 5 points worse.
    let found = try shares(200, cases: 10, rounds: 40, seed: 3, isPairedRun: isPairedRun) {
      ($0 == 4 ? 0 : 0, $0 == 4 ? 0.5 : 0)
    }
    #expect(found.fail >= 0.95 && found.pass <= 0.05)
    #expect(found.named[4] >= 190)
    #expect(found.named.enumerated().filter { $0.offset != 4 }.map(\.element).reduce(0, +) == 0)
  }

  @Test func tenPointsEverywhereAreFound() throws {
    let found = try shares(200, cases: 10, rounds: 60, seed: 4) { _ in (0.02, 0.12) }
    #expect(found.fail >= 0.9 && found.pass <= 0.02)
  }

  @Test func noChangeAndBetterPass() throws {
    let same = try shares(200, cases: 10, rounds: 40, seed: 5) { _ in (0.01, 0.01) }
    let better = try shares(200, cases: 10, rounds: 40, seed: 6) { _ in (0.1, 0.02) }
    #expect(same.pass >= 0.95 && better.pass >= 0.95)
  }

  @Test func aSteadyBaselineIsSeldomCalledDrifted() throws {
    var dice = GateDice(9)
    var alarms = 0
    for _ in 0..<200 {
      var fixture = ComparisonFixture([:])
      var before: [String: String] = [:]
      for index in 0..<5 {
        let rate = [0.01, 0.05, 0.1, 0.3, 0.5][index]
        before["c\(index)"] = dice.strip(60, rate: rate)
        fixture.baseline["c\(index)"] = dice.strip(30, rate: rate)
      }
      let history = try fixture.arm(.baseline, before, target: "baseline")
      let now = try fixture.arm(.baseline, fixture.baseline, target: "baseline")
      if DriftGuard(history: history, baseline: now, alpha: 0.05).check()?.isDrifted == true { alarms += 1 }
    }
    #expect(alarms <= 16)
  }
}

/// The pairs of one case from two strips.
struct CasePairsFixture {
  var baseline = ""
  var candidate = ""

  func pairs(_ id: String) -> CasePairs {
    func arm(_ strip: String) -> ComparisonArm {
      let outcomes: [Outcome?] = strip.unicodeScalars.map { $0 == "F" ? .failed : $0 == "E" ? .errored : .passed }
      return ComparisonArm(
        log: RunLog(header: Self.header, cases: [], logs: [id: CaseLog(outcomes: outcomes)]), traits: [:])
    }
    return CasePairs(id, baseline: arm(baseline), candidate: arm(candidate))
  }

  private static let header = RunHeader(
    tool: ToolVersion(version: "test"), runID: "r", startedAt: "",
    plan: RunPlan(
      evalset: "e", evalsetDigest: Digest(of: ""), target: "t", targetFingerprint: Digest(of: ""), seed: 1, cases: [],
      design: StoppingDesign(confidence: 0.95, tests: [], errorShare: 0.05)), planDigest: Digest(of: ""),
    policy: Policy(), evalsetPath: "", target: Target(name: "t", adapter: .command), concurrency: 1)
}
