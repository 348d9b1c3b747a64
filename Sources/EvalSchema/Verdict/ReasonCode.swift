/// Why a verdict is as it is; each has a page in `relapse explain`.
public enum ReasonCode: String, Sendable, Codable, Hashable, CaseIterable {
  /// Shown to be below the limit.
  case limitMet = "limit-met"
  /// Shown to be above the limit.
  case limitExceeded = "limit-exceeded"
  /// The budget of trials ended before either was shown.
  case budgetExhausted = "budget-exhausted"
  /// So many failures that the budget allows no pass any more, and too few to show a fail.
  case passOutOfReach = "pass-out-of-reach"
  /// Too large a share of trials was errored.
  case tooManyErrors = "too-many-errors"
  /// No valid trial.
  case noTrials = "no-trials"
  /// The provider refused the key.
  case authFailed = "auth-failed"
  /// The provider's quota is used up.
  case quotaExceeded = "quota-exceeded"
  /// The target accepted no request for minutes, so the run ended.
  case targetUnavailable = "target-unavailable"
  /// A judge accepted no request for minutes, so the run ended.
  case judgeUnavailable = "judge-unavailable"
  /// Graders could not judge.
  case graderError = "grader-error"
  /// The run was stopped before the test was decided.
  case interrupted
  /// The case rests on a judge whose calibration is missing, of another judge or below the policy's floor.
  case judgeUncalibrated = "judge-uncalibrated"
  /// Every answer was the same bytes: repeats add nothing.
  case identicalOutputs = "identical-outputs"
  /// The provider served another model in the middle of the run.
  case modelChanged = "model-changed"
  /// Nothing was selected.
  case nothingSelected = "nothing-selected"
  /// A waiver keeps the failure from blocking.
  case waived
  /// A waiver for the case has expired.
  case waiverExpired = "waiver-expired"
  /// A planned case that no test covers: nothing could be said of it.
  case uncoveredCase = "uncovered-case"
  /// The plan states a test that cannot be judged.
  case invalidDesign = "invalid-design"
  /// The record is not one of its plan.
  case recordAltered = "record-altered"
}
