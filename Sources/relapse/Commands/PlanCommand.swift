import EvalSchema

/// `relapse plan`: what a run will cost and what it can decide, before anything is spent.
enum PlanCommand {
  static let spec = CommandSpec(
    name: "plan", summary: "Say what a run would cost and with which chance it decides; calls no model.",
    arguments: [.init(name: "EVALSET", isOptional: true)],
    options: Session.options + [.init(name: "format", value: "FORMAT", help: "text or json")],
    examples: [
      ("relapse plan evalsets/support-agent --target candidate-fixed", "every test, its chances and the costs")
    ],
    run: { try await run($0, $1) })

  private struct Output: Encodable {
    var plan: RunPlan
    var planDigest: Digest
    var forecast: PlanForecast
  }

  private static func run(_ invocation: Invocation, _ world: World) async throws -> ExitStatus {
    let format = try invocation.choice("format", default: OutputFormat.text)
    let session = try await Session(
      evalset: try EvalsetFinder(world).path(invocation.arguments.first), invocation, world)
    let rendering = Rendering(world)
    world.report(rendering.diagnostics(session.diagnostics))
    switch format {
    case .text: world.print(rendering.plan(session.plan, session.forecast()))
    case .json:
      let output = Output(plan: session.plan, planDigest: try session.plan.digest(), forecast: session.forecast())
      world.print(String(decoding: try CanonicalJSON.document(output), as: UTF8.self))
    }
    return .pass
  }
}
