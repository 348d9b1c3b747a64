package import EvalSchema

/// One rule about what cases and evalsets should be, beyond their form: a code, what it is for, and a pure function.
///
/// A rule sees the tree only to name places; it works on a case that stands in no file too.
package struct LintRule: Sendable {
  /// What a rule looks at.
  package enum Scope: Sendable {
    /// Each case on its own.
    case evalCase(@Sendable (LoadedCase, LintContext) -> [Diagnostic])
    /// The evalset as a whole.
    case evalset(@Sendable (LoadedEvalset, LintContext) -> [Diagnostic])
  }

  /// The stable code of its findings.
  package var code: String
  /// How much its findings matter; a rule may raise single ones.
  package var severity: Diagnostic.Severity
  /// Why the rule is there, in one or two sentences for `relapse explain`.
  package var reason: String
  /// What it looks at.
  package var scope: Scope

  /// A rule about single cases.
  package static func evalCase(
    _ severity: Diagnostic.Severity, _ code: String, because reason: String,
    _ check: @escaping @Sendable (LoadedCase, LintContext) -> [Diagnostic]
  ) -> LintRule {
    LintRule(code: code, severity: severity, reason: reason, scope: .evalCase(check))
  }

  /// A rule about the whole.
  package static func evalset(
    _ severity: Diagnostic.Severity, _ code: String, because reason: String,
    _ check: @escaping @Sendable (LoadedEvalset, LintContext) -> [Diagnostic]
  ) -> LintRule {
    LintRule(code: code, severity: severity, reason: reason, scope: .evalset(check))
  }
}

/// What rules go by besides the case.
package struct LintContext: Sendable {
  /// The policy of the evalset.
  package var policy: Policy
  /// Who answers for the evalset.
  package var owner: String?
  /// Today, `2026-05-14`; without it, rules about time are silent.
  package var today: String?

  /// Makes the context from its parts.
  package init(policy: Policy = Policy(), owner: String? = nil, today: String? = nil) {
    self.policy = policy
    self.owner = owner
    self.today = today
  }
}
