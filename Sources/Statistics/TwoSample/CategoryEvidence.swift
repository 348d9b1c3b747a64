/// Sequential evidence that two unpaired streams of categories differ, one outcome of each at a time.
///
/// Each step multiplies by p_b(y) p_c(z) / (p0(y) p0(z)), p0 = (p_b + p_c)/2, where p_b and p_c are Dirichlet estimates
/// from the past only: a safe test of equality (Turner, Ly and Grunwald 2024).
public struct CategoryEvidence: Sendable, Hashable {
  /// The prior count of every category.
  public let prior: Double
  /// ln of the evidence so far.
  public private(set) var logValue = 0.0
  private var baseline: [Int]
  private var candidate: [Int]

  /// Starts with `categories` kinds of outcome, numbered from 0.
  public init(categories: Int, prior: Double = 0.5) {
    self.prior = prior
    baseline = Array(repeating: 0, count: max(0, categories))
    candidate = baseline
  }

  /// Counts one outcome of each stream; false, and nothing counted, when a category does not exist.
  @discardableResult
  public mutating func observe(baseline y: Int, candidate z: Int) -> Bool {
    guard baseline.indices.contains(y), candidate.indices.contains(z) else { return false }
    let seenBaseline = Double(baseline.reduce(0, +)) + prior * Double(baseline.count)
    let seenCandidate = Double(candidate.reduce(0, +)) + prior * Double(candidate.count)
    func rates(_ category: Int) -> (baseline: Double, candidate: Double) {
      ((Double(baseline[category]) + prior) / seenBaseline, (Double(candidate[category]) + prior) / seenCandidate)
    }
    let ofY = rates(y)
    let ofZ = rates(z)
    logValue +=
      ln(ofY.baseline) + ln(ofZ.candidate) - ln((ofY.baseline + ofY.candidate) / 2)
      - ln((ofZ.baseline + ofZ.candidate) / 2)
    baseline[y] += 1
    candidate[z] += 1
    return true
  }
}
