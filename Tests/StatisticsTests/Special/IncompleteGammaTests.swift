import Testing

@testable import Statistics

@Suite struct IncompleteGammaTests {
  @Test(arguments: [0.01, 0.5, 1, 3, 20, 200])
  func isTheExponentialTailForShapeOne(x: Double) {
    #expect(isClose(IncompleteGamma.complement(1, at: x), exponential(-x), 1e-13))
    #expect(isClose(IncompleteGamma.value(1, at: x), -exponentialMinusOne(-x), 1e-13))
  }

  @Test(arguments: [0.01, 0.7, 2, 9, 50, 700])
  func isTheNormalTailForShapeOneHalf(x: Double) {
    #expect(isClose(IncompleteGamma.complement(0.5, at: x), complementaryError(x.squareRoot()), 1e-12))
  }

  @Test(arguments: [0.5, 3.5, 12, 400, 1e6])
  func theTailsAddUpOnBothSidesOfTheMean(a: Double) {
    for x in [0.5 * a, a, 1.02 * a + 1, 2 * a] {
      #expect(isClose(IncompleteGamma.value(a, at: x) + IncompleteGamma.complement(a, at: x), 1, 1e-14))
    }
    #expect(IncompleteGamma.value(a, at: 0) == 0)
    #expect(IncompleteGamma.complement(a, at: .infinity) == 0)
  }
}
