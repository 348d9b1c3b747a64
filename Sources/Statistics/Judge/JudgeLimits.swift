/// The limits to test an imperfect judge's grades against, so that the claim is about true failures.
///
/// The judged rate is se p + fpr (1-p). With Clopper-Pearson bounds at `alpha`, PASS tests against
/// L' = f_low + (se_low - f_low) L, and FAIL needs a rate above L'' = f_high + (1 - f_high) L. Test the judged rate at
/// 0.05 - alpha, so that both errors together stay within 0.05.
public struct JudgeLimits: Sendable, Hashable {
  /// The lower bound of the judge's sensitivity.
  public let sensitivityLower: Double
  /// The lower bound of the chance of a false alarm; 0 without known-good exemplars.
  public let falseAlarmLower: Double
  /// The upper bound of the chance of a false alarm; 1 without known-good exemplars.
  public let falseAlarmUpper: Double
  /// L': a PASS is against this limit. 0 when nothing was caught: no PASS is possible.
  public let passLimit: Double
  /// L'': a FAIL of the true rate is only shown above this limit.
  public let failLimit: Double

  /// Corrects `limit` for a judge that caught `caught` of `bad` and raised `falseAlarms` in `good` exemplars.
  ///
  /// The PASS limit rests on two measurements and gives `alpha`/2 to each, or all of it to the sensitivity when `good`
  /// is 0; the FAIL limit rests on one.
  public init(limit: Double, caught: Int, bad: Int, falseAlarms: Int = 0, good: Int = 0, alpha: Double = 0.01) {
    let share = good > 0 ? alpha / 2 : alpha
    sensitivityLower = ClopperPearson.lower(failures: caught, trials: bad, alpha: share)
    falseAlarmLower = ClopperPearson.lower(failures: falseAlarms, trials: good, alpha: share)
    falseAlarmUpper = ClopperPearson.upper(failures: falseAlarms, trials: good, alpha: alpha)
    passLimit = falseAlarmLower + (sensitivityLower - falseAlarmLower) * limit
    failLimit = falseAlarmUpper + (1 - falseAlarmUpper) * limit
  }
}
