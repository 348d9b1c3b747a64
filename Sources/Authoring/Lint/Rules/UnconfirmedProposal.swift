import EvalSchema

/// What a model proposed counts only when a person has said that it is so.
enum UnconfirmedProposal {
  static let rule = LintRule.evalCase(
    .error, "unconfirmed-proposal",
    because:
      "`proposed_by` names parts of a case that somebody proposed, a model for example. Until `confirmed_by` names the person who looked at them, the case is a draft."
  ) { loaded, _ in
    let incident = loaded.caseFile.evalCase.incident
    guard let proposed = incident.proposedBy, !proposed.isEmpty, (incident.confirmedBy ?? "").isBlank else { return [] }
    let parts = proposed.keys.sorted().map { "`\(ShapeChecker.clipped($0))`" }.joined(separator: ", ")
    return [
      .error(
        "unconfirmed-proposal", "\(parts) \(proposed.count == 1 ? "is" : "are") proposed and not confirmed",
        at: loaded.place("incident", "proposed_by"),
        hint: "look at them, and add `confirmed_by: NAME` below `incident`; until then it belongs into drafts/")
    ]
  }
}
