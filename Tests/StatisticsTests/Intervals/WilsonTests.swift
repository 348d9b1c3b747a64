import Testing

@testable import Statistics

@Suite struct WilsonTests {
  @Test func reproducesTheReferenceIntervals() throws {
    let file = try VectorFile("06_wilson")
    for c in try file.cases() {
      let ends = Wilson.interval(failures: c["k"].int, trials: c["n"].int, confidence: c["confidence"].double)
      #expect(isClose(ends.lower, c["lower"].double, file.tolerance), "\(c)")
      #expect(isClose(ends.upper, c["upper"].double, file.tolerance), "\(c)")
    }
  }
}
