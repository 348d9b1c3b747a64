/// The true failure rate behind an imperfect judge's grades, for a report.
///
/// Sensitivity comes from known-bad exemplars (`caught` of `bad`), specificity from known-good ones (`cleared` of
/// `good`). Point: Rogan and Gladen 1978; interval: Lang and Reiczigel 2014, which keeps its coverage for rare failures.
public struct PrevalenceEstimate: Sendable, Hashable {
  /// (AP + Sp - 1)/(Se + Sp - 1); may lie outside 0...1. nil when the judge is no better than chance or not measured.
  public let raw: Double?
  /// The centre of the interval before its correction: the point from counts with pseudo-observations.
  public let centre: Double?
  /// The lower end, in 0...1.
  public let lower: Double
  /// The upper end, in 0...1.
  public let upper: Double

  /// The point within 0...1.
  public var point: Double? { raw.map { max(0, min(1, $0)) } }

  /// Estimates from `judgedFailures` of `trials`; the interval is (0, 1) when the judge is no better than chance.
  public init(
    judgedFailures: Int, trials: Int, caught: Int, bad: Int, cleared: Int, good: Int, confidence: Double = 0.95
  ) {
    let (k, n) = (Double(judgedFailures), Double(trials))
    let sensitivity = Double(caught) / Double(bad)
    let specificity = Double(cleared) / Double(good)
    let youden = sensitivity + specificity - 1
    raw = trials > 0 && youden > 0 ? (k / n + specificity - 1) / youden : nil

    let z = Normal.quantile(0.5 + confidence / 2)
    let square = z * z
    let size = n + square
    let judged = (k + square / 2) / size
    let seSize = Double(bad) + 2
    let se = (Double(caught) + 1) / seSize
    let spSize = Double(good) + 2
    let sp = (Double(cleared) + 1) / spSize
    let gain = se + sp - 1
    guard gain > 0 else {
      (centre, lower, upper) = (nil, 0, 1)
      return
    }
    let middle = (judged + sp - 1) / gain
    let seTerm = se * (1 - se) / seSize
    let spTerm = sp * (1 - sp) / spSize
    let shift = 2 * square * (middle * seTerm - (1 - middle) * spTerm)
    let spread =
      z
      * (judged * (1 - judged) / size + middle * middle * seTerm + (1 - middle) * (1 - middle) * spTerm).squareRoot()
      / gain
    centre = middle
    lower = max(0, min(1, middle + shift - spread))
    upper = max(0, min(1, middle + shift + spread))
  }
}
