/// The chi-square distribution.
public enum ChiSquare {
  /// P(X >= x) with `degreesOfFreedom` > 0; 1 with 0 degrees of freedom.
  public static func upperTail(_ x: Double, degreesOfFreedom: Double) -> Double {
    degreesOfFreedom == 0 ? 1 : IncompleteGamma.complement(degreesOfFreedom / 2, at: x / 2)
  }
}
