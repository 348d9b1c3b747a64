/// Rejections from several e-values (evidences). All return positions of the input, rising; ties keep their order.
///
/// Each exists for e and, because evidence overflows, for ln e.
public enum EValues {
  /// e-BH (Wang and Ramdas 2022): the largest r with e_(r) >= m/(alpha r). False discovery rate, any dependence.
  ///
  /// Only for e-values at a stopping time, not for running maxima: a list for triage, never the verdict.
  public static func benjaminiHochberg(_ e: [Double], alpha: Double) -> [Int] {
    let m = Double(e.count)
    return stepUp(e) { value, rank in value >= m / (alpha * Double(rank)) }
  }

  /// e-BH from ln e.
  public static func benjaminiHochberg(log e: [Double], alpha: Double) -> [Int] {
    let m = Double(e.count)
    return stepUp(e) { value, rank in value >= ln(m / (alpha * Double(rank))) }
  }

  /// Holm on 1/e: reject while e_(r) >= (m-r+1)/alpha. Family-wise error, any dependence; running maxima are fine.
  public static func holm(_ e: [Double], alpha: Double) -> [Int] {
    let m = e.count
    return stepDown(e) { value, rank in value >= Double(m - rank + 1) / alpha }
  }

  /// Holm from ln e.
  public static func holm(log e: [Double], alpha: Double) -> [Int] {
    let m = e.count
    return stepDown(e) { value, rank in value >= ln(Double(m - rank + 1) / alpha) }
  }

  /// Bonferroni: every e >= m/alpha.
  public static func bonferroni(_ e: [Double], alpha: Double) -> [Int] {
    e.indices.filter { e[$0] >= Double(e.count) / alpha }
  }

  /// Positions by falling e; equal ones keep their order.
  private static func descending(_ e: [Double]) -> [Int] {
    e.indices.sorted { (-e[$0], $0) < (-e[$1], $1) }
  }

  private static func stepUp(_ e: [Double], _ isEnough: (_ value: Double, _ rank: Int) -> Bool) -> [Int] {
    let order = descending(e)
    let last = order.indices.last { isEnough(e[order[$0]], $0 + 1) }
    return last.map { order[...$0].sorted() } ?? []
  }

  private static func stepDown(_ e: [Double], _ isEnough: (_ value: Double, _ rank: Int) -> Bool) -> [Int] {
    let order = descending(e)
    return order.indices.prefix(while: { isEnough(e[order[$0]], $0 + 1) }).map { order[$0] }.sorted()
  }
}
