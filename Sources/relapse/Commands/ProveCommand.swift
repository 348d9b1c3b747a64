import Authoring
import EvalSchema
import FoundationEssentials
import Gating
import Harness
import Reporting

/// `relapse prove`: the case fails on the incident's target and passes on the fixed one, by rate.
enum ProveCommand {
  static let spec = CommandSpec(
    name: "prove",
    summary:
      "Run a case against the target of its incident and against the fixed one, and record both failure rates in the ledger.",
    arguments: [.init(name: "CASE")],
    options: [
      .init(name: "evalset", value: "DIR", help: "the evalset (default: the nearest one)"),
      .init(name: "before", value: "NAME", help: "the target of the incident, on which the case must fail; required"),
      .init(name: "after", value: "NAME", help: "the fixed target, on which it must pass; required"),
      .init(
        name: "accept-not-reproduced", help: "let \"not reproduced, rate below x\" stand; recorded as accepted"),
      .init(name: "no-record", help: "write no entry into the ledger"),
      LedgerDesk.person,
      .init(name: "seed", value: "N", help: "the seed of both runs (default 1)"),
      .init(name: "max-trials", value: "N", help: "cut each of the two runs after N trials; the test keeps its design"),
      .init(name: "max-time", value: "TIME", help: "start no trial of a run after this long, for example 10m"),
      .init(name: "max-cost", value: "MONEY", help: "start no trial of a run beyond this cost, for example 5usd"),
      .init(name: "out", short: "o", value: "DIR", help: "the folder of the proof (default: a new one in reports/)"),
      .init(name: "concurrency", value: "N", help: "most trials in flight (default: the target's limit)"),
      .init(name: "progress", value: "HOW", help: "auto, bar, plain or none"),
      .init(name: "format", value: "FORMAT", help: "text or json"),
    ],
    examples: [
      (
        "relapse prove INC-2041-refund-without-approval --before baseline --after candidate-fixed",
        "reproduced, and fixed?"
      )
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    let folder = try EvalsetFinder(world).path(invocation.value("evalset"))
    // Who records is asked before anything is spent.
    let by = invocation.has("no-record") ? "" : try await LedgerDesk.person(invocation, world, in: folder)
    let id = LedgerDesk.ids(invocation)[0]
    var before = try await arm(.before, id, folder, invocation, world)
    var after = try await arm(.after, id, folder, invocation, world)
    guard before.plan.targetFingerprint != after.plan.targetFingerprint else {
      throw UsageError(
        "--before and --after are the same target, surface by surface",
        hint: "name the target of the incident and the one with the fix")
    }
    world.report(Rendering(world).diagnostics(ReplayGuard.warnings(of: [before.target, after.target])))
    let execution = try ProofExecution(invocation, before.plan, world)
    let first = try await execution.run(.before, &before)
    if let signal = first.signal { return ExitStatus(rawValue: 128 + signal) ?? .interrupted }
    if first.arm.finding == .error { return execution.cannotJudge(.before, first.verdict) }
    let second = try await execution.run(.after, &after)
    if let signal = second.signal { return ExitStatus(rawValue: 128 + signal) ?? .interrupted }
    if second.arm.finding == .error { return execution.cannotJudge(.after, second.verdict) }
    guard let found = first.verdict.cases.first, let file = after.evalset.cases.first(where: { $0.evalCase.id == id })
    else { throw UsageError("the case \(id) was not run") }
    let proof = CaseProof(
      limit: found.limit, confidence: first.verdict.method.confidence, before: first.arm, after: second.arm,
      acceptsNotReproduced: invocation.has("accept-not-reproduced") && first.arm.finding == .notReproduced,
      id: execution.name)
    try execution.report(id, proof, format)
    if !invocation.has("no-record") {
      let desk = try await LedgerDesk(
        evalset: folder, reason: ProofDecider.sentence(proof), record: "\(execution.folder)/proof.json", by: by, world)
      let digest = try CaseStrictness(of: file.evalCase, judges: after.evalset.judgeDigests).digest()
      world.report(Rendering(world).safe(try desk.record([desk.clerk.prove(id, proof, digest: digest)])) + "\n")
    }
    if format == .text { execution.last(proof) }
    return proof.verdict.exitStatus
  }

  /// The session of one target: this case alone, with a test of its own.
  private static func arm(
    _ role: ProofDecider.Role, _ id: String, _ folder: String, _ invocation: Invocation, _ world: World
  ) async throws -> Session {
    guard let name = invocation.value(role.rawValue) else {
      throw UsageError(
        "`relapse prove` needs --before NAME and --after NAME",
        hint: "before: the target of the incident; after: the one with the fix")
    }
    var inner = invocation
    inner.options["target"] = [name]
    inner.options["case"] = [id]
    return try await Session(evalset: folder, inner, world) { $0.testingEachCase }
  }
}
