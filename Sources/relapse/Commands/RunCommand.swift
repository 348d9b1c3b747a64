import EvalSchema
import Harness

/// `relapse run`: trials → run record.
enum RunCommand {
  static let spec = CommandSpec(
    name: "run", summary: "Run the cases of an evalset against a target and record every trial; decides nothing.",
    arguments: [.init(name: "EVALSET", isOptional: true)],
    options: Session.options + RunExecution.options + [
      .init(
        name: "cache", value: "DIR",
        help: "take answers of earlier runs from DIR and keep new ones; no gate counts them")
    ],
    examples: [
      ("relapse run evalsets/support-agent --target baseline", "until every test could be decided"),
      ("relapse run --target baseline --case INC-2041-refund-without-approval", "one case"),
      ("relapse run evalsets/support-agent --out DIR --resume", "go on with a run that was stopped"),
    ],
    run: { try await run($0, $1) })

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let folder = try EvalsetFinder(world).path(invocation.arguments.first)
    let resumption = try Resumption(invocation, world)
    let session = try await Session(evalset: folder, invocation, world, record: resumption?.header)
    world.report(Rendering(world).diagnostics(session.diagnostics))
    let execution = RunExecution(session: session, invocation: invocation, world: world, resumption: resumption)
    let result = try await execution.run()
    let rendering = Rendering(world)
    let counts = result.summary.progress
    rendering.line(
      "recorded \(counts.trials.counted("trial")): \(counts.passed) passed, \(counts.failed) failed, \(counts.errored) errored"
    )
    if let stopped = result.summary.stopped {
      rendering.line("stopped: \(stopped)")
      rendering.line("go on: relapse gate \(result.directory.path) --resume")
    }
    rendering.line("next: relapse gate \(result.directory.path)")
    if let signal = result.signal { return ExitStatus(rawValue: 128 + signal) ?? .interrupted }
    // A run that used up the time or the money that it was given did what it was asked to.
    let isStopped = result.summary.stopped != nil && result.summary.budget == nil
    if counts.passed + counts.failed == 0 || isStopped { return .error }
    return .pass
  }
}
