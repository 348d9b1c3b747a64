import EvalSchema
import Testing

@testable import Harness

@Suite struct AdaptiveRateTests {
  /// A rate that has met its first limit after so many answers in as many seconds.
  private static func learned(answers: Int = 60) -> AdaptiveRate {
    var rate = AdaptiveRate()
    for second in 0..<answers { rate.accept(second, isPressed: false, at: Double(second)) }
    let now = Double(answers)
    #expect(rate.refuse(answers, next: answers + 1, start: now, wish: nil, at: now) == true)
    return rate
  }

  @Test func withoutARefusalThereIsNoRate() {
    var rate = AdaptiveRate()
    for second in 0..<100 { rate.accept(second, isPressed: true, at: Double(second)) }
    #expect(rate.perSecond == nil && rate.spacing(after: 5, echo: 1) == 0)
  }

  @Test func theFirstRateIsWhatWasTaken() throws {
    let rate = try #require(Self.learned().perSecond)
    #expect(rate > 0.9 && rate < 1.1)
  }

  @Test func whoeverWentBeforeTheLastRefusalSaysNothingNew() {
    var rate = Self.learned()
    let before = rate
    #expect(rate.refuse(60, next: 70, start: 60, wish: nil, at: 60.1) == false)
    #expect(rate == before)
  }

  @Test func aProbeWaitsTwiceAsLongEachTimeAndAMinuteAtMost() {
    var rate = Self.learned()
    var holds: [Double] = []
    for number in 61..<70 {
      #expect(rate.refuse(number, next: number + 1, start: 61, wish: nil, at: 61) == true)
      holds.append(rate.hold)
    }
    #expect(zip(holds, holds.dropFirst()).allSatisfy { $1 >= min(60, 1.9 * $0) } && holds.last == 60)
  }

  @Test func inARowItDoesNotFallBelowWhatWasTakenInAMinute() throws {
    var rate = Self.learned()
    for number in 61..<90 { _ = rate.refuse(number, next: number + 1, start: 61, wish: nil, at: 61) }
    #expect(try #require(rate.perSecond) > 0.85)
  }

  @Test func oneRefusalInAHundredIsMoreThanItRestsAt() throws {
    var rate = Self.learned()
    // A bucket of one that bears one and a half a second: whoever comes too early is refused.
    var (now, last, calls, refused) = (60.0, 0.0, 0, 0)
    for number in 61..<3061 {
      now += rate.spacing(after: number - 1, echo: 0.03)
      if now - last < 1 / 1.5 {
        if number > 1061 { refused += 1 }
        if rate.refuse(number, next: number + 1, start: now, wish: nil, at: now) { now += rate.hold }
      } else {
        last = now
        rate.accept(number, isPressed: true, at: now)
      }
      if number > 1061 { calls += 1 }
    }
    #expect(refused * 100 < calls, "\(refused) of \(calls)")
    #expect(try #require(rate.perSecond) > 1.35)
  }

  @Test func aTroubledServerPausesGrowth() {
    var rate = Self.learned()
    let before = rate.perSecond
    rate.trouble(others: 9)
    for number in 61..<71 { rate.accept(number, isPressed: true, at: 70) }
    #expect(rate.perSecond == before)
    rate.accept(71, isPressed: true, at: 71)
    #expect(rate.perSecond != before)
  }

  @Test func aRateThatIsNotUsedDoesNotGrow() {
    var rate = Self.learned()
    let before = rate.perSecond
    for number in 61..<500 { rate.accept(number, isPressed: false, at: Double(number)) }
    #expect(rate.perSecond == before)
  }
}
