package import EvalSchema

/// Applies every rule.
package enum Linter {
  /// Every rule, in the order of the reference. Adding one is one file and one line here.
  package static let rules: [LintRule] = [
    // What a case must have to be a test of its incident.
    CaseCannotFail.rule, CaseCannotPass.rule, NoKnownBad.rule, NoKnownGood.rule, ExhibitEmpty.rule, BadEqualsGood.rule,
    NotDistinct.rule, MustNotOnly.rule, VagueExpectation.rule, DuplicateName.rule, CitesWithoutDocuments.rule,
    ToolsWithoutReplies.rule, UnknownTool.rule, ScreenshotOnly.rule,
    // Severity, limit, classification.
    LimitLooser.rule, SeverityLower.rule, OverrideNeedless.rule, NoHarm.rule, OtherWithoutTag.rule, LayerModelOnly.rule,
    // Provenance.
    UnconfirmedProposal.rule, MissingOwner.rule, ClosedUnknown.rule, MutableModel.rule, MissingEvidence.rule,
    PostmortemMissing.rule,
    PostmortemChanged.rule,
    // The evalset as a whole.
    Uncovered.rule, DuplicateCase.rule, PatternWithOneCase.rule, WaiverTooLong.rule, WaiverExpired.rule,
  ]

  /// The findings about an evalset, by file and line, with their source lines.
  package static func lint(_ loaded: LoadedEvalset, today: String? = nil) -> [Diagnostic] {
    let manifest = loaded.evalset.manifest
    let context = LintContext(policy: manifest.policy, owner: manifest.owner, today: today)
    let findings = rules.flatMap { rule in
      switch rule.scope {
      case .evalCase(let check): loaded.cases.flatMap { check($0, context) }
      case .evalset(let check): check(loaded, context)
      }
    }
    return loaded.annotate(findings).inFileOrder
  }

  /// The findings about one case, for example one that was just imported.
  package static func lint(_ loaded: LoadedCase, in context: LintContext = LintContext()) -> [Diagnostic] {
    let findings = rules.flatMap { rule -> [Diagnostic] in
      guard case .evalCase(let check) = rule.scope else { return [] }
      return check(loaded, context)
    }
    return (loaded.source?.annotate(findings) ?? findings).inFileOrder
  }
}
