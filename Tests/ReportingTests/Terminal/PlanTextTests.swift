import EvalSchema
import Testing

@testable import Reporting

@Suite struct PlanTextTests {
  static let test = TestForecast(
    id: "case:a", limit: 0.01, budget: 2_000, canPass: true, neededBudget: 299,
    passSteps: [(339, 0), (649, 1), (901, 2), (1_103, 3), (1_286, 4), (2_000, 10)].map {
      ForecastStep(trials: $0.0, failures: $0.1)
    },
    failSteps: [(8, 4), (28, 5), (48, 6), (69, 7), (90, 8)].map { ForecastStep(trials: $0.0, failures: $0.1) },
    rates: [
      RateForecast(rate: 0, label: "0", pass: 1, fail: 0, inconclusive: 0, expectedTrials: 339),
      RateForecast(rate: 0.001, label: "L/10", pass: 0.99992, fail: 0, inconclusive: 0.00008, expectedTrials: 470.4),
    ])

  static func text(
    _ tests: [TestForecast], style: TerminalStyle = .plain, costs: [Int?] = [71_190, 98_700, 420_000],
    trials: [Int] = [339, 470, 2_000]
  ) -> [String] {
    let plan = RunPlan(
      evalset: "support-agent", evalsetDigest: Digest(of: "e"), target: "candidate", targetFingerprint: Digest(of: "t"),
      seed: 1,
      cases: [], skipped: [SkippedCase(id: "old", reason: "retired")],
      design: StoppingDesign(confidence: 0.95, tests: [], errorShare: 0.05))
    let forecast = PlanForecast(
      tests: tests, cleanTrials: trials[0], expectedTrials: trials[1], worstTrials: trials[2], gatePass: 0.998,
      cleanCostMicros: costs[0], expectedCostMicros: costs[1], worstCostMicros: costs[2], currency: "USD")
    return PlanText(forecast, of: plan, style: style).lines()
  }

  @Test func theStaircaseIsSaidInWords() {
    let lines = Self.text([Self.test], style: TerminalStyle(width: 200)).joined(separator: "\n")
    #expect(
      lines.contains(
        "passes after 339 trials with 0 failures, 649 with 1, 901 with 2, 1,103 with 3, 1,286 with 4, … 2,000"))
    #expect(lines.contains("fails on 4 failures within 8 trials, 5 within 28, 6 within 48, 7 within 69, …"))
    #expect(lines.contains("not run old: retired"))
    #expect(lines.contains("0.42 USD"))
    #expect(lines.hasSuffix("the gate passes with a chance of 99.8% when each rate is a tenth of its limit"))
  }

  @Test func aPlanThatCannotPassSaysWhatItTakes() {
    var test = Self.test
    test.canPass = false
    test.budget = 20
    test.neededBudget = 299
    #expect(Self.text([test]).contains { $0.hasSuffix("do not show a rate below 1%; it takes 299") })
  }

  @Test(arguments: [
    ([71_190, 98_700, 420_000], [339, 470, 2_000]),
    ([172_551_000_000_000_000, 1, 420_000], [678, 3_141_592_653, 9_000_000_000_000]),
    ([0, 0, 0], [0, 0, 0]),
  ])
  func trialsAndCostsStandInColumnsHoweverWideTheyAre(costs: [Int], trials: [Int]) {
    let style = TerminalStyle(width: 200)
    let lines = Self.text([Self.test], style: style, costs: costs, trials: trials).filter { $0.hasSuffix(" USD") }
    #expect(lines.count == 3)
    #expect(Set(lines.map(\.unicodeScalars.count)).count == 1, "\(lines)")
    for (line, (cost, count)) in zip(lines, zip(costs, trials)) {
      #expect(
        line.contains(" \(Amount.count(count)) trials  ") && line.hasSuffix(" " + Amount.money(cost, "USD")), "\(line)")
    }
  }

  @Test func aPlanWithoutAPriceHasNoColumnOfCosts() {
    let lines = Self.text([Self.test], costs: [nil, nil, nil])
    #expect(lines.contains { $0.hasPrefix("at most") && $0.hasSuffix("2,000 trials") })
    #expect(lines.contains("no price is stated for this target, so no cost"))
  }

  @Test func testsThatDecideAlikeAreToldOnce() {
    var other = Self.test
    other.id = "case:b"
    let lines = Self.text([Self.test, other])
    #expect(lines.contains("case:a, case:b") && lines.count { $0.contains("passes after") } == 1)
  }

  @Test(arguments: [(1.0, "100%"), (0.99999, ">99.9%"), (0.9985, "99.9%"), (0, "0%"), (0.0001, "<0.1%"), (0.5, "50%")])
  func aChanceIsNeverRoundedToCertainty(chance: Double, text: String) {
    #expect(PlanText.chance(chance) == text)
  }
}
