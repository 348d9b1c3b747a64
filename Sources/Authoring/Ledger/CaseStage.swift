import EvalSchema

/// Where a case stands in its life, by the ledger alone: active → watching → active, and from both to retired.
///
/// A draft is in no ledger: its file lies in `drafts/`, and nothing reads it.
package enum CaseStage: String, Sendable, Hashable, Codable, CaseIterable {
  /// It decides.
  case active
  /// It is run and shown, and decides nothing until its watch has ended well.
  case watching
  /// It is not run; its file stays.
  case retired

  /// The stage after an entry, or why the entry is no legal move.
  ///
  /// - Parameters:
  ///   - stage: The stage before; nil when no line admits the case.
  ///   - digest: The digest of the case by the line before.
  static func after(_ entry: LedgerEntry, from stage: CaseStage?, digest: Digest?) -> Result<CaseStage?, IllegalMove> {
    func illegal(_ reason: String) -> Result<CaseStage?, IllegalMove> { .failure(IllegalMove(reason: reason)) }
    switch (entry.event, stage) {
    case (.policy, _), (.waive, _), (.prove, _): return .success(stage)
    case (.admit, nil), (.admit, .retired): return .success(.active)
    case (.admit, _): return illegal("it is admitted already")
    case (_, nil): return illegal("no line admits it")
    case (_, .retired): return illegal("it is retired")
    case (.amend, _): return .success(stage)
    case (.retire, _): return .success(.retired)
    case (.watch, .watching): return illegal("it is watching already")
    case (.watch, .active):
      return entry.digest == digest ? .success(.watching) : illegal("it was changed since it was recorded")
    case (.activate, .active): return illegal("it is not watching")
    case (.activate, .watching):
      if let problem = entry.watch?.problem { return illegal(problem) }
      return entry.digest == digest
        ? .success(.active) : illegal("what was watched is another form of the case")
    }
  }

  /// Why an entry is no legal move.
  struct IllegalMove: Error, Hashable {
    var reason: String
  }
}
