import EvalSchema
import Testing

@testable import Harness

@Suite struct AdaptiveConcurrencyTests {
  /// Answers with all the room used.
  private static func answer(_ concurrency: inout AdaptiveConcurrency, _ times: Int) {
    for _ in 0..<times {
      let others = concurrency.allowed - 1
      concurrency.accept(seconds: 1, others: others, certain: others)
    }
  }

  @Test func itStartsAtTheLimitAndStaysThereWhileAllIsCalm() {
    var concurrency = AdaptiveConcurrency(limit: 10)
    Self.answer(&concurrency, 100)
    #expect(concurrency.allowed == 10 && concurrency.spacing(others: 9) == 0)
  }

  @Test func theFirstThatIsRefusedSaysHowManyAreEnough() {
    var concurrency = AdaptiveConcurrency(limit: 64)
    for others in [50, 41, 40, 47, 63] { concurrency.refuse(others: others) }
    #expect(concurrency.allowed == 40)
    concurrency.refuse(others: 0)
    #expect(concurrency.allowed == 1, "one is always allowed")
  }

  @Test func onlyMoreThanWereBorneAreACrowd() {
    var concurrency = AdaptiveConcurrency(limit: 9)
    #expect(concurrency.isCrowd(others: 1) && !concurrency.isCrowd(others: 0))
    concurrency.accept(seconds: 1, others: 4, certain: 4)
    #expect(concurrency.isCrowd(others: 5) && !concurrency.isCrowd(others: 4))
  }

  @Test func anAnswerWhoseCompanyIsUnknownProvesNothing() {
    var concurrency = AdaptiveConcurrency(limit: 9)
    concurrency.accept(seconds: 1, others: 4, certain: nil)
    #expect(concurrency.isCrowd(others: 1))
  }

  @Test func whatWasBorneLongAgoIsForgotten() {
    var concurrency = AdaptiveConcurrency(limit: 99)
    concurrency.accept(seconds: 1, others: 50, certain: 50)
    for _ in 0..<600 { concurrency.accept(seconds: 1, others: 3, certain: 3) }
    #expect(concurrency.borne == 3)
  }

  @Test func lessThanOneCallInAHundredIsRefusedForProbingRoom() {
    var concurrency = AdaptiveConcurrency(limit: 100)
    concurrency.refuse(others: 7)
    var (calls, refused) = (0, 0)
    for _ in 0..<20_000 {
      calls += 1
      if concurrency.allowed > 7 {
        refused += 1
        concurrency.refuse(others: 7)
      } else {
        Self.answer(&concurrency, 1)
      }
    }
    #expect(refused > 10 && refused * 100 < calls, "\(refused) of \(calls)")
  }

  @Test func roomThatIsThereIsTakenFasterAndFaster() {
    var concurrency = AdaptiveConcurrency(limit: 50)
    concurrency.refuse(others: 3)
    Self.answer(&concurrency, 120)
    #expect(concurrency.allowed == 50)
  }

  @Test func whatIsNotUsedDoesNotGrow() {
    var concurrency = AdaptiveConcurrency(limit: 50)
    concurrency.refuse(others: 25)
    for _ in 0..<2000 { concurrency.accept(seconds: 1, others: 3, certain: 3) }
    #expect(concurrency.allowed == 25)
  }

  @Test func aProbeKeepsItsDistanceOnlyFromMoreThanWereBorne() {
    var concurrency = AdaptiveConcurrency(limit: 50)
    concurrency.refuse(others: 3)
    concurrency.accept(seconds: 2, others: 2, certain: 2)
    #expect(concurrency.spacing(others: 2) == 0 && concurrency.spacing(others: 3) == 0.5)
  }

  @Test func aTroubledServerPausesGrowthWithoutShrinking() {
    var concurrency = AdaptiveConcurrency(limit: 50)
    concurrency.refuse(others: 25)
    for round in 0..<2000 {
      if round % 20 == 0 { concurrency.trouble(others: 24) } else { Self.answer(&concurrency, 1) }
    }
    #expect(concurrency.allowed == 25)
  }

  @Test(arguments: [0, -5])
  func aLimitIsAtLeastOne(limit: Int) { #expect(AdaptiveConcurrency(limit: limit).allowed == 1) }
}
