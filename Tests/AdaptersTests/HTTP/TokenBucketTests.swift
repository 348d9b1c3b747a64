import Testing

@testable import Adapters

@Suite struct TokenBucketTests {
  /// When each of so many reservations of 1 may be used, all asked for as early as possible.
  private static func times(_ count: Int, perMinute: Int, burst: Double? = nil) -> [Double] {
    var bucket = TokenBucket(perMinute: perMinute, burst: burst, at: 100)
    return (0..<count).map { _ in bucket.reserve(at: 100) + 100 }
  }

  @Test(arguments: [1, 2, 7, 60, 600, 3000], [nil, 1, 20, 1e9] as [Double?])
  func noMinuteHoldsMoreThanTheLimit(_ perMinute: Int, _ burst: Double?) {
    let times = Self.times(perMinute * 3 + 10, perMinute: perMinute, burst: burst)
    for (index, time) in times.enumerated() where index + perMinute < times.count {
      #expect(times[index + perMinute] - time >= 60 - 1e-6)
    }
  }

  @Test(arguments: [1, 60, 600, 3000])
  func theThroughputIsCloseToTheLimit(_ perMinute: Int) throws {
    let count = perMinute * 10
    let last = try #require(Self.times(count, perMinute: perMinute).last)
    let reached = Double(count - 1) / (last - 100) * 60
    #expect(reached <= Double(perMinute) * 1.01)
    #expect(reached >= Double(perMinute) * 0.97)
  }

  @Test func aPauseFillsTheBucketNoFurtherThanItsBurst() {
    var bucket = TokenBucket(perMinute: 600, burst: 5, at: 0)
    let after = (0..<6).map { _ in bucket.reserve(at: 1_000_000) }
    #expect(after.prefix(5).allSatisfy { $0 == 0 })
    #expect(after[5] > 0)
  }

  @Test func whatIsAskedFirstGoesFirst() {
    var bucket = TokenBucket(perMinute: 60_000, at: 0)
    let waits = [50_000, 10, 40_000, 10].map { bucket.reserve($0, at: 0) }
    #expect(waits == waits.sorted())
    #expect(waits[0] > 45)
  }

  @Test func whatWasNotUsedIsGivenBackAndWhatWasUsedBeyondIsTaken() {
    var bucket = TokenBucket(perMinute: 60_000, burst: 1000, at: 0)
    #expect(bucket.reserve(1000, at: 0) == 0)
    bucket.settle(reserved: 1000, used: 400, at: 0)
    #expect(bucket.reserve(600, at: 0) == 0)
    bucket.settle(reserved: 600, used: 1600, at: 0)
    let wait = bucket.reserve(0, at: 0)
    #expect(wait > 0.9 && wait < 1.1)
  }

  @Test func aClockThatGoesBackGivesNothing() {
    var bucket = TokenBucket(perMinute: 60, at: 100)
    #expect(bucket.reserve(at: 100) == 0)
    let first = bucket.reserve(at: 50)
    let second = bucket.reserve(at: 100)
    #expect(first > 0)
    #expect(second > first)
  }

  @Test func nonsenseTakesNothing() {
    var bucket = TokenBucket(perMinute: 60, at: 0)
    #expect(bucket.reserve(.nan, at: 0) == 0)
    #expect(bucket.reserve(-5, at: 0) == 0)
    bucket.settle(reserved: .infinity, used: 0, at: 0)
    #expect(bucket.reserve(1, at: 0) == 0)
    #expect(bucket.reserve(1, at: 0) > 0)
  }
}
