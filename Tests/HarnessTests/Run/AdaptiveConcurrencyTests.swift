import EvalSchema
import Testing

@testable import Harness

@Suite struct AdaptiveConcurrencyTests {
  @Test func itStartsAtTheLimitAndStaysThereWhileAllIsCalm() {
    var concurrency = AdaptiveConcurrency(limit: 10)
    for _ in 0..<100 { concurrency.observe([], inFlight: 9) }
    #expect(concurrency.allowed == 10)
  }

  @Test func anEpisodeShrinksOnce() {
    var concurrency = AdaptiveConcurrency(limit: 10)
    for left in stride(from: 9, through: 0, by: -1) { concurrency.observe([.rateLimited], inFlight: left) }
    #expect(concurrency.allowed == 8)
    concurrency.observe([.rateLimited, .rateLimited], inFlight: 7)
    #expect(concurrency.allowed == 6)
  }

  @Test func itNeverFallsBelowOne() {
    var concurrency = AdaptiveConcurrency(limit: 3)
    for _ in 0..<100 { concurrency.observe([.rateLimited], inFlight: 0) }
    #expect(concurrency.allowed == 1)
  }

  @Test func cleanRoundsGrowItAgainUpToTheLimit() {
    var concurrency = AdaptiveConcurrency(limit: 10)
    concurrency.observe([.rateLimited], inFlight: 0)
    #expect(concurrency.allowed == 8)
    for _ in 0..<7 { concurrency.observe([], inFlight: 7) }
    #expect(concurrency.allowed == 8)
    concurrency.observe([], inFlight: 7)
    #expect(concurrency.allowed == 9)
    for _ in 0..<1000 { concurrency.observe([], inFlight: 9) }
    #expect(concurrency.allowed == 10)
  }

  @Test(arguments: [FailureKind.server, .overloaded])
  func aTroubledServerPausesGrowthWithoutShrinking(kind: FailureKind) {
    var concurrency = AdaptiveConcurrency(limit: 10)
    concurrency.observe([.rateLimited], inFlight: 0)
    for round in 0..<40 { concurrency.observe(round % 5 == 0 ? [kind] : [], inFlight: 7) }
    #expect(concurrency.allowed == 8)
  }

  @Test(arguments: [0, -5])
  func aLimitIsAtLeastOne(limit: Int) { #expect(AdaptiveConcurrency(limit: limit).allowed == 1) }
}
