package import EvalSchema

/// Turns the graders that a case states into graders that judge.
package enum GraderFactory {
  /// Builds one grader for each entry of `expected.graders`, in order; every expression is compiled once.
  ///
  /// An entry that is stated wrongly gives an error and a grader that never judges: an entry is never left out. The path of
  /// a grade is `expected.graders.N`.
  ///
  /// - Parameter judges: Whom the graders may ask.
  package static func graders(
    for evalCase: EvalCase, judges: JudgeBench = .empty
  ) -> (graders: [any Grader], diagnostics: [Diagnostic]) {
    let (graders, findings) = build(evalCase, judges)
    let diagnostics = findings.map { finding in
      var diagnostic = finding.diagnostic
      diagnostic.message += " (\(finding.path.joined(separator: ".")))"
      return diagnostic
    }
    return (graders, diagnostics)
  }

  /// What is wrong with the graders of a case, each with its path, so that a caller with the file can name the line.
  package static func findings(for evalCase: EvalCase, judges: JudgeBench = .empty) -> [GraderFinding] {
    build(evalCase, judges).findings
  }

  private static func build(
    _ evalCase: EvalCase, _ judges: JudgeBench
  ) -> (graders: [any Grader], findings: [GraderFinding]) {
    var builder = GraderBuilder(evalCase, judges)
    let graders = builder.graders()
    return (graders, builder.report.findings)
  }
}

/// Builds the graders of one case and collects what is wrong with them.
private struct GraderBuilder {
  let evalCase: EvalCase
  let judges: JudgeBench
  var report = GraderReport()

  init(_ evalCase: EvalCase, _ judges: JudgeBench) {
    self.evalCase = evalCase
    self.judges = judges
  }

  mutating func graders() -> [any Grader] {
    let path = ["expected", "graders"]
    report.path = path
    if evalCase.expected.graders.isEmpty {
      report.error("no-grader", "the case has no grader, so no answer could fail it", hint: "state at least one grader")
    }
    return evalCase.expected.graders.enumerated().map { index, spec in
      let place = path + ["\(index)"]
      return PlacedGrader(inner: build(spec, at: place), path: place.joined(separator: "."))
    }
  }

  /// Builds the grader of an entry that stands at a path.
  private mutating func build(_ spec: GraderSpec, at path: [String]) -> any Grader {
    report.path = path + [spec.kind.rawValue]
    let known = report.findings.count
    if let grader = grader(spec) { return grader }
    let errors = report.findings.dropFirst(known).filter { $0.diagnostic.severity == .error }
    return UnbuiltGrader(spec.kind, reason: errors.first?.diagnostic.message ?? "the grader could not be built")
  }

  private mutating func grader(_ spec: GraderSpec) -> (any Grader)? {
    switch spec {
    case .contains(let spec): ContainsGrader(spec, &report)
    case .matches(let spec): MatchesGrader(spec, &report)
    case .equals(let spec): EqualsGrader(spec, &report)
    case .jsonPath(let spec): JSONPathGrader(spec, &report)
    case .refusal(let wanted): RefusalGrader(wanted: wanted, &report)
    case .toolCalled(let spec): ToolCalledGrader(spec, &report)
    case .toolNotCalled(let pattern): ToolNotCalledGrader(pattern)
    case .toolOrder(let spec): ToolOrderGrader(spec)
    case .citesOnly(let spec): CitesOnlyGrader(spec, evalCase.input.documents, &report)
    case .judge(let spec): judge(spec)
    case .not(let inner): NotGrader(build(inner, at: report.path))
    case .all(let inner): group(inner).map { AllGrader($0) }
    case .any(let inner): group(inner).map { AnyGrader($0) }
    }
  }

  /// A judge's sensitivity bounds what it lets through only where its failure fails the trial: not inside other graders.
  private mutating func judge(_ spec: JudgeSpec) -> (any Grader)? {
    guard report.path.count == 4 else {
      report.error(
        "judge-nested", "a judge stands directly in `graders`, not inside another grader",
        hint: "state in the rubric what must hold; several criteria are several judges")
      return nil
    }
    return JudgeGrader(spec, judges, &report)
  }

  private mutating func group(_ specs: [GraderSpec]) -> [any Grader]? {
    let path = report.path
    guard !specs.isEmpty else {
      report.error("empty-group", "the group has no grader, so it says nothing", hint: "state at least one grader")
      return nil
    }
    return specs.enumerated().map { index, spec in build(spec, at: path + ["\(index)"]) }
  }
}

/// A grader that knows where in the case it stands.
struct PlacedGrader: Grader {
  let inner: any Grader
  let path: String

  var label: String { inner.label }

  func grade(_ transcript: Transcript, of evalCase: EvalCase) async -> Grade {
    await grade(transcript, of: evalCase, seed: nil)
  }

  func grade(_ transcript: Transcript, of evalCase: EvalCase, seed: UInt64?) async -> Grade {
    var grade =
      if let judge = inner as? JudgeGrader {
        await judge.grade(transcript, of: evalCase, seed: seed)
      } else {
        await inner.grade(transcript, of: evalCase)
      }
    grade.path = path
    return grade
  }
}
