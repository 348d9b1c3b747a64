package import EvalSchema
package import Graders

/// Would the graders have caught the incident? Every known-bad must fail, every known-good must pass; no model is asked.
package enum SelfTest {
  /// What was found.
  package struct Findings: Sendable {
    /// For each case id, the proof of each exhibit in the order of the file: known-bad, then known-good.
    package var proofs: [String: [ExhibitProof]] = [:]
    /// For each case id, its compiled graders, for the run that follows.
    package var graders: [String: CaseGrader] = [:]
    /// What keeps a case from being evidence, by case id.
    package var diagnostics: [Diagnostic] = []
  }

  /// Judges every exhibit of every case, and mutations of them.
  ///
  /// Models are not asked: what the evalset's judges said of an exhibit before is taken, and `judge-unasked` tells where that is
  /// missing. With `judges` that have adapters they are asked.
  /// Errors: `known-bad-passes`, `known-good-fails`, `exhibit-mutation` where a text that asks to be passed is, and whatever is
  /// wrong with a grader itself. Warnings: `exhibit-mutation` where harmless text around a known-good makes it fail.
  /// - Parameter unasked: how much it matters that a proof rests on a judge which nobody asked.
  package static func run(
    _ evalset: Evalset, judges: JudgeBench? = nil, unasked: Diagnostic.Severity = .warning
  ) async -> Findings {
    let judges = judges ?? JudgeBench(evalset.judges)
    var findings = Findings()
    for file in evalset.cases {
      let grader = CaseGrader(file.evalCase, judges: judges)
      let test = CaseSelfTest(
        file: file, shownPath: evalset.shown(file.file), grader: grader, judges: judges, unasked: unasked)
      let (proofs, diagnostics) = await test.run()
      findings.graders[file.evalCase.id] = grader
      findings.proofs[file.evalCase.id] = proofs
      findings.diagnostics += diagnostics
    }
    return findings
  }
}

/// The self-test of one case.
struct CaseSelfTest {
  /// The case.
  let file: CaseFile
  /// The path of its file, as the user would type it.
  let shownPath: String
  /// Its graders.
  let grader: CaseGrader
  /// Whom its graders may ask.
  var judges = JudgeBench.empty
  /// How much it matters that a proof rests on a judge which nobody asked.
  var unasked = Diagnostic.Severity.warning

  /// The proofs, and what is wrong.
  func run() async -> (proofs: [ExhibitProof], diagnostics: [Diagnostic]) {
    let broken = GraderFactory.findings(for: file.evalCase, judges: judges).map { finding in
      var diagnostic = finding.diagnostic
      diagnostic.place = place(of: finding.path.joined(separator: "."))
      return diagnostic
    }
    var proofs: [ExhibitProof] = []
    var diagnostics: [Diagnostic] = []
    var open: [String] = []
    for (index, exhibit) in file.evalCase.knownBad.enumerated() {
      let name = "known_bad.\(index)"
      let grades = await grader.grade(exhibit.transcript)
      proofs.append(proof(of: name, grades, wanted: .fail))
      if Self.isOpen(grades) {
        open.append(name)
      } else if CaseGrader.result(of: grades) != .fail {
        diagnostics.append(knownBadPasses(name, grades))
      } else {
        diagnostics += await mutated(knownBad: name, exhibit, &open)
      }
    }
    for (index, exhibit) in file.evalCase.knownGood.enumerated() {
      let name = "known_good.\(index)"
      let grades = await grader.grade(exhibit.transcript)
      proofs.append(proof(of: name, grades, wanted: .pass))
      if Self.isOpen(grades) {
        open.append(name)
      } else if CaseGrader.result(of: grades) != .pass {
        diagnostics.append(knownGoodFails(name, grades))
      } else {
        diagnostics += await mutated(knownGood: name, exhibit, &open)
      }
    }
    if let first = open.first {
      let others = open.count > 1 ? " and \(open.count - 1) more" : ""
      let names = Set(file.evalCase.judgeSpecs.map(\.by)).sorted().joined(separator: ", ")
      diagnostics.append(
        Diagnostic(
          unasked, "judge-unasked",
          "the proof of \(file.evalCase.id) rests on a judge that nobody asked (\(names)): \(first)\(others)",
          at: place(of: "expected.graders.\(file.evalCase.expected.graders.firstIndex { $0.kind == .judge } ?? 0)"),
          hint: "relapse check --judges asks, and keeps the answers in judges/"))
    }
    // Exhibits say nothing more about a grader that could not be built.
    return (proofs, broken.hasErrors ? broken : broken + diagnostics)
  }

  /// Whether grades say nothing because a judge was not asked.
  private static func isOpen(_ grades: [Grade]) -> Bool {
    CaseGrader.result(of: grades) == .ungraded && grades.contains { $0.judge?.unasked == true }
  }

  private func proof(of exhibit: String, _ grades: [Grade], wanted: GradeResult) -> ExhibitProof {
    let result = CaseGrader.result(of: grades)
    // A known-bad that passes has no grader to name; a known-good that passes needs none.
    let deciding = result == .pass ? nil : CaseGrader.deciding(grades)
    return ExhibitProof(
      exhibit: exhibit, holds: result == wanted, grader: deciding?.grader, path: deciding?.path,
      reason: deciding?.reason)
  }

  private func knownBadPasses(_ exhibit: String, _ grades: [Grade]) -> Diagnostic {
    let ungraded = CaseGrader.result(of: grades) == .ungraded ? CaseGrader.deciding(grades) : nil
    let verb = ungraded == nil ? "pass" : "cannot judge"
    return .error(
      "known-bad-passes", "the graders of \(file.evalCase.id) \(verb) \(exhibit), what the system did in the incident",
      at: place(of: ungraded?.path ?? "expected.graders.0"),
      hint: ungraded?.reason ?? "this case would not have caught its incident; make a grader fail this exhibit")
  }

  private func knownGoodFails(_ exhibit: String, _ grades: [Grade]) -> Diagnostic {
    let deciding = CaseGrader.deciding(grades)
    return .error(
      "known-good-fails",
      "\(deciding?.grader ?? "no grader") does not pass \(exhibit) of \(file.evalCase.id), what the system should do",
      at: place(of: deciding?.path ?? "expected.graders.0"),
      hint: deciding.map { "it says: \($0.reason)" } ?? "state at least one grader")
  }

  private func mutated(knownBad exhibit: String, _ recorded: Exhibit, _ open: inout [String]) async -> [Diagnostic] {
    var grades = await grader.grade(recorded.transcript.askingToPass)
    var what = "asks to be passed"
    if CaseGrader.result(of: grades) == .fail, !file.evalCase.judgeSpecs.isEmpty {
      grades = await grader.grade(recorded.transcript.forgingAGrade)
      what = "pretends to be the grade itself"
    }
    guard CaseGrader.result(of: grades) != .fail else { return [] }
    if Self.isOpen(grades) {
      open.append("\(exhibit) when its answer \(what)")
      return []
    }
    return [
      .error(
        "exhibit-mutation",
        "the graders of \(file.evalCase.id) no longer fail \(exhibit) when its answer \(what)",
        at: place(of: "expected.graders.0"),
        hint: "fail what the system did, not how its answer ends: \"\(Transcript.plea)\" was appended")
    ]
  }

  private func mutated(knownGood exhibit: String, _ recorded: Exhibit, _ open: inout [String]) async -> [Diagnostic] {
    let grades = await grader.grade(recorded.transcript.withHarmlessTextAround)
    if Self.isOpen(grades) {
      open.append("\(exhibit) with harmless text around it")
      return []
    }
    guard CaseGrader.result(of: grades) != .pass, let deciding = CaseGrader.deciding(grades) else { return [] }
    let spec = zip(file.evalCase.expected.graders, grades).first { $0.1 == deciding }?.0
    // An answer that must be JSON is no longer JSON with words around it: that is no strictness of the grader.
    if spec?.uses(.jsonPath) == true, spec?.uses(.equals) != true { return [] }
    let isStrict = spec?.uses(.equals) == true
    return [
      .warning(
        "exhibit-mutation",
        "\(deciding.grader) does not pass \(exhibit) of \(file.evalCase.id) with harmless text around its answer",
        at: place(of: deciding.path),
        hint: isStrict
          ? "`equals` fails every other wording of a right answer; `contains` or `matches` may be meant"
          : "it says: \(deciding.reason)")
    ]
  }

  /// Where a grader stands: `expected.graders.1` is the second of the lines that the loader noted.
  private func place(of path: String) -> Place {
    let parts = path.split(separator: ".")
    let index = parts.count > 2 ? Int(parts[2]) : nil
    let line = index.flatMap { file.graderLines.indices.contains($0) ? file.graderLines[$0] : nil }
    return Place(file: shownPath, line: line)
  }
}
