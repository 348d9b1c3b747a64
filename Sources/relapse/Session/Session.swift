import Adapters
import Authoring
import EvalSchema
import Graders
import FoundationEssentials
import Harness

/// An evalset and a target that are fit to be run, with the plan: what `plan`, `run` and `gate` begin with.
struct Session: Sendable {
  /// The evalset.
  let evalset: Evalset
  /// The target.
  let target: Target
  /// The plan.
  let plan: RunPlan
  /// The digest of the plan.
  let planDigest: Digest
  /// What there is to say that is no error.
  let diagnostics: [Diagnostic]
  /// The compiled graders of each case, by id.
  let graders: [String: CaseGrader]
  /// The self-test of each case's exhibits, by id.
  let proofs: [String: [ExhibitProof]]

  /// The options that make a session.
  static let options: [CommandSpec.Option] =
    [
      .init(
        name: "target", short: "t", value: "NAME", help: "the target: a name in targets/, or a path inside the evalset"),
      .init(name: "seed", value: "N", help: "the seed of the run (default 1)"),
      .init(name: "max-trials", value: "N", help: "cut each case after N trials; the tests keep their design"),
    ] + Selection.options

  /// Loads, checks, proves and plans; nothing is asked of the target.
  ///
  /// With a record, what is not given is taken from it: target, seed, selection, cut. The plan is then the record's.
  /// - Parameter adapting: Changes the evalset before the plan is made.
  /// - Throws: `DiagnosticError` when the evalset or target is not fit or not that of the record (exit 2), `CommandFailure` when
  ///   nothing is selected (exit 5).
  init(
    evalset path: String, _ invocation: Invocation, _ world: World, record: RunHeader? = nil,
    adapting: (Evalset) throws -> Evalset = { $0 }
  ) async throws {
    var (loaded, proof, warnings) = try await Self.proven(path, world)
    loaded.evalset = try adapting(loaded.evalset)
    guard let name = invocation.value("target") ?? record?.target.name else {
      let targets = TargetLoader.loadAll(in: try EvalsetFolder(path)).targets.map(\.name)
      throw UsageError(
        "`relapse \(invocation.command)` needs --target NAME",
        hint: targets.isEmpty
          ? "write one in \(path)/targets; see docs/adapters.md" : "targets here: \(targets.joined(separator: ", "))")
    }
    let target = try Self.target(name, in: try EvalsetFolder(path))
    if let finding = Self.mutableModel(of: target, in: loaded.evalset, as: .error) { throw DiagnosticError(finding) }
    if let record, let missing = ResumeCheck.missing(recorded: record.plan, in: loaded.evalset) {
      throw DiagnosticError(missing)
    }
    let planner = RunPlanner(
      evalset: loaded.evalset, target: target, selection: try Self.selection(invocation, record),
      seed: try invocation.integer("seed", in: 0...Int.max).map { UInt64($0) } ?? record?.plan.seed ?? 1,
      maximumTrials: try invocation.integer("max-trials", in: 1...Int.max) ?? record?.plan.design.maximumTrials)
    let planned = try planner.plan()
    if planned.plan.cases.isEmpty { throw CommandFailure(.empty, planned.diagnostics) }
    guard !planned.diagnostics.hasErrors else { throw DiagnosticError(planned.diagnostics) }
    evalset = loaded.evalset
    self.target = target
    if let record, let mismatch = ResumeCheck.mismatch(recorded: record.plan, now: planned.plan) {
      throw DiagnosticError(mismatch)
    }
    plan = record?.plan ?? planned.plan
    planDigest = try record?.planDigest ?? planned.plan.digest()
    diagnostics = warnings + planned.diagnostics
    proofs = proof.proofs
    graders = proof.graders
  }

  /// An evalset that is fit to be judged, with the proof that each case would have caught its incident, and the warnings.
  static func proven(
    _ path: String, _ world: World
  ) async throws -> (loaded: LoadedEvalset, proof: SelfTest.Findings, warnings: [Diagnostic]) {
    var (loaded, found) = try await PermanenceCheck.load(path, world)
    loaded.readUncoveredPostmortems()
    let lint = Linter.lint(loaded, today: String(world.now().ISO8601Format().prefix(10)))
    let proof = await SelfTest.run(loaded.evalset, unasked: PermanenceCheck(world).isCI ? .error : .warning)
    let findings = found + lint + proof.diagnostics
    guard !findings.hasErrors else { throw DiagnosticError(findings.filter { $0.severity == .error }) }
    return (loaded, proof, findings.filter { $0.severity == .warning })
  }

  /// The forecast of the plan, with costs from what an earlier run measured; without one, and for cases that it did not measure,
  /// they are estimated from the cases' texts.
  func forecast(measured: MeasuredUsage? = nil) -> PlanForecast {
    var forecaster = Forecaster(plan: plan, evalset: evalset, target: target)
    for (id, usage) in measured?.usage ?? [:] where forecaster.usage[id] != nil { forecaster.usage[id] = usage }
    return forecaster.forecast()
  }

  /// What the command line selects; without a word about it, the cases of the record.
  private static func selection(_ invocation: Invocation, _ record: RunHeader?) throws -> CaseSelection {
    if let record, !Selection.options.contains(where: { invocation.has($0.name) }) {
      return CaseSelection(cases: record.plan.cases.map(\.id))
    }
    return try Selection(invocation).value
  }

  /// A target by its name in `targets/`, or by the path of its file.
  static func target(_ name: String, in folder: EvalsetFolder) throws -> Target {
    let candidates = [
      "targets/\(name).yaml", name,
      name.hasPrefix(folder.path + "/") ? String(name.dropFirst(folder.path.count + 1)) : name,
    ]
    guard let file = candidates.first(where: { folder.has($0) }) else {
      let names = try folder.names(in: "targets").filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
      let near = NearestName.of(name, in: names).map { "; did you mean `\($0)`?" } ?? ""
      throw DiagnosticError(
        .error(
          "no-such-target", "there is no target \"\(name)\" in \(folder.path)/targets\(near)",
          hint: names.isEmpty ? "write one: docs/adapters.md" : "targets: \(names.joined(separator: ", "))"))
    }
    let (target, diagnostics) = TargetLoader.load(file, from: folder)
    guard let target, !diagnostics.hasErrors else { throw DiagnosticError(diagnostics) }
    return target
  }

  /// A name that the provider may move to another model is no target of a gate, unless the policy says so.
  static func mutableModel(
    of target: Target, in evalset: Evalset, as severity: Diagnostic.Severity, folder: String = "targets"
  ) -> Diagnostic? {
    guard let model = target.model, !evalset.manifest.policy.allowMutableAlias, !ModelPin.isPinned(model) else {
      return nil
    }
    return Diagnostic(
      severity, "mutable-model",
      "the model \"\(model)\" of target \"\(target.name)\" is an alias that the provider may move",
      at: Place(file: "\(evalset.path)/\(folder)/\(target.name).yaml"),
      hint: "name a dated version, or set `allow_mutable_alias: true` in the policy; no gate runs on it otherwise")
  }
}
