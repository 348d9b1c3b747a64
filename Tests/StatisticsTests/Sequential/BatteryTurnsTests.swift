import Testing

@testable import Statistics

/// Tests whose streams take turns through several questions: they look at complete rounds only.
@Suite struct BatteryTurnsTests {
  private func battery(_ turns: Int, limit: Double = 0.05, budget: Int = 400, streams: [Int] = [0]) -> Battery {
    let staircases = Staircases(SequentialDesign(limit: limit, budget: budget, closing: .open))
    return Battery(
      tests: [Battery.Test(staircases, streams: streams, turns: turns)], streams: streams.count,
      missing: MissingRule(share: 0.05))
  }

  @Test(arguments: [1, 2, 4, 12, 51]) func aPassComesAtTheEndOfARound(turns: Int) {
    var battery = battery(turns, budget: 408)
    let expected = (67 + turns - 1) / turns * turns
    #expect(battery.usableAhead(0) == expected)
    for trial in 1...expected {
      let ended = battery.observe(.success, stream: 0)
      #expect(ended.isEmpty == (trial < expected))
      #expect(battery.usableAhead(0) == expected - trial)
    }
    #expect(battery.end(ofTest: 0) == .decided(.pass) && battery.used(0) == expected)
  }

  @Test func aMissingOutcomeIsMadeUpForByTheNext() {
    var battery = battery(4)
    for outcome: Battery.Outcome in [.success, .missing, .failure, .success] { battery.observe(outcome, stream: 0) }
    #expect(battery.sequential(ofTest: 0).trials == 0)
    battery.observe(.success, stream: 0)
    #expect(battery.sequential(ofTest: 0).trials == 4 && battery.sequential(ofTest: 0).failures == 1)
  }

  @Test func aRoundThatDoesNotFitIntoTheBudgetEndsTheTest() {
    var battery = battery(4, limit: 0.5, budget: 6)
    for _ in 1...4 { battery.observe(.success, stream: 0) }
    #expect(battery.end(ofTest: 0) == .decided(.budget))
  }

  @Test func poolsTakeTurnsToo() {
    var battery = battery(2, streams: [0, 1])
    for _ in 0..<2 { battery.observe(.failure, stream: 0) }
    battery.observe(.success, stream: 1)
    #expect(battery.sequential(ofTest: 0).trials == 0 && battery.usableAhead(1) > 0)
    battery.observe(.success, stream: 1)
    #expect(battery.sequential(ofTest: 0).trials == 4 && battery.sequential(ofTest: 0).failures == 2)
  }

  /// The exact chance of a PASS when trial `i` fails with the rate of question `i mod m`, by going through all counts.
  private func pass(_ staircases: Staircases, rates: [Double], look: Int) -> Double {
    var alive = [Int: Double](uniqueKeysWithValues: [(0, 1)])
    var passed = 0.0
    for n in 1...staircases.design.budget {
      let rate = rates[(n - 1) % rates.count]
      var next: [Int: Double] = [:]
      for (k, share) in alive {
        next[k, default: 0] += share * (1 - rate)
        next[k + 1, default: 0] += share * rate
      }
      alive = next
      guard n % look == 0 else { continue }
      for (k, share) in alive {
        guard let verdict = staircases.verdict(trials: n, failures: k) else { continue }
        if verdict == .pass { passed += share }
        alive[k] = nil
      }
    }
    return passed
  }

  /// Rates with the mean L: the first questions never fail, the others more often. Looks between rounds would see the good ones once
  /// more than the bad ones; looks at complete rounds are valid for any spread (Hoeffding 1956).
  @Test(arguments: [(2, 1), (4, 1), (4, 3), (12, 7), (51, 25)])
  func theMeanIsWhatIsTested(questions: Int, good: Int) {
    let limit = 0.05
    let budget = 400 / questions * questions
    let staircases = Staircases(SequentialDesign(limit: limit, budget: budget, closing: .exact))
    let bad = limit * Double(questions) / Double(questions - good)
    let rates = Array(repeating: 0.0, count: good) + Array(repeating: bad, count: questions - good)
    #expect(pass(staircases, rates: rates, look: questions) <= 0.05)
    if questions == 51 { #expect(pass(staircases, rates: rates, look: 1) > 0.08, "why the rounds are there") }
  }
}
