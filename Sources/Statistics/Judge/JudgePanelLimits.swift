/// The limits of a test whose trials are graded by several imperfect judges, each measured on its own exemplars.
///
/// A trial fails when any judge fails it. A bad trial is bad by some judge's rubric, so it is caught with at least the smallest
/// sensitivity; a good one raises an alarm with at most the sum of the judges' chances. Bounds are Clopper-Pearson, their
/// errors shared among the judges (Bonferroni), so that with the stated shares all of them hold together. One judge is the
/// case of `JudgeLimits` without an allowance for false alarms in a PASS (f_low = 0).
public struct JudgePanelLimits: Sendable, Hashable {
  /// How one judge did on labelled exemplars.
  public struct Counts: Sendable, Hashable {
    /// Known-bad exemplars that it failed.
    public var caught: Int
    /// Known-bad exemplars.
    public var bad: Int
    /// Known-good exemplars that it did not pass.
    public var falseAlarms: Int
    /// Known-good exemplars.
    public var good: Int

    /// Makes the value from its parts.
    public init(caught: Int, bad: Int, falseAlarms: Int, good: Int) {
      self.caught = caught
      self.bad = bad
      self.falseAlarms = falseAlarms
      self.good = good
    }
  }

  /// The lower bound of the chance that a bad trial is failed; 0 without exemplars.
  public let sensitivityLower: Double
  /// The upper bound of the chance that a good trial is not passed; 1 without exemplars.
  public let falseAlarmUpper: Double
  /// L': a PASS is against this limit.
  public let passLimit: Double
  /// L'': a FAIL is above this limit.
  public let failLimit: Double

  /// Corrects `limit`; the bounds of a PASS err with chance `passAlpha` in all, those of a FAIL with `failAlpha`.
  public init(limit: Double, judges: [Counts], passAlpha: Double, failAlpha: Double) {
    let count = Double(max(1, judges.count))
    sensitivityLower =
      judges.map { ClopperPearson.lower(failures: $0.caught, trials: $0.bad, alpha: passAlpha / count) }.min() ?? 1
    falseAlarmUpper = min(
      1,
      judges.reduce(0) {
        $0 + ClopperPearson.upper(failures: $1.falseAlarms, trials: $1.good, alpha: failAlpha / count)
      })
    passLimit = sensitivityLower * limit
    failLimit = falseAlarmUpper + (1 - falseAlarmUpper) * limit
  }
}
