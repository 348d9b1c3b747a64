package import EvalSchema

/// Makes the entries of `admit`, `amend`, `retire` and `waive`, and says in words what they record; refuses what cannot be.
package struct LedgerClerk: Sendable {
  /// Reason, record, person and time of what is recorded.
  package struct Stamp: Sendable, Hashable {
    package var reason: String
    package var record: String
    package var by: String
    package var at: String

    /// Makes the value from its parts.
    package init(reason: String, record: String, by: String, at: String) {
      self.reason = reason
      self.record = record
      self.by = by
      self.at = at
    }
  }

  /// An entry to write, with what it says for people: a headline and the changes.
  package struct Draft: Sendable, Hashable {
    package var entry: LedgerEntry
    package var headline: String
    package var changes: [CaseChange] = []
  }

  /// The state before.
  package let permanence: Permanence
  /// Who, why, when.
  package let stamp: Stamp

  /// Takes the state before.
  package init(_ permanence: Permanence, stamp: Stamp) {
    self.permanence = permanence
    self.stamp = stamp
  }

  private var ledger: Ledger { permanence.ledger ?? Ledger() }
  private var cases: [EvalCase] { permanence.loaded.evalset.cases.map(\.evalCase) }

  /// The cases that no line admits.
  package var unadmitted: [String] { cases.map(\.id).filter { ledger.cases[$0] == nil } }

  /// The waivers that no line records.
  package var unwaived: [String] {
    permanence.loaded.evalset.waivers.filter { !ledger.waivers.contains($0) }.map(\.evalCase)
  }

  /// Records cases for the first time, or brings retired ones back; with the first of all, the policy too.
  ///
  /// - Parameter watching: Whether the cases begin with a watch: they are run and shown, and decide nothing until it ended well.
  package func admit(_ ids: [String], watching: Bool = false) async throws -> [Draft] {
    var drafts: [Draft] = ledger.policy == nil ? [try policyDraft([])] : []
    try await each(ids) { evalCase in
      let state = ledger.cases[evalCase.id]
      guard state == nil || state?.isRetired == true else {
        throw refusal(
          "already-admitted", "the case \(evalCase.id) is admitted already",
          hint: "a change is recorded by relapse amend \(evalCase.id)")
      }
      var changes: [CaseChange] = []
      if let state { changes = try await self.changes(of: evalCase, since: state) }
      drafts.append(
        Draft(
          entry: try entry(.admit, evalCase),
          headline: state == nil ? "admitted \(evalCase.id): \(summary(of: evalCase))" : "brought back \(evalCase.id)",
          changes: changes))
      if watching { drafts.append(try watchDraft(evalCase, changes: [])) }
    }
    return drafts
  }

  /// Records what was changed in admitted cases, and in the policy.
  package func amend(_ ids: [String], policy: Bool) async throws -> [Draft] {
    var drafts: [Draft] = []
    if policy {
      let current = permanence.loaded.evalset.manifest.policy
      let changes = ledger.policy.map { PolicyComparison.changes(from: $0.value, to: current) }
      guard changes?.isEmpty != true else { throw nothing("the policy is as it was recorded") }
      drafts.append(try policyDraft(changes ?? []))
    }
    try await each(ids) { evalCase in
      let state = try admitted(evalCase.id)
      let changes = try await self.changes(of: evalCase, since: state)
      guard !changes.isEmpty else { throw nothing("the case \(evalCase.id) is as it was recorded") }
      drafts.append(Draft(entry: try entry(.amend, evalCase), headline: "amended \(evalCase.id)", changes: changes))
    }
    return drafts
  }

  /// Records that cases no longer decide; each must stand as it was recorded.
  package func retire(_ ids: [String]) async throws -> [Draft] {
    var drafts: [Draft] = []
    try await each(ids) { evalCase in
      let state = try admitted(evalCase.id)
      let entry = try entry(.retire, evalCase)
      guard try entry.digest == state.strictness.digest() else {
        throw refusal(
          "unrecorded", "the case \(evalCase.id) was changed since it was recorded",
          hint: "restore it, so that what is retired is what was admitted, or amend it first")
      }
      drafts.append(Draft(entry: entry, headline: "retired \(evalCase.id); its file stays"))
    }
    return drafts
  }

  /// Takes active cases out of the decision until a watch of them has ended well: a weakening, with its reason.
  package func watch(_ ids: [String]) async throws -> [Draft] {
    var drafts: [Draft] = []
    try await each(ids) { evalCase in
      let state = try admitted(evalCase.id)
      guard state.stage != .watching else { throw nothing("the case \(evalCase.id) is watching") }
      guard try CaseStrictness(of: evalCase, judges: permanence.loaded.evalset.judgeDigests).digest() == state.digest
      else {
        throw refusal(
          "unrecorded", "the case \(evalCase.id) was changed since it was recorded",
          hint: "amend it first: what is watched is what was recorded")
      }
      drafts.append(
        try watchDraft(evalCase, changes: [CaseChange(.looser, "active → watching, it decides no gate", at: ["id"])]))
    }
    return drafts
  }

  /// Lets cases decide again whose watch ended well. Leaves out those that are not watching, or not in the form that was
  /// watched.
  package func activate(_ evidence: [String: WatchEvidence]) throws -> [Draft] {
    try evidence.keys.sorted().compactMap { id in
      guard let found = evidence[id], found.problem == nil, let state = ledger.cases[id], state.stage == .watching,
        let evalCase = cases.first(where: { $0.id == id }),
        try CaseStrictness(of: evalCase, judges: permanence.loaded.evalset.judgeDigests).digest() == state.digest
      else { return nil }
      let entry = LedgerEntry(
        event: .activate, evalCase: id, digest: state.digest, watch: found, reason: stamp.reason, record: stamp.record,
        by: stamp.by, at: stamp.at)
      return Draft(entry: entry, headline: "\(id) is active: its watch ended well")
    }
  }

  /// Records a proof of a case in the form that it was proven in.
  package func prove(_ id: String, _ proof: CaseProof, digest: Digest) -> Draft {
    Draft(
      entry: LedgerEntry(
        event: .prove, evalCase: id, digest: digest, proof: proof, reason: stamp.reason, record: stamp.record,
        by: stamp.by, at: stamp.at), headline: "proof of \(id): \(proof.line)")
  }

  private func watchDraft(_ evalCase: EvalCase, changes: [CaseChange]) throws -> Draft {
    Draft(
      entry: LedgerEntry(
        event: .watch, evalCase: evalCase.id,
        digest: try CaseStrictness(of: evalCase, judges: permanence.loaded.evalset.judgeDigests).digest(),
        reason: stamp.reason,
        record: stamp.record, by: stamp.by, at: stamp.at),
      headline: "\(evalCase.id) is watching: it runs and is shown, and decides no gate until a watch of it ended well",
      changes: changes)
  }

  /// Records waivers, each with its own reason and record.
  package func waive(_ ids: [String]) throws -> [Draft] {
    var drafts: [Draft] = []
    var problems: [Diagnostic] = []
    let waivers = permanence.loaded.evalset.waivers
    for id in ids {
      guard let waiver = waivers.first(where: { $0.evalCase == id }) else {
        problems.append(
          .error("no-such-case", "there is no waiver of \"\(id)\"", hint: "write it into waivers.yaml first"))
        continue
      }
      guard !ledger.waivers.contains(waiver) else {
        problems += nothing("the waiver of \(id) until \(waiver.expires) is recorded").diagnostics
        continue
      }
      let earlier = ledger.waivers.count { $0.evalCase == id }
      let entry = LedgerEntry(
        event: .waive, evalCase: id, digest: try Digest(ofJSON: waiver), waiver: waiver, reason: waiver.reason,
        record: waiver.record, by: stamp.by, at: stamp.at)
      drafts.append(
        Draft(
          entry: entry,
          headline: "waived \(id) until \(waiver.expires)"
            + (earlier > 0 ? "; it was waived \(earlier.counted("time")) before" : "")))
    }
    guard problems.isEmpty else { throw DiagnosticError(problems) }
    return drafts
  }

  /// Goes through cases and collects every refusal.
  private func each(_ ids: [String], _ body: (EvalCase) async throws -> Void) async throws {
    var problems: [Diagnostic] = []
    var seen: Set<String> = []
    let cases = Dictionary(cases.map { ($0.id, $0) }) { first, _ in first }
    for id in ids where seen.insert(id).inserted {
      guard let evalCase = cases[id] else {
        problems.append(unknown(id))
        continue
      }
      do {
        try await body(evalCase)
      } catch let error as DiagnosticError {
        problems += error.diagnostics
      }
    }
    guard problems.isEmpty else { throw DiagnosticError(problems) }
  }

  private func admitted(_ id: String) throws(DiagnosticError) -> Ledger.CaseState {
    guard let state = ledger.cases[id] else {
      throw refusal("not-admitted", "the case \(id) is not in the ledger", hint: "relapse admit \(id) records it")
    }
    guard !state.isRetired else {
      throw refusal("not-admitted", "the case \(id) is retired", hint: "relapse admit \(id) brings it back")
    }
    return state
  }

  /// The changes of a case; refuses when it lets a known-bad of its past through.
  private func changes(of evalCase: EvalCase, since state: Ledger.CaseState) async throws -> [CaseChange] {
    let comparison = try permanence.comparison(of: evalCase, with: state, in: ledger)
    let escaped = await comparison.escaped()
    guard escaped.isEmpty else {
      throw DiagnosticError(
        escaped.map { exhibit in
          refusal(
            "exhibit-passes", "the graders of \(evalCase.id) no longer fail the known-bad \(exhibit.words)",
            hint:
              "a case fails every known-bad that it ever had; if it is about something else now, retire it and admit "
              + "another"
          ).diagnostics[0]
        })
    }
    return try await comparison.changes()
  }

  private func entry(_ event: LedgerEvent, _ evalCase: EvalCase) throws -> LedgerEntry {
    let strictness = try CaseStrictness(of: evalCase, judges: permanence.loaded.evalset.judgeDigests)
    return LedgerEntry(
      event: event, evalCase: evalCase.id, digest: try strictness.digest(), strictness: strictness,
      reason: stamp.reason, record: stamp.record, by: stamp.by, at: stamp.at)
  }

  private func policyDraft(_ changes: [CaseChange]) throws -> Draft {
    let policy = permanence.loaded.evalset.manifest.policy
    let entry = LedgerEntry(
      event: .policy, digest: try Digest(ofJSON: policy.unnumbered), policy: policy, reason: stamp.reason,
      record: stamp.record, by: stamp.by, at: stamp.at)
    let limits = Severity.allCases.map { severity in
      "\(severity.rawValue) \(Quantity.percentText(policy.severities[severity].limit))"
    }
    let confidence = Quantity.percentText(policy.confidence)
    return Draft(
      entry: entry,
      headline: ledger.policy == nil
        ? "recorded the policy: \(limits.joined(separator: ", ")) at \(confidence) confidence" : "amended the policy",
      changes: changes)
  }

  private func summary(of evalCase: EvalCase) -> String {
    let severity = evalCase.effectiveSeverity
    let limit = evalCase.limit.map { ", limit \(Quantity.percentText($0))" } ?? ""
    return "\(severity.rawValue)\(limit), \(evalCase.expected.graders.count.counted("grader")), "
      + "\(evalCase.knownBad.count) known-bad, \(evalCase.knownGood.count) known-good"
  }

  private func unknown(_ id: String) -> Diagnostic {
    let near = NearestName.of(id, in: cases.map(\.id)).map { ": did you mean `\($0)`?" } ?? ""
    return .error(
      "no-such-case", "there is no case \"\(ShapeChecker.clipped(id))\"\(near)",
      hint: ledger.cases[id] == nil ? nil : "its file is gone: restore cases/\(id).yaml from version control")
  }

  private func nothing(_ message: String) -> DiagnosticError {
    refusal("nothing-to-record", message, hint: "the ledger holds decisions only: there is none to record")
  }

  private func refusal(_ code: String, _ message: String, hint: String) -> DiagnosticError {
    DiagnosticError(.error(code, message, hint: hint))
  }
}
