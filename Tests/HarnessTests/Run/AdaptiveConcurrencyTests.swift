import EvalSchema
import Testing

@testable import Harness

@Suite struct AdaptiveConcurrencyTests {
  @Test func itStartsAtTheLimitAndStaysThereWhileAllIsCalm() {
    var concurrency = AdaptiveConcurrency(limit: 10)
    for _ in 0..<100 { concurrency.accept(seconds: 1, others: 9) }
    #expect(concurrency.allowed == 10 && concurrency.spacing == 0)
  }

  @Test func refusalsOfThoseThatWereOutTogetherHalveItAtMost() {
    var concurrency = AdaptiveConcurrency(limit: 64)
    for left in stride(from: 63, through: 0, by: -1) { concurrency.refuse(others: left) }
    #expect(concurrency.allowed == 32)
    for left in stride(from: 31, through: 0, by: -1) { concurrency.refuse(others: left) }
    #expect(concurrency.allowed == 16)
  }

  @Test func oneRefusalInAHundredIsWhereItRests() {
    var concurrency = AdaptiveConcurrency(limit: 100)
    for left in stride(from: 79, through: 0, by: -1) { concurrency.refuse(others: left) }
    let before = concurrency.size
    for _ in 0..<20 {
      for _ in 0..<99 { concurrency.accept(seconds: 1, others: Int(concurrency.size)) }
      concurrency.refuse(others: Int(concurrency.size))
    }
    #expect(concurrency.size > before * 0.9 && concurrency.size < before * 1.1, "\(concurrency.size), \(before)")
  }

  @Test func itFallsBelowOneAndThenKeepsItsDistance() {
    var concurrency = AdaptiveConcurrency(limit: 3)
    concurrency.accept(seconds: 2, others: 0)
    for _ in 0..<1000 { concurrency.refuse(others: 0) }
    #expect(concurrency.allowed == 1 && concurrency.spacing == 200)
  }

  @Test func aLongCalmBringsItBackToTheLimit() {
    var concurrency = AdaptiveConcurrency(limit: 50)
    for left in stride(from: 49, through: 0, by: -1) { concurrency.refuse(others: left) }
    #expect(concurrency.allowed == 25)
    for _ in 0..<2000 { concurrency.accept(seconds: 1, others: 49) }
    #expect(concurrency.allowed == 50 && concurrency.spacing == 0)
  }

  @Test func whatIsNotUsedDoesNotGrow() {
    var concurrency = AdaptiveConcurrency(limit: 50)
    for left in stride(from: 49, through: 0, by: -1) { concurrency.refuse(others: left) }
    for _ in 0..<2000 { concurrency.accept(seconds: 1, others: 3) }
    #expect(concurrency.allowed == 25)
  }

  @Test func aTroubledServerPausesGrowthWithoutShrinking() {
    var concurrency = AdaptiveConcurrency(limit: 50)
    for left in stride(from: 49, through: 0, by: -1) { concurrency.refuse(others: left) }
    let before = concurrency.size
    for round in 0..<2000 {
      if round % 20 == 0 { concurrency.trouble(others: 24) } else { concurrency.accept(seconds: 1, others: 24) }
    }
    #expect(concurrency.size == before)
  }

  @Test(arguments: [0, -5])
  func aLimitIsAtLeastOne(limit: Int) { #expect(AdaptiveConcurrency(limit: limit).allowed == 1) }
}
