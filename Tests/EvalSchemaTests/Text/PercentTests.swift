import Testing

@testable import EvalSchema

@Suite struct PercentTests {
  @Test(arguments: [
    (0.0, Percent.Rounding.nearest, "0%"), (0.01, .nearest, "1%"), (0.05, .up, "5%"), (0.05, .down, "5%"),
    (0.1833333, .nearest, "18.3%"), (0.18331, .up, "18.4%"), (0.18339, .down, "18.3%"), (1, .nearest, "100%"),
    (0.00883, .up, "0.89%"), (0.001, .nearest, "0.1%"), (0.00012345, .up, "0.02%"), (0.00005, .nearest, "0.005%"),
    (-0.0243, .nearest, "-2.4%"), (0.5, .up, "50%"), (0.9999, .down, "99.9%"), (0.9999, .up, "100%"),
  ])
  func boundsAreRoundedOutward(_ rate: Double, _ rounding: Percent.Rounding, _ text: String) {
    #expect(Percent.text(rate, rounding) == text)
  }

  @Test(arguments: [
    (0.05031, Percent.Rounding.down, 0.05, "5.03%"), (0.0499, .up, 0.05, "4.99%"), (0.00997, .up, 0.01, "0.997%"),
    (0.050004, .down, 0.05, "5.0004%"), (0.0499999, .up, 0.05, "4.99999%"), (0.9999, .up, 1, "99.99%"),
    (0.05, .up, 0.05, "5%"), (0.05 + 1e-17, .up, 0.05, "5%"), (0.1 + 0.2, .up, 0.3, "30%"), (0.12, .up, 0.05, "12%"),
    (0.0152, .down, 0.05, "1.5%"), (0, .down, 0.05, "0%"),
  ])
  func aRateStaysOnItsSideOfALimit(_ rate: Double, _ rounding: Percent.Rounding, _ limit: Double, _ text: String) {
    #expect(Percent.text(rate, rounding, apartFrom: limit) == text)
  }

  @Test func anUpperBoundIsNeverPrintedBelowItself() throws {
    for step in 1...2000 {
      let rate = Double(step) / 2003
      let shown = try #require(Double(Percent.text(rate, .up).dropLast()))
      #expect(shown / 100 >= rate - 1e-12)
      let low = try #require(Double(Percent.text(rate, .down).dropLast()))
      #expect(low / 100 <= rate + 1e-12)
    }
  }
}
