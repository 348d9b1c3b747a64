package import EvalSchema

/// Whether every case that was ever admitted is still there and as strict as it was recorded.
///
/// A pure function of the evalset, its ledger, an earlier ledger and an oracle that judges exhibits.
package struct Permanence: Sendable {
  /// The evalset as it is.
  package var loaded: LoadedEvalset
  /// Its ledger; nil when there is none.
  package var ledger: Ledger?
  /// The ledger that this one must begin with, and where it comes from, for people.
  package var base: (ledger: Ledger, name: String)?
  /// The files in `cases/`, by name: a case that cannot be read has not vanished.
  package var files: Set<String>
  /// How grave a change without an entry is: a warning, and an error in CI.
  package var unrecorded: Diagnostic.Severity
  /// Judges exhibits.
  package var oracle: ExhibitOracle

  /// Makes the check from its parts.
  package init(
    loaded: LoadedEvalset, ledger: Ledger?, base: (ledger: Ledger, name: String)? = nil, files: Set<String>,
    unrecorded: Diagnostic.Severity = .warning, oracle: @escaping ExhibitOracle
  ) {
    self.loaded = loaded
    self.ledger = ledger
    self.base = base
    self.files = files
    self.unrecorded = unrecorded
    self.oracle = oracle
  }

  /// Most waivers at a time: three, or one for every ten cases.
  package static func mostWaivers(of cases: Int) -> Int { max(3, cases / 10) }

  /// The findings, by file and line.
  ///
  /// Complexity: O(size of the ledger and the evalset); graders run only on exhibits that a case no longer has, and for cases
  /// that were changed.
  package func findings() async throws -> [Diagnostic] {
    var findings: [Diagnostic] = []
    if let base, let lost = LedgerReader.isContinued(ledger, from: base.ledger, named: base.name, file: ledgerPath) {
      findings.append(lost)
    }
    findings += tooManyWaivers()
    guard let ledger, !ledger.entries.isEmpty else {
      findings.append(nothingRecorded())
      return loaded.annotate(findings).inFileOrder
    }
    findings += policyFindings(ledger) + waiverFindings(ledger) + illegalMoves(ledger) + (try staleProofs(ledger))
    let present = Dictionary(loaded.cases.map { ($0.caseFile.evalCase.id, $0) }) { first, _ in first }
    for (id, state) in ledger.cases {
      if let one = present[id] {
        findings += state.isRetired ? try retired(one, state) : try await active(one, state, ledger)
      } else if !files.contains("\(id).yaml") {
        findings.append(try missing(id, state, ledger))
      }
    }
    for one in loaded.cases where ledger.cases[one.caseFile.evalCase.id] == nil {
      let id = one.caseFile.evalCase.id
      findings.append(
        Diagnostic(
          unrecorded, "unrecorded", "the case \(id) is not in the ledger", at: one.place("id"),
          hint: "relapse admit \(id) \(options)"))
    }
    return loaded.annotate(findings).inFileOrder
  }

  private var ledgerPath: String { loaded.evalset.path == "." ? Ledger.file : "\(loaded.evalset.path)/\(Ledger.file)" }
  private var options: String { "--evalset \(loaded.evalset.path) --reason \"…\" --record …" }

  private func line(_ index: Int) -> Place { Place(file: ledgerPath, line: index + 1) }

  private func nothingRecorded() -> Diagnostic {
    let count = loaded.cases.count
    return Diagnostic(
      unrecorded, "unrecorded",
      count == 1 ? "the case is not in a ledger" : "none of the \(count) cases is in a ledger",
      at: Place(file: ledgerPath), hint: "relapse admit --all \(options)")
  }

  private func missing(_ id: String, _ state: Ledger.CaseState, _ ledger: Ledger) throws -> Diagnostic {
    let entry = ledger.entries[state.line]
    if state.isRetired {
      return .warning(
        "retired-missing", "the retired case \(id) has no file any more", at: line(state.line),
        hint: "a retired case keeps its file as evidence: restore cases/\(id).yaml from version control")
    }
    let renamed = try loaded.cases.first { one in
      let digest = try CaseStrictness(of: one.caseFile.evalCase, judges: loaded.evalset.judgeDigests).digest()
      return ledger.cases[one.caseFile.evalCase.id] == nil && digest == state.digest
    }
    let words =
      "\(entry.event == .amend ? "amended" : "admitted") by \(ShapeChecker.clipped(entry.by)) on \(entry.at.prefix(10))"
    return .error(
      "vanished", "the case \(id) has no file: it was \(words) and never retired", at: line(state.line),
      hint: renamed.map { "it is now called \($0.caseFile.evalCase.id); a case keeps its id: rename it back" }
        ?? "restore cases/\(id).yaml from version control, then `relapse retire` if it is to go")
  }

  private func retired(_ one: LoadedCase, _ state: Ledger.CaseState) throws -> [Diagnostic] {
    let digest = try CaseStrictness(of: one.caseFile.evalCase, judges: loaded.evalset.judgeDigests).digest()
    guard try digest != state.strictness.digest() else { return [] }
    return [
      Diagnostic(
        unrecorded, "unrecorded", "the retired case \(one.caseFile.evalCase.id) was changed", at: one.place("id"),
        hint: "a retired case stays as it was: restore it; `relapse admit` brings it back as it is now")
    ]
  }

  private func active(_ one: LoadedCase, _ state: Ledger.CaseState, _ ledger: Ledger) async throws -> [Diagnostic] {
    let comparison = try comparison(of: one.caseFile.evalCase, with: state, in: ledger)
    let changes = try await comparison.changes()
    let id = one.caseFile.evalCase.id
    var findings = report(changes, of: id, hint: "relapse amend \(id) \(options)") { one.place(of: $0) }
    for exhibit in await comparison.escaped() {
      let from = state.knownBad.first { $0.exhibit.digest == exhibit.digest }.map { " of line \($0.line + 1)" } ?? ""
      findings.append(
        .error(
          "exhibit-passes",
          "the graders of \(id) no longer fail the known-bad \(exhibit.words)\(from) of the ledger",
          at: one.place("expected", "graders"),
          hint:
            "a case fails every known-bad that it ever had; if it is about something else now, retire it and admit another"
        ))
    }
    return findings
  }

  /// The comparison of a case with what the ledger holds of it.
  func comparison(
    of evalCase: EvalCase, with state: Ledger.CaseState, in ledger: Ledger
  ) throws -> CaseComparison {
    CaseComparison(
      old: state.strictness, knownBad: state.knownBad.map(\.exhibit), evalCase: evalCase,
      new: try CaseStrictness(of: evalCase, judges: loaded.evalset.judgeDigests),
      policy: ledger.policy?.value ?? loaded.evalset.manifest.policy, oracle: oracle)
  }

  private func report(
    _ changes: [CaseChange], of subject: String, hint: String, at place: ([String]) -> Place
  ) -> [Diagnostic] {
    let looser = changes.filter { $0.direction == .looser }
    if !looser.isEmpty {
      return looser.map {
        .error(
          "weakened", "\(subject) was weakened: \($0.text)", at: place($0.path),
          hint: "take it back, or give the reason: \(hint)")
      }
    }
    guard let first = changes.first else { return [] }
    return [
      Diagnostic(
        unrecorded, "unrecorded",
        "\(subject) was changed since it was recorded: \(changes.map(\.text).joined(separator: "; "))",
        at: place(first.path), hint: hint)
    ]
  }

  private func illegalMoves(_ ledger: Ledger) -> [Diagnostic] {
    ledger.illegalMoves.map { move in
      let entry = ledger.entries[move.line]
      return .error(
        "illegal-move",
        "\(entry.event.rawValue) of \(entry.evalCase ?? "") is no move that a command makes: \(move.reason)",
        at: line(move.line),
        hint:
          "the life of a case is moved by relapse admit, amend, watch and retire only: restore the ledger from version control"
      )
    }
  }

  private func staleProofs(_ ledger: Ledger) throws -> [Diagnostic] {
    try loaded.cases.compactMap { one in
      let id = one.caseFile.evalCase.id
      guard let proof = ledger.proofs[id], ledger.cases[id]?.isRetired != true,
        ledger.isStale(
          proof, now: try CaseStrictness(of: one.caseFile.evalCase, judges: loaded.evalset.judgeDigests).digest())
      else { return nil }
      return .warning(
        "proof-stale", "the proof of \(id) on line \(proof.line + 1) is of an earlier form of the case",
        at: one.place("id"),
        hint:
          "prove it again: relapse prove \(id) --evalset \(loaded.evalset.path) --before \(proof.proof.before.target) "
          + "--after \(proof.proof.after.target)")
    }
  }

  private func policyFindings(_ ledger: Ledger) -> [Diagnostic] {
    let policy = loaded.evalset.manifest.policy
    let hint = "relapse amend --policy \(options)"
    let manifest = { (path: [String]) in loaded.manifestNode?.nearest(path).place ?? Place(file: loaded.manifestPath) }
    guard let recorded = ledger.policy else {
      return [
        Diagnostic(
          unrecorded, "unrecorded", "the policy is not in the ledger", at: manifest(["policy"]), hint: hint)
      ]
    }
    return report(
      PolicyComparison.changes(from: recorded.value, to: policy), of: "the policy", hint: hint, at: manifest)
  }

  private func waiverFindings(_ ledger: Ledger) -> [Diagnostic] {
    loaded.evalset.waivers.enumerated().filter { !ledger.waivers.contains($1) }.map { index, waiver in
      Diagnostic(
        unrecorded, "unrecorded", "the waiver of \(waiver.evalCase) until \(waiver.expires) is not in the ledger",
        at: loaded.placeOfWaiver(index), hint: "relapse waive \(waiver.evalCase) --evalset \(loaded.evalset.path)")
    }
  }

  private func tooManyWaivers() -> [Diagnostic] {
    let (count, most) = (loaded.evalset.waivers.count, Self.mostWaivers(of: loaded.cases.count))
    guard count > most else { return [] }
    return [
      .error(
        "too-many-waivers",
        "\(count.counted("failure")) \(count == 1 ? "is" : "are") waived; at most \(most) may be at a time",
        at: loaded.placeOfWaiver(most),
        hint: "fix some: what is waived by the dozen is not guarded (three, or one for every ten cases)")
    ]
  }
}
