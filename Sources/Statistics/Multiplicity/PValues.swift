/// Corrections of several p-values.
public enum PValues {
  /// Holm 1979: max over j <= i of min(1, (m-j+1) p_(j)), in the order of the input. Any dependence.
  public static func holm(_ p: [Double]) -> [Double] {
    let order = ascending(p)
    var result = p
    var largest = 0.0
    for (rank, index) in order.enumerated() {
      largest = max(largest, min(1, Double(p.count - rank) * p[index]))
      result[index] = largest
    }
    return result
  }

  /// Benjamini and Hochberg 1995: min over j >= i of m p_(j)/j, at most 1, in the order of the input.
  public static func benjaminiHochberg(_ p: [Double]) -> [Double] {
    let order = ascending(p)
    var result = p
    var smallest = 1.0
    for (rank, index) in order.enumerated().reversed() {
      smallest = min(smallest, Double(p.count) * p[index] / Double(rank + 1))
      result[index] = smallest
    }
    return result
  }

  /// The p-value of "more than `tolerated` of the nulls are true": min(1, (a+1) p_(m-a)) (Benjamini and Heller 2008).
  ///
  /// With 0 tolerated it is the largest p: the intersection-union test of Berger 1982, which is why a gate that passes
  /// only when every test passes needs no correction. 0 when as many as there are, or more, are tolerated.
  public static func partialConjunction(_ p: [Double], tolerated: Int) -> Double {
    let a = max(0, tolerated)
    guard a < p.count else { return 0 }
    return min(1, Double(a + 1) * p.sorted()[p.count - a - 1])
  }

  /// Positions by rising p; equal ones keep their order.
  private static func ascending(_ p: [Double]) -> [Int] {
    p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
  }
}
