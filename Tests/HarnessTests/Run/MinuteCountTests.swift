import Testing

@testable import Harness

@Suite struct MinuteCountTests {
  @Test func itCountsTheLastMinuteAndForgetsWhatWasBefore() {
    var count = MinuteCount()
    for second in 0..<300 { count.add(at: Double(second)) }
    #expect((55...60).contains(count.total(at: 299)))
    #expect(count.total(at: 330) < 31 && count.total(at: 330) > 20)
    #expect(count.total(at: 360) == 0)
  }

  @Test func aPauseLongerThanAMinuteLeavesNothing() {
    var count = MinuteCount()
    for _ in 0..<50 { count.add(at: 3) }
    count.add(at: 1000)
    #expect(count.total(at: 1000) == 1)
  }

  @Test func theMeanIsOverTheTimeSinceTheFirstOne() {
    var count = MinuteCount()
    #expect(count.mean(at: 7) == 1)
    for _ in 0..<20 { count.add(at: 100) }
    #expect(count.mean(at: 110) == 2)
  }

  @Test func aClockThatGoesBackDoesNoHarm() {
    var count = MinuteCount()
    count.add(at: 100)
    count.add(at: 50)
    #expect(count.total(at: 100) == 2)
  }
}
