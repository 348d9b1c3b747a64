/// Why a comparison's verdict is as it is; each has a page in `relapse explain`.
public enum ComparisonReason: String, Sendable, Codable, Hashable, CaseIterable {
  /// Shown: on average not worse by the margin.
  case notWorse = "not-worse"
  /// Shown: on average worse by more than the margin.
  case worseOnAverage = "worse-on-average"
  /// Shown: some case is worse.
  case caseWorse = "case-worse"
  /// The pairs ended before either was shown.
  case pairsExhausted = "pairs-exhausted"
  /// A budget of the comparison was used up before either was shown.
  case budgetExhausted = "budget-exhausted"
  /// Shown to be not worse, and its outputs differ in a property that the policy lets block.
  case outputShift = "output-shift"
  /// A run was stopped before the comparison was decided.
  case interrupted
  /// The candidate did not run a case of the baseline, or runs another case by its id.
  case casesNotCompared = "cases-not-compared"
  /// Every trial of both arms failed: nothing could be shown to be worse.
  case alwaysFailed = "always-failed"
  /// No case has a pair of valid trials.
  case noPairs = "no-pairs"
  /// One arm has no trial at all.
  case armMissing = "arm-missing"
  /// Too large a share of an arm's trials was errored.
  case tooManyErrors = "too-many-errors"
  /// The provider refused the key of an arm.
  case authFailed = "auth-failed"
  /// The quota of an arm is used up.
  case quotaExceeded = "quota-exceeded"
  /// A target accepted no request for minutes, so the comparison ended.
  case targetUnavailable = "target-unavailable"
  /// A judge accepted no request for minutes, so the comparison ended.
  case judgeUnavailable = "judge-unavailable"
  /// The provider served another model in the middle of an arm.
  case modelChanged = "model-changed"
  /// The baseline no longer fails as often as its own record says.
  case baselineDrifted = "baseline-drifted"
  /// The baseline's own record shares no case with the baseline.
  case driftUnchecked = "drift-unchecked"
  /// The candidate stands in the place of the baseline.
  case armsSwapped = "arms-swapped"
  /// Both arms are the same target.
  case sameTarget = "same-target"
  /// The records cannot be compared: another evalset, unrecorded surfaces, a design that states no confidence.
  case notComparable = "not-comparable"
  /// A record is not one of its plan.
  case recordAltered = "record-altered"
  /// Nothing was selected.
  case nothingSelected = "nothing-selected"
}
