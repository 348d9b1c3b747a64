package import EvalSchema
import Statistics

/// Evalset, target and selection → what will run: made before the first call, and refused where it could never decide.
package struct RunPlanner: Sendable {
  /// A plan and what there is to say about it.
  package struct Planned: Sendable {
    /// The plan; without cases when nothing was selected.
    package var plan: RunPlan
    /// Findings; an error stops the run.
    package var diagnostics: [Diagnostic]
  }

  /// The evalset.
  package var evalset: Evalset
  /// The target.
  package var target: Target
  /// Which cases run.
  package var selection: CaseSelection
  /// The seed of the run.
  package var seed: UInt64
  /// Most trials of each case, errored ones included, when the user cuts the run short.
  package var maximumTrials: Int?

  /// Makes the planner from its parts.
  package init(
    evalset: Evalset, target: Target, selection: CaseSelection = CaseSelection(), seed: UInt64,
    maximumTrials: Int? = nil
  ) {
    self.evalset = evalset
    self.target = target
    self.selection = selection
    self.seed = seed
    self.maximumTrials = maximumTrials
  }

  /// Makes the plan.
  ///
  /// A selection that names what does not exist, or selects nothing, gives a plan without cases and says so
  /// (`no-such-case`, `no-such-pattern`, `no-such-incident`, `no-such-tag`, `nothing-selected`). A test that its budget
  /// cannot decide is an error, a cut that keeps tests from deciding a warning (`n-cannot-decide` both).
  /// Throws only when a value of the evalset or target has no JSON form (`not-encodable`).
  package func plan() throws(DiagnosticError) -> Planned {
    let policy = evalset.manifest.policy
    let files = evalset.cases.sorted { $0.evalCase.id < $1.evalCase.id }
    var diagnostics = selection.findings(in: files)
    var chosen: [EvalCase] = []
    var skipped: [SkippedCase] = []
    for evalCase in files.map(\.evalCase) {
      if let reason = selection.reasonToSkip(evalCase) {
        skipped.append(SkippedCase(id: evalCase.id, reason: reason))
      } else if diagnostics.hasErrors {
        skipped.append(SkippedCase(id: evalCase.id, reason: "the selection names something that does not exist"))
      } else {
        chosen.append(evalCase)
      }
    }
    if chosen.isEmpty, !diagnostics.hasErrors { diagnostics.append(nothingSelected(of: files.count)) }

    var planner = TestPlanner(
      policy: policy, cases: chosen, watching: evalset.watching, judges: evalset.judges)
    let design = StoppingDesign(
      confidence: policy.confidence, tests: planner.tests(), errorShare: policy.errorShare,
      minimumValid: policy.minimumValid, maximumTrials: maximumTrials)
    diagnostics += Decidability(evalset: evalset, design: design).findings()
    diagnostics += TemplateCoverage.warnings(target, cases: chosen)
    diagnostics += JudgeFindings.uncalibrated(in: design, of: evalset, deciding: false)

    var usable: [String: Int] = [:]
    for test in design.tests {
      for id in test.members { usable[id] = max(usable[id] ?? 0, test.trialsPerMember) }
    }
    var ordered = evalset
    ordered.cases = files
    do {
      let plan = RunPlan(
        evalset: evalset.manifest.name, evalsetDigest: try ordered.digest(),
        policyDigest: try Digest(ofJSON: policy), waiversDigest: try Digest(ofJSON: evalset.waivers),
        target: target.name,
        targetFingerprint: try target.fingerprint(), seed: seed,
        cases: try chosen.map { try planned($0, usable: usable[$0.id] ?? 0) },
        skipped: skipped, design: design)
      return Planned(plan: plan, diagnostics: diagnostics)
    } catch {
      throw DiagnosticError(
        .error("not-encodable", "the evalset or its target has no JSON form: \(error)", at: evalset.policyPlace))
    }
  }

  private func planned(_ evalCase: EvalCase, usable: Int) throws -> PlannedCase {
    PlannedCase(
      id: evalCase.id, digest: try Digest(ofJSON: evalCase), severity: evalCase.effectiveSeverity,
      maximumTrials: min(usable, maximumTrials ?? .max),
      variants: evalCase.variants.isEmpty ? nil : evalCase.variantNames,
      isWatching: evalset.watching.contains(evalCase.id))
  }

  private func nothingSelected(of count: Int) -> Diagnostic {
    guard count > 0 else {
      return .error(
        "nothing-selected", "the evalset \"\(evalset.manifest.name)\" has no cases",
        at: Place(file: evalset.shown(evalset.manifestFile)),
        hint: "import a closed postmortem: relapse import FILE --into \(evalset.path)")
    }
    return .error(
      "nothing-selected", "the selection fits none of \(count.counted("case"))",
      hint: "each further filter narrows the selection; leave one out, or see: relapse list \(evalset.path)")
  }
}
