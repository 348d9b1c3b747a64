import EvalSchema
import Testing

@testable import Harness

@Suite struct LatencySampleTests {
  @Test func smallSamplesAreExact() {
    var sample = LatencySample(capacity: 1000)
    for value in 1...100 { sample.add(Double(value)) }
    #expect(sample.summary == .init(median: 50, p90: 90, maximum: 100))
  }

  @Test func largeSamplesStayNearAndBounded() throws {
    var sample = LatencySample(capacity: 256)
    var random = TestRandom(1)
    for _ in 0..<100_000 { sample.add(Double.random(in: 0...1, using: &random)) }
    sample.add(7)
    let summary = try #require(sample.summary)
    #expect(abs(summary.median - 0.5) < 0.1 && abs(summary.p90 - 0.9) < 0.1 && summary.maximum == 7)
  }

  @Test func nothingHasNoSummaryAndNonsenseIsNotTaken() {
    var sample = LatencySample()
    #expect(sample.summary == nil)
    sample.add(.nan)
    sample.add(-1)
    sample.add(.infinity)
    #expect(sample.summary == nil)
  }
}
