import EvalSchema

/// A case may be stricter than its severity, never looser.
enum LimitLooser {
  static let rule = LintRule.evalCase(
    .error, "limit-looser",
    because: "The limit of a severity is a promise of the policy; a single case cannot take it back."
  ) { loaded, context in
    let evalCase = loaded.caseFile.evalCase
    let severity = evalCase.effectiveSeverity
    let rules = context.policy.severities[severity]
    let allowed = rules.unit == .pattern ? rules.cap ?? rules.limit : rules.limit
    guard let limit = evalCase.limit, limit > allowed else { return [] }
    let (own, most) = (Quantity.percentText(limit), Quantity.percentText(allowed))
    return [
      .error(
        "limit-looser", "the limit \(own) is looser than \(most), which \(severity.rawValue) allows",
        at: loaded.place("limit"),
        hint: "lower it, remove it, or change the policy for every case of \(severity.rawValue)")
    ]
  }
}
